"""Making accounts, closing them, and giving back a lost second step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.announcements import AccountDeactivated, announce
from throughline_web.organisations.errors import EmailTakenError, OneselfError
from throughline_web.organisations.models import Account
from throughline_web.organisations.second_step import remove_second_steps

if TYPE_CHECKING:
    from datetime import datetime

    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is said of a person when their account is made."""

    email: str
    given_name: str = ""
    family_name: str = ""
    language: str = ""


@transaction.atomic
def create_account(
    *, by: Member, person: NewPerson, at: datetime, password: str | None = None
) -> Account:
    """Make an account; without a password its owner must be invited before they can log in.

    Raises:
        EmailTakenError: when another account has the address.
    """
    address = person.email.strip().lower()
    if address and Account.objects.filter(email__iexact=address).exists():
        raise EmailTakenError
    account = Account(
        email=address,
        given_name=person.given_name,
        family_name=person.family_name,
        language=person.language,
        created_at=at,
    )
    account.set_password(password)
    account.save()
    if password is not None:
        confirm_address(account)
    record_change(
        by, verb="create_account", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk]
    )
    return account


def confirm_address(account: Account) -> None:
    """Mark the account's address as proved to be its owner's, inside the caller's transaction."""
    EmailAddress.objects.update_or_create(
        user=account,
        email=account.email,
        defaults={"verified": True, "primary": True},
    )


@transaction.atomic
def deactivate(*, by: Member, account: Account, at: datetime) -> None:
    """Close the account and end every session of it; memberships stay, for the history.

    Raises:
        OneselfError: when it is the account of whoever asks.
    """
    if account.pk == by.account_id:
        raise OneselfError
    account.is_active = False
    account.deactivated_at = at
    account.save(update_fields=["is_active", "deactivated_at"])
    end_sessions(account)
    _withdraw_invitations(account, at=at)
    record_change(by, verb="deactivate", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk])
    announce(AccountDeactivated(account.pk))


@transaction.atomic
def reactivate(*, by: Member, account: Account, at: datetime) -> None:
    """Open a closed account again, with whatever memberships still hold."""
    account.is_active = True
    account.deactivated_at = None
    account.save(update_fields=["is_active", "deactivated_at"])
    record_change(by, verb="reactivate", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk])


@transaction.atomic
def reset_second_step(*, by: Member, account: Account, at: datetime) -> None:
    """Remove the keys of somebody who has lost theirs; they add a new one at the next log-in.

    Raises:
        OneselfError: when it is the account of whoever asks: that is a colleague's to do.
    """
    if account.pk == by.account_id:
        raise OneselfError
    remove_second_steps(account.pk)
    end_sessions(account)
    record_change(
        by, verb="reset_second_step", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk]
    )


def end_sessions(account: Account) -> None:
    """End every session of the account, on whichever device."""
    for session in UserSession.objects.filter(user=account):
        session.end()


def _withdraw_invitations(account: Account, *, at: datetime) -> None:
    open_ones = account.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    open_ones.update(withdrawn_at=at)
