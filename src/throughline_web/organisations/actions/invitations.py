"""Inviting a person by e-mail, and letting them choose a password."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.actions.accounts import confirm_address
from throughline_web.organisations.errors import (
    EmailMissingError,
    EmailTakenError,
    InvitationEndedError,
)
from throughline_web.organisations.letters import send_invitation
from throughline_web.organisations.models import Account, Invitation
from throughline_web.organisations.queries.invitations import (
    is_code,
    open_invitation,
    token_hash,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from throughline_web.organisations.members import Member


@transaction.atomic
def invite(
    *, by: Member, account: Account, at: datetime, link_to: Callable[[str], str]
) -> Invitation:
    """Send a link by which the person chooses a password; an earlier link stops holding.

    ``link_to`` makes the full address from the secret word, which is never stored. The letter
    leaves when the invitation is safely stored.

    Raises:
        EmailMissingError: when there is no address to write to.
        LetterNotSentError: the invitation is stored, and its letter was not taken.
    """
    if not account.email:
        raise EmailMissingError
    open_ones = account.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    open_ones.update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        account=account,
        token_hash=token_hash(token),
        invited_by_id=by.account_id,
        sent_at=at,
        expires_at=at + timedelta(days=settings.THROUGHLINE_INVITATION_DAYS),
    )
    record_change(by, verb="invite", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk])
    transaction.on_commit(partial(send_invitation, invitation, link_to(token), inviter=by.name))
    return invitation


@transaction.atomic
def accept_invitation(
    *, by: Member, token: str, password: str, at: datetime, email: str = ""
) -> Account:
    """Let the invited person log in with a password of their own.

    An address to which the link was sent counts as proved. ``email`` is what somebody writes who
    came with a letter: it is what they log in with, and nothing is sent to it before it is proved.

    ``by`` is ``NOBODY``: whoever holds the link has no other proof yet of who they are.

    Raises:
        InvitationEndedError: when the link is unknown, used, withdrawn or too old.
        EmailTakenError: when another account has the address.
        EmailMissingError: when a person without an address gives none.
    """
    invitation = open_invitation(token, at=at)
    if invitation is None:
        raise InvitationEndedError
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    if not still_open.update(accepted_at=at):
        raise InvitationEndedError
    account = invitation.account
    # Paper proves no address, not even one that a file has told since.
    is_proved = bool(account.email) and not is_code(token)
    account.email = account.email or _own_address(email)
    account.set_password(password)
    account.save(update_fields=["password", "email"])
    if is_proved:
        confirm_address(account)
    record_change(
        by, verb="accept_invitation", action=Action.MANAGE_PEOPLE, at=at, accounts=[account.pk]
    )
    return account


def _own_address(email: str) -> str:
    address = email.strip().lower()
    if not address:
        raise EmailMissingError
    if Account.objects.filter(email__iexact=address).exists():
        raise EmailTakenError
    return address
