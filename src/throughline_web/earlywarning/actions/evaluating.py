"""Re-evaluating a school: the core raises flags, and the cases follow."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from throughline.earlywarning.flags import raise_flags
from throughline.records.pupil import unit_days_of
from throughline_web.earlywarning.actions.cases import let_cases_follow
from throughline_web.earlywarning.actions.flags import Evaluated, store_flags
from throughline_web.earlywarning.models import EvaluationDue
from throughline_web.earlywarning.queries import policy_of
from throughline_web.records.queries import records_of_school

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from throughline_web.organisations.members import Member

_log = logging.getLogger(__name__)


def evaluate_school(*, by: Member, school_id: int, as_of: date) -> int:
    """Make a school's flags say what its rows say as of a day; return how many stand.

    The same rows, policy and day give the same flags, however often it runs. What people
    answered is never touched.
    """
    policy = policy_of(school_id, on=as_of)
    records = tuple(records_of_school(school_id, as_of=as_of))
    units = unit_days_of(records)
    evaluated = Evaluated(
        school_id=school_id,
        as_of=as_of,
        policy=policy,
        records={record.pupil_id: record for record in records},
        units=units,
        flags=tuple(raise_flags(records, units=units, policy=policy, as_of=as_of)),
    )
    with transaction.atomic():
        new_flags = store_flags(by=by, evaluated=evaluated)
        let_cases_follow(by=by, school_id=school_id, new_flags=new_flags, as_of=as_of)
        EvaluationDue.objects.filter(unit_id=school_id).delete()
    return len(evaluated.flags)


def mark_due(*, by: Member, school_ids: Iterable[int], at: datetime) -> None:
    """Note that schools' flags no longer say what their rows say."""
    rows = [EvaluationDue(unit_id=school_id, marked_at=at) for school_id in school_ids]
    EvaluationDue.objects.bulk_create(rows, ignore_conflicts=True)


def evaluate_due_schools(*, by: Member, as_of: date) -> int:
    """Evaluate every school that is due; return how many.

    A school that cannot be evaluated stays due, and keeps no other school waiting.
    """
    due = list(EvaluationDue.objects.order_by("marked_at").values_list("unit_id", flat=True))
    return sum(_is_evaluated(by, school_id, as_of=as_of) for school_id in due)


def _is_evaluated(by: Member, school_id: int, *, as_of: date) -> bool:
    try:
        evaluate_school(by=by, school_id=school_id, as_of=as_of)
    except Exception:  # noqa: BLE001 - one school's rows or policy must not silence the others
        _log.exception("The evaluation of school %s broke; it stays due.", school_id)
        return False
    return True
