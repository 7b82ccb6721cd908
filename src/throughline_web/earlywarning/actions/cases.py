"""How cases follow flags: opened, brought back when it gets worse, closed when the cause is gone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from throughline_web.earlywarning.choices import LIVE_STATES, CaseState, FlagState
from throughline_web.earlywarning.models import Answer, Case, Trigger
from throughline_web.organisations.bulk import update_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline_web.earlywarning.models import Flag
    from throughline_web.organisations.members import Member

_CHANGING = ("state", "waits_from", "closed_on")


def let_cases_follow(*, by: Member, school_id: int, new_flags: Iterable[Flag], as_of: date) -> None:
    """Give each new flag a case, bring back what got worse or whose day has come, close the rest."""
    _open_cases(school_id, new_flags, as_of=as_of)
    live = list(
        Case.objects.select_for_update()
        .filter(unit_id=school_id, state__in=LIVE_STATES)
        .prefetch_related("triggers__flag", "triggers__concern", "answers")
    )
    changed = [case for case in live if _follow(case, as_of=as_of)]
    update_rows(changed, _CHANGING)


def _open_cases(school_id: int, new_flags: Iterable[Flag], *, as_of: date) -> None:
    by_pupil: dict[int, list[Flag]] = defaultdict(list)
    for flag in new_flags:
        # What the school failed to register is on its own list, never a child's case.
        if not flag.of_unit:
            by_pupil[flag.pupil_id].append(flag)
    live = Case.objects.filter(unit_id=school_id, state__in=LIVE_STATES, pupil_id__in=by_pupil)
    cases = {case.pupil_id: case for case in live}
    opened = [
        Case(pupil_id=pupil, unit_id=school_id, opened_on=as_of, waits_from=as_of)
        for pupil in by_pupil
        if pupil not in cases
    ]
    cases |= {case.pupil_id: case for case in Case.objects.bulk_create(opened, batch_size=200)}
    Trigger.objects.bulk_create(
        (
            Trigger(case=cases[pupil], flag=flag, visible_on=as_of)
            for pupil, flags in by_pupil.items()
            for flag in flags
        ),
        batch_size=200,
        ignore_conflicts=True,
    )


def _follow(case: Case, *, as_of: date) -> bool:
    """Move a case to the state its triggers lead to; say whether it moved."""
    before = (case.state, case.waits_from)
    flags = [trigger.flag for trigger in case.triggers.all() if trigger.flag is not None]
    has_concern = any(trigger.concern_id for trigger in case.triggers.all())
    standing = [flag for flag in flags if flag.state == FlagState.STANDING]
    if not standing and flags and not has_concern:
        withdrawn = all(flag.state == FlagState.WITHDRAWN for flag in flags)
        _end(case, CaseState.WITHDRAWN if withdrawn else CaseState.CLOSED, as_of=as_of)
    elif case.state == CaseState.ANSWERED:
        _bring_back(case, standing, as_of=as_of)
    return (case.state, case.waits_from) != before


def _bring_back(case: Case, standing: Sequence[Flag], *, as_of: date) -> None:
    """Bring an answered case back where it got worse, or where its return day came while still over."""
    answer = _newest(case.answers.all())
    if answer is None:
        return
    if any(flag.step > answer.step and flag.visible_on > answer.answered_on for flag in standing):
        _wait(case, waits_from=as_of)
    elif answer.return_on is not None and answer.return_on <= as_of:
        _return_on_day(case, standing, answer.return_on, as_of=as_of)


def _return_on_day(case: Case, standing: Sequence[Flag], day: date, *, as_of: date) -> None:
    if any(flag.last_seen_on == as_of for flag in standing):
        _wait(case, waits_from=day)
    elif not any(trigger.concern_id for trigger in case.triggers.all()):
        _end(case, CaseState.CLOSED, as_of=as_of)


def _newest(answers: Iterable[Answer]) -> Answer | None:
    standing = [answer for answer in answers if answer.undone_at is None]
    return max(standing, key=lambda answer: answer.answered_at, default=None)


def _wait(case: Case, *, waits_from: date) -> None:
    case.state = CaseState.RETURNED
    case.waits_from = waits_from


def _end(case: Case, state: CaseState, *, as_of: date) -> None:
    case.state = state
    case.waits_from = None
    case.closed_on = as_of
