"""What people do about a case: decide, undo, and raise a concern of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from throughline_web.earlywarning.choices import LIVE_STATES, WAITING_STATES, AnswerKind, CaseState
from throughline_web.earlywarning.errors import (
    AlreadyAnsweredError,
    NothingToUndoError,
    ReturnDayError,
)
from throughline_web.earlywarning.models import Answer, Case, Concern, Trigger

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.earlywarning.choices import ConcernAbout, KnownReason
    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a case, as the form says it."""

    kind: AnswerKind
    reason: KnownReason | None = None
    return_on: date | None = None
    note: str = ""


@transaction.atomic
def answer_case(*, by: Member, case_id: int, decision: Decision, on: date, at: datetime) -> Answer:
    """Stop a case's clock with a decision.

    Raises:
        AlreadyAnsweredError: nothing waits in the case any more.
        ReturnDayError: a known absence lacks a reason or a day on which it comes back.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.state not in WAITING_STATES or case.waits_from is None:
        raise AlreadyAnsweredError
    _check(decision, on=on)
    answer = Answer.objects.create(
        case=case,
        kind=decision.kind,
        reason=decision.reason or "",
        note=decision.note,
        return_on=decision.return_on,
        step=worst_step(case.pk),
        waited_from=case.waits_from,
        state_before=case.state,
        answered_by_id=by.account_id,
        answered_on=on,
        answered_at=at,
    )
    _move(case, CaseState.ANSWERED, waits_from=None)
    return answer


@transaction.atomic
def undo_answer(*, by: Member, answer_id: int, at: datetime) -> Case:
    """Take a decision back; the case waits again as it did, and its clock never stopped.

    Raises:
        NothingToUndoError: the decision is undone already, or the case has moved on.
    """
    answer = Answer.objects.select_for_update().select_related("case").get(pk=answer_id)
    case = answer.case
    newest = case.answers.filter(undone_at__isnull=True).order_by("-answered_at").first()
    if case.state != CaseState.ANSWERED or newest != answer:
        raise NothingToUndoError
    answer.undone_at = at
    answer.undone_by_id = by.account_id
    answer.save(update_fields=["undone_at", "undone_by"])
    _move(case, CaseState(answer.state_before), waits_from=answer.waited_from)
    return case


@transaction.atomic
def raise_concern(
    *, by: Member, pupil_id: int, unit_id: int, about: ConcernAbout, words: str, on: date
) -> Case:
    """Open a case, or bring an answered one back, because a member of staff is worried.

    The clock is the same as a flag's.
    """
    concern = Concern.objects.create(
        pupil_id=pupil_id,
        unit_id=unit_id,
        about=about,
        words=words,
        raised_by_id=by.account_id,
        raised_on=on,
    )
    live = Case.objects.select_for_update().filter(
        pupil_id=pupil_id, unit_id=unit_id, state__in=LIVE_STATES
    )
    case = live.first() or Case.objects.create(
        pupil_id=pupil_id, unit_id=unit_id, opened_on=on, waits_from=on
    )
    if case.state == CaseState.ANSWERED:
        _move(case, CaseState.RETURNED, waits_from=on)
    Trigger.objects.create(case=case, concern=concern, visible_on=on)
    return case


def worst_step(case_id: int) -> int:
    """Return the highest step among a case's flags; a concern alone stands on the first."""
    triggers = Trigger.objects.filter(case_id=case_id)
    worst: int | None = triggers.aggregate(worst=Max("flag__step"))["worst"]
    return worst or 1


def _check(decision: Decision, *, on: date) -> None:
    if decision.kind is not AnswerKind.KNOWN:
        return
    if decision.reason is None or decision.return_on is None or decision.return_on <= on:
        raise ReturnDayError


def _move(case: Case, state: CaseState, *, waits_from: date | None) -> None:
    case.state = state
    case.waits_from = waits_from
    case.save(update_fields=["state", "waits_from"])
