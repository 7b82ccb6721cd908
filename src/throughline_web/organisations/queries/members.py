"""Who somebody is on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists

from throughline_web.organisations.members import NOBODY, Holding, Member, UnitRef
from throughline_web.organisations.models import Account, Membership, Relation, Unit
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

_RELATION_ROLES = {
    RelationKind.MENTOR: Role.MENTOR,
    RelationKind.GUARDIAN: Role.GUARDIAN,
    RelationKind.SELF: Role.PUPIL,
}


def member_for(account_id: int, on: date) -> Member:
    """Return an active person with the roles that they hold on that day; else ``NOBODY``."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return as_member(account, on) if account else NOBODY


def as_member(account: Account, on: date) -> Member:
    """Return the account's owner with the roles that they hold on that day.

    One query for staff, two for somebody who holds no membership: this is asked on every page.
    """
    rows = list(_memberships(account, on))
    kinds = _kinds_beside(rows) if rows else _kinds(account, on)
    related = (Holding(_RELATION_ROLES[kind], starts_on=on, ends_on=on) for kind in kinds)
    return Member(
        account_id=account.pk,
        name=account.name,
        language=account.language,
        holdings=(*(_holding(row) for row in rows), *related),
    )


def language_of_letters_to(email: str) -> str:
    """Return the language of the person with an address, and the site's own of anybody else."""
    chosen = Account.objects.filter(email__iexact=email).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def _memberships(account: Account, on: date) -> QuerySet[Membership]:
    related = {
        f"is_{kind}": Exists(Relation.objects.filter(in_force(on), account=account, kind=kind))
        for kind in RelationKind
    }
    memberships = Membership.objects.filter(in_force(on), account=account).annotate(**related)
    return memberships.select_related("unit__parent").order_by("starts_on", "pk")


def _kinds_beside(rows: list[Membership]) -> list[RelationKind]:
    return [kind for kind in sorted(RelationKind) if getattr(rows[0], f"is_{kind}")]


def _kinds(account: Account, on: date) -> list[RelationKind]:
    kinds = Relation.objects.filter(in_force(on), account=account).values_list("kind", flat=True)
    return [RelationKind(kind) for kind in kinds.order_by("kind").distinct()]


def _holding(row: Membership) -> Holding:
    unit = row.unit
    school = unit.parent if unit.kind == UnitKind.CLASS else unit
    return Holding(
        role=Role(row.role),
        unit=unit_ref(unit),
        school=unit_ref(school) if school and school.kind == UnitKind.SCHOOL else None,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
    )


def unit_ref(unit: Unit) -> UnitRef:
    """Return a unit as a member carries it and a page names it."""
    return UnitRef(unit.pk, unit.public_id, UnitKind(unit.kind), unit.name, unit.timezone)
