"""Writing entries: one for a list, with its ids, inside the transaction of whoever reads."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline_web.organisations import clock
from throughline_web.organisations.access import RULES, Action
from throughline_web.organisations.accesslog.digests import digest_of
from throughline_web.organisations.models import AccessEntry, Enrolment
from throughline_web.organisations.models.dated import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class _Said:
    """What one entry is to say."""

    action: Action
    page: str
    unit_id: int | None
    payload: dict[str, Any]


def record_read(
    member: Member,
    pupils: Iterable[int],
    *,
    page: str,
    action: Action = Action.SEE_PUPIL,
    unit_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Log that the member saw rows of these pupils (their ids) on a page.

    A list is one entry. Without ``unit_id`` it is one entry for each school that the pupils go
    to, so that every principal can review the reading of their own school's pupils. A read of
    nobody is not logged.
    """
    listed = sorted(set(pupils))
    if not listed:
        return
    moment = at or clock.now()
    by_unit = {unit_id: listed} if unit_id is not None else _by_school(listed, moment)
    AccessEntry.objects.bulk_create(
        _entry(member, _Said(action, page, unit, {"pupils": ids}), at=moment)
        for unit, ids in by_unit.items()
    )


def record_change(
    member: Member,
    *,
    verb: str,
    action: Action,
    at: datetime,
    unit_id: int | None = None,
    **payload: list[int] | str,
) -> None:
    """Log that the member changed who may see what; ``payload`` names accounts and pupils by id."""
    _entry(member, _Said(action, verb, unit_id, dict(payload)), at=at).save(force_insert=True)


def _by_school(pupil_ids: list[int], at: datetime) -> dict[int | None, list[int]]:
    rows = Enrolment.objects.filter(in_force(clock.day_of(at)), pupil__in=pupil_ids)
    found: dict[int | None, list[int]] = defaultdict(list)
    for pupil_id, school_id in rows.order_by("pupil_id").values_list("pupil_id", "school_id"):
        found[school_id].append(pupil_id)
    placed = {pupil_id for ids in found.values() for pupil_id in ids}
    homeless = [pupil_id for pupil_id in pupil_ids if pupil_id not in placed]
    return {**found, None: homeless} if homeless else dict(found)


def _entry(member: Member, said: _Said, *, at: datetime) -> AccessEntry:
    # Salted, so that an emptied payload cannot be guessed back from its digest.
    salted = {**said.payload, "salt": secrets.token_hex(16)}
    return AccessEntry(
        at=at,
        account_id=member.account_id,
        action=said.action,
        page=said.page,
        via=_roles_that_allow(member, said.action),
        unit_id=said.unit_id,
        pupils=len(said.payload.get("pupils", ())),
        payload=salted,
        payload_digest=digest_of(salted),
    )


def _roles_that_allow(member: Member, action: Action) -> str:
    if member.is_system:
        return "system"
    return ",".join(sorted(role for role in member.roles if action in RULES[role]))[:60]
