"""Who is whose guardian and who works where, laid over the ties that are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Membership, Pupil, Relation
from throughline_web.organisations.roles import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline_web.organisations.roles import Role


@dataclass(frozen=True, slots=True)
class StatedGuardian:
    """A row's word that a person is a pupil's guardian. ``None``: nothing said of the right."""

    account_id: int
    pupil_id: int
    has_right: bool | None


@dataclass(frozen=True, slots=True)
class StatedMembership:
    """A row's word that a person holds a role at a unit."""

    account_id: int
    role: Role
    unit_id: int
    starts_on: date | None
    ends_on: date | None


def lay_guardians(stated: Sequence[StatedGuardian], *, complete: bool, on: date) -> set[int]:
    """Store the ties, and return the accounts whose ties are new or changed.

    A row can take the right to information away; it gives it back to nobody whose pupil is
    protected.
    """
    pupil_ids = {one.pupil_id for one in stated}
    standing = _guardians_of(pupil_ids)
    protected = _protected_among(pupil_ids)
    rights = {
        (one.account_id, one.pupil_id): False if one.pupil_id in protected else one.has_right
        for one in stated
    }
    new = [
        _guardian(*key, right=right, on=on) for key, right in rights.items() if key not in standing
    ]
    changed = [row for key, row in standing.items() if _takes_right(row, right=rights.get(key))]
    Relation.objects.bulk_create(new, batch_size=500)
    Relation.objects.bulk_update(changed, ["has_right_to_information"], batch_size=200)
    if complete:
        _end([row for key, row in standing.items() if key not in rights], on=on)
    return {relation.account_id for relation in (*new, *changed)}


def _takes_right(relation: Relation, *, right: bool | None) -> bool:
    """Let the relation have the right that a row states, and tell whether that changed it."""
    if right is None or relation.has_right_to_information == right:
        return False
    relation.has_right_to_information = right
    return True


def _guardian(account_id: int, pupil_id: int, *, right: bool | None, on: date) -> Relation:
    return Relation(
        account_id=account_id,
        pupil_id=pupil_id,
        kind=RelationKind.GUARDIAN,
        starts_on=on,
        has_right_to_information=right is not False,
    )


def _guardians_of(pupil_ids: Iterable[int]) -> dict[tuple[int, int], Relation]:
    listed = sorted(pupil_ids)
    found = {}
    for start in range(0, len(listed), 500):
        rows = Relation.objects.filter(
            pupil__in=listed[start : start + 500],
            kind=RelationKind.GUARDIAN,
            ends_on__isnull=True,
        )
        found.update({(row.account_id, row.pupil_id): row for row in rows})
    return found


def _protected_among(pupil_ids: set[int]) -> set[int]:
    protected = Pupil.objects.filter(protected=True).values_list("pk", flat=True)
    return pupil_ids.intersection(protected)


def lay_memberships(
    stated: Sequence[StatedMembership],
    *,
    complete: bool,
    on: date,
    within: set[int] | None = None,
) -> set[int]:
    """Store the memberships, and return the accounts whose memberships are new or changed.

    ``complete`` ends those that are left out, among the units ``within`` when it is given.
    """
    accounts = {one.account_id for one in stated}
    rows = Membership.objects.filter(account__in=accounts, ends_on__isnull=True)
    standing = {(row.account_id, str(row.role), row.unit_id): row for row in rows}
    touched: set[int] = set()
    named = set()
    for one in stated:
        key = (one.account_id, str(one.role), one.unit_id)
        named.add(key)
        if _lay_membership(one, standing.get(key), on=on):
            touched.add(one.account_id)
    if complete:
        left_out = [
            row
            for key, row in standing.items()
            if key not in named and (within is None or row.unit_id in within)
        ]
        _end(left_out, on=on)
        touched.update(row.account_id for row in left_out)
    return touched


def _lay_membership(one: StatedMembership, standing: Membership | None, *, on: date) -> bool:
    over = one.ends_on is not None and one.ends_on < on
    if standing is None and over:
        return False
    if standing is None:
        Membership.objects.get_or_create(
            account_id=one.account_id,
            role=one.role,
            unit_id=one.unit_id,
            ends_on=one.ends_on,
            defaults={"starts_on": min(one.starts_on or on, one.ends_on or on)},
        )
        return True
    if one.ends_on == standing.ends_on:
        return False
    standing.ends_on = one.ends_on
    standing.save(update_fields=["ends_on"])
    return True


def _end(rows: Sequence[Relation] | Sequence[Membership], *, on: date) -> None:
    for row in rows:
        if row.starts_on is not None and row.starts_on >= on:
            row.delete()
            continue
        row.ends_on = on - timedelta(days=1)
        row.save(update_fields=["ends_on"])
