"""Giving a role at a unit to a person, and ending it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.errors import (
    AlreadyHeldError,
    NotAllowedError,
    OneselfError,
    RoleDoesNotFitUnitError,
)
from throughline_web.organisations.models import Membership
from throughline_web.organisations.queries.units import manages
from throughline_web.organisations.roles import ROLE_UNITS, Role, UnitKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Account, Unit


@transaction.atomic
def grant_membership(
    *, by: Member, account: Account, role: Role, unit: Unit, on: date, at: datetime
) -> Membership:
    """Let a person hold a role at a unit from a day on.

    Raises:
        NotAllowedError: when whoever asks does not manage the unit.
        RoleDoesNotFitUnitError: when the role is not one of that kind of unit.
        AlreadyHeldError: when the person holds it already.
        OneselfError: when it is for whoever asks: nobody widens their own access.
    """
    if account.pk == by.account_id:
        raise OneselfError
    if not manages(by, unit, on=on):
        raise NotAllowedError
    if UnitKind(unit.kind) not in ROLE_UNITS.get(role, frozenset()):
        raise RoleDoesNotFitUnitError
    if Membership.objects.filter(
        account=account, role=role, unit=unit, ends_on__isnull=True
    ).exists():
        raise AlreadyHeldError
    membership = Membership.objects.create(account=account, role=role, unit=unit, starts_on=on)
    _log(by, "grant_membership", membership, at=at)
    return membership


@transaction.atomic
def end_membership(*, by: Member, membership: Membership, on: date, at: datetime) -> None:
    """End the role: the day ``on`` is the first without it.

    A membership that had not begun before that day is removed, for it never held.

    Raises:
        NotAllowedError: when whoever asks does not manage the unit.
    """
    if not manages(by, membership.unit, on=on):
        raise NotAllowedError
    _log(by, "end_membership", membership, at=at)
    if membership.starts_on >= on:
        membership.delete()
        return
    membership.ends_on = on - timedelta(days=1)
    membership.save(update_fields=["ends_on"])


def _log(by: Member, verb: str, membership: Membership, *, at: datetime) -> None:
    record_change(
        by,
        verb=verb,
        action=Action.MANAGE_PEOPLE,
        at=at,
        unit_id=membership.unit_id,
        accounts=[membership.account_id],
        role=membership.role,
    )
