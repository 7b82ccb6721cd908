"""Who somebody is on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.organisations.members import NOBODY, Holding, Member, UnitRef
from throughline_web.organisations.models import Account, Membership, Relation, Unit
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

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
    """Return the account's owner with the roles that they hold on that day, in two queries."""
    return Member(
        account_id=account.pk,
        name=account.name,
        language=account.language,
        holdings=(*_membership_holdings(account, on), *_relation_holdings(account, on)),
    )


def _membership_holdings(account: Account, on: date) -> Iterable[Holding]:
    memberships = Membership.objects.filter(in_force(on), account=account)
    for row in memberships.select_related("unit__parent").order_by("starts_on", "pk"):
        unit = row.unit
        school = unit.parent if unit.kind == UnitKind.CLASS else unit
        yield Holding(
            role=Role(row.role),
            unit=unit_ref(unit),
            school=unit_ref(school) if school and school.kind == UnitKind.SCHOOL else None,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )


def _relation_holdings(account: Account, on: date) -> Iterable[Holding]:
    kinds = Relation.objects.filter(in_force(on), account=account).values_list("kind", flat=True)
    for kind in kinds.order_by("kind").distinct():
        yield Holding(role=_RELATION_ROLES[RelationKind(kind)], starts_on=on, ends_on=on)


def unit_ref(unit: Unit) -> UnitRef:
    """Return a unit as a member carries it and a page names it."""
    return UnitRef(unit.pk, unit.public_id, UnitKind(unit.kind), unit.name, unit.timezone)
