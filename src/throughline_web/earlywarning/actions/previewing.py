"""Counting what another policy would change, by a real evaluation that keeps nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from throughline.earlywarning.flags import raise_flags
from throughline.records.pupil import unit_days_of
from throughline_web.earlywarning.adoptions import followers_of, policy_adopted
from throughline_web.earlywarning.models import PolicyPreview
from throughline_web.earlywarning.queries import policy_of
from throughline_web.organisations.queries import schools_organised_by
from throughline_web.records.queries import records_of_school

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from throughline.earlywarning.policy import Policy
    from throughline.records.pupil import PupilRecord, UnitDays
    from throughline_web.earlywarning.adoptions import Candidate
    from throughline_web.organisations.members import Member


@transaction.atomic
def ask_for_preview(
    *, by: Member, unit_id: int, chosen: Candidate, as_of: date, at: datetime
) -> PolicyPreview:
    """Ask what a unit's list would be under a policy; an earlier question is put away."""
    PolicyPreview.objects.filter(unit_id=unit_id).delete()
    return PolicyPreview.objects.create(
        unit_id=unit_id,
        policy_id=chosen.policy.id,
        own=chosen.own,
        as_of=as_of,
        asked_at=at,
    )


def count_preview(*, by: Member, preview_id: int) -> None:
    """Evaluate the schools concerned with both policies, and keep how many pupils differ.

    No flag and no case is touched. A question that was put away meanwhile is passed over.
    """
    preview = PolicyPreview.objects.select_related("own").filter(pk=preview_id).first()
    if preview is None:
        return
    counted = _Counted()
    for school_id in _schools_of(preview):
        _count(counted, school_id, policy_adopted(preview), as_of=preview.as_of)
    PolicyPreview.objects.filter(pk=preview_id).update(
        pupils=counted.pupils,
        now=counted.now,
        then=counted.then,
        coming=counted.coming,
        leaving=counted.leaving,
    )


@dataclass(slots=True)
class _Counted:
    """How many pupils there are, stand on the list, would stand on it, would come and would leave."""

    pupils: int = 0
    now: int = 0
    then: int = 0
    coming: int = 0
    leaving: int = 0


def _schools_of(preview: PolicyPreview) -> list[int]:
    schools = schools_organised_by([preview.unit_id], preview.as_of).values_list("pk", flat=True)
    return followers_of(list(schools), on=preview.as_of) if schools else [preview.unit_id]


def _count(counted: _Counted, school_id: int, chosen: Policy, *, as_of: date) -> None:
    records = tuple(records_of_school(school_id, as_of=as_of))
    units = unit_days_of(records)
    now = _listed(records, units, policy_of(school_id, on=as_of), as_of=as_of)
    then = _listed(records, units, chosen, as_of=as_of)
    counted.pupils += sum(record.is_enrolled(as_of) for record in records)
    counted.now += len(now)
    counted.then += len(then)
    counted.coming += len(then - now)
    counted.leaving += len(now - then)


def _listed(
    records: Sequence[PupilRecord],
    units: Mapping[str | None, UnitDays],
    policy: Policy,
    *,
    as_of: date,
) -> set[str]:
    flags = raise_flags(records, units=units, policy=policy, as_of=as_of)
    # What the school itself failed to register is nobody's place on the list.
    return {flag.pupil_id for flag in flags if not flag.finding.of_unit}
