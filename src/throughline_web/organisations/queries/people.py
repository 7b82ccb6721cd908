"""The people whom an administrator manages, and the units that can be chosen for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from throughline_web.organisations.models import (
    Account,
    Enrolment,
    Invitation,
    Membership,
    Relation,
    Unit,
)
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.queries.units import units_managed_by
from throughline_web.organisations.roles import RelationKind, UnitKind

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """One unit as a form offers it."""

    public_id: UUID
    label: str


def unit_choices(
    member: Member, on: date, *, kinds: Collection[UnitKind] = tuple(UnitKind)
) -> list[UnitChoice]:
    """Return the units of some kinds that the member manages, the wide ones first."""
    units = units_managed_by(member, on).filter(kind__in=kinds).select_related("parent")
    ordered = sorted(units, key=_place_in_list)
    return [UnitChoice(unit.public_id, _label(unit)) for unit in ordered]


def unit_managed_by(member: Member, public_id: UUID, on: date) -> Unit | None:
    """Return the unit with that public id if the member manages it; else ``None``."""
    return units_managed_by(member, on).filter(public_id=public_id).first()


def people_managed_by(member: Member, on: date, *, search: str = "") -> QuerySet[Account]:
    """Return those who hold or have held a role at the member's units, and guardians there.

    Guardians of a protected pupil are left out: their name would tell where the pupil is. Each
    comes with its memberships in force (``held``) and its open invitations (``asked``).
    """
    units = units_managed_by(member, on).values("pk")
    works_here = Exists(Membership.objects.filter(account=OuterRef("pk"), unit__in=units))
    pupils_here = Enrolment.objects.filter(in_force(on), school__in=units).values("pupil")
    guards_here = Exists(
        Relation.objects.filter(
            in_force(on),
            account=OuterRef("pk"),
            kind=RelationKind.GUARDIAN,
            pupil__in=pupils_here,
            pupil__protected=False,
        )
    )
    people = Account.objects.filter(works_here | guards_here)
    for word in search.split():
        people = people.filter(_bears(word))
    return people.prefetch_related(*_beside(on)).order_by("family_name", "given_name", "pk")


def person_managed_by(member: Member, public_id: UUID, on: date) -> Account | None:
    """Return the person with that public id if the member manages them; else ``None``."""
    return people_managed_by(member, on).filter(public_id=public_id).first()


def membership_managed_by(member: Member, membership_id: int, on: date) -> Membership | None:
    """Return the membership if the member manages its unit; else ``None``."""
    rows = Membership.objects.filter(pk=membership_id, unit__in=units_managed_by(member, on))
    return rows.select_related("unit").first()


def guardians_among(account_ids: Collection[int], on: date) -> set[int]:
    """Return those of the accounts whose owner is a guardian on that day."""
    rows = Relation.objects.filter(
        in_force(on), account__in=account_ids, kind=RelationKind.GUARDIAN
    )
    return set(rows.values_list("account", flat=True))


def _bears(word: str) -> Q:
    return Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(email__icontains=word)


def _beside(on: date) -> tuple[Prefetch[str], Prefetch[str]]:
    held = Membership.objects.filter(in_force(on)).select_related("unit__parent").order_by("pk")
    asked = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return (
        Prefetch("memberships", queryset=held, to_attr="held"),
        Prefetch("invitations", queryset=asked, to_attr="asked"),
    )


def _place_in_list(unit: Unit) -> tuple[int, str, str]:
    wide = {UnitKind.CLASS: 2, UnitKind.SCHOOL: 1}.get(UnitKind(unit.kind), 0)
    return (wide, unit.parent.name if wide == 2 and unit.parent else "", unit.name)


def _label(unit: Unit) -> str:
    if unit.kind == UnitKind.CLASS and unit.parent:
        return f"{unit.name}, {unit.parent.name}"
    return unit.name
