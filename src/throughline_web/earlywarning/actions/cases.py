"""How cases follow flags: opened, brought back when it gets worse, closed when the cause is gone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline_web.earlywarning.choices import LIVE_STATES, CaseState, FlagState
from throughline_web.earlywarning.models import Answer, Case, Trigger
from throughline_web.organisations.bulk import update_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline_web.earlywarning.models import Flag
    from throughline_web.organisations.members import Member

_CHANGING = ("state", "waits_from", "closed_on")


def let_cases_follow(*, by: Member, school_id: int, new_flags: Iterable[Flag], as_of: date) -> None:
    """Give each new flag a case, bring back what got worse or whose day has come, close the rest."""
    _open_cases(school_id, new_flags, as_of=as_of)
    stories = _stories(school_id)
    changed = [story.case for story in stories if _follow(story, as_of=as_of)]
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


@dataclass(slots=True)
class _Story:
    """One live case with its flags, whether anybody is concerned, and the answer that stands."""

    case: Case
    flags: list[Flag] = field(default_factory=list)
    has_concern: bool = False
    answer: Answer | None = None

    @property
    def standing(self) -> list[Flag]:
        return [flag for flag in self.flags if flag.state == FlagState.STANDING]


def _stories(school_id: int) -> list[_Story]:
    """Return a school's live cases with what belongs to them, joined by the school and not by ids."""
    cases = Case.objects.select_for_update().filter(unit_id=school_id, state__in=LIVE_STATES)
    stories = {case.pk: _Story(case) for case in cases}
    of_school = {"case__unit_id": school_id, "case__state__in": LIVE_STATES}
    for trigger in Trigger.objects.filter(**of_school).select_related("flag"):
        story = stories[trigger.case_id]
        story.has_concern = story.has_concern or trigger.flag is None
        if trigger.flag is not None:
            story.flags.append(trigger.flag)
    answers = Answer.objects.filter(undone_at__isnull=True, **of_school)
    for answer in answers.order_by("answered_at"):
        stories[answer.case_id].answer = answer
    return list(stories.values())


def _follow(story: _Story, *, as_of: date) -> bool:
    """Move a case to the state its triggers lead to; say whether it moved."""
    case = story.case
    before = (case.state, case.waits_from)
    if not story.standing and story.flags and not story.has_concern:
        withdrawn = all(flag.state == FlagState.WITHDRAWN for flag in story.flags)
        _end(case, CaseState.WITHDRAWN if withdrawn else CaseState.CLOSED, as_of=as_of)
    elif case.state == CaseState.ANSWERED and story.answer is not None:
        _bring_back(story, story.answer, as_of=as_of)
    return (case.state, case.waits_from) != before


def _bring_back(story: _Story, answer: Answer, *, as_of: date) -> None:
    """Bring an answered case back where it got worse, or where its return day came while still over."""
    worse = (flag for flag in story.standing if flag.step > answer.step)
    if any(flag.visible_on > answer.answered_on for flag in worse):
        _wait(story.case, waits_from=as_of)
    elif answer.return_on is not None and answer.return_on <= as_of:
        _return_on_day(story, answer.return_on, as_of=as_of)


def _return_on_day(story: _Story, day: date, *, as_of: date) -> None:
    if any(flag.last_seen_on == as_of for flag in story.standing):
        _wait(story.case, waits_from=day)
    elif not story.has_concern:
        _end(story.case, CaseState.CLOSED, as_of=as_of)


def _wait(case: Case, *, waits_from: date) -> None:
    case.state = CaseState.RETURNED
    case.waits_from = waits_from


def _end(case: Case, state: CaseState, *, as_of: date) -> None:
    case.state = state
    case.waits_from = None
    case.closed_on = as_of
