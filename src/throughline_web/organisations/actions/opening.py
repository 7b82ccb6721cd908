"""Opening an account for a new colleague in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.actions.accounts import NewPerson, create_account
from throughline_web.organisations.actions.invitations import invite
from throughline_web.organisations.actions.memberships import grant_membership
from throughline_web.organisations.clock import day_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Account, Unit
    from throughline_web.organisations.roles import Role


@transaction.atomic
def open_account(
    *,
    by: Member,
    person: NewPerson,
    role: Role,
    unit: Unit,
    at: datetime,
    link_to: Callable[[str], str],
) -> Account:
    """Make an account with a role from today on, and invite its owner; all of it or nothing.

    Raises:
        OrganisationsError: as ``create_account``, ``grant_membership`` and ``invite`` do.
    """
    account = create_account(by=by, person=person, at=at)
    grant_membership(by=by, account=account, role=role, unit=unit, on=day_of(at), at=at)
    invite(by=by, account=account, at=at, link_to=link_to)
    return account
