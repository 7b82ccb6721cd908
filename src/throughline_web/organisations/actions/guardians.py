"""Inviting the guardians of a school or a class: by mail, or by a letter with a code."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.actions.invitations import invite
from throughline_web.organisations.clock import day_of
from throughline_web.organisations.errors import TooManyInvitationsError
from throughline_web.organisations.models import Account, Invitation
from throughline_web.organisations.queries.guardians import (
    Way,
    invitees_at,
    room_for_invitations,
)
from throughline_web.organisations.queries.invitations import CODE_LENGTH, code_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit

_log = logging.getLogger(__name__)
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter that looks like another or like a digit."""
_GROUP = 4
_ABOUT_ONE_ADDRESS = (ValueError, SMTPDataError, SMTPRecipientsRefused)
"""What a mail server, or our own library, says of one letter and not of the next."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to be printed: the code stands here and nowhere else."""

    account: Account
    code: str
    expires_at: datetime


def invite_guardians_by_mail(
    *, by: Member, unit: Unit, at: datetime, link_to: Callable[[str], str]
) -> int:
    """Send a link to each guardian with an address who has none yet; return how many were sent.

    Whoever has an account or an invitation that holds is passed over, so that asking twice sends
    once. An invitation whose mail cannot be sent is withdrawn, to be tried again; where the mail
    server itself does not answer, the rest waits too: each try would take its time in vain.

    Raises:
        TooManyInvitationsError: as many have been sent within the hour as may be.
    """
    sent = 0
    for account in _next(by, unit, Way.MAIL, at=at):
        refusal = _refusal(by, account, at=at, link_to=link_to)
        if refusal is not None and not isinstance(refusal, _ABOUT_ONE_ADDRESS):
            break
        sent += refusal is None
    return sent


@transaction.atomic
def write_letters(*, by: Member, unit: Unit, at: datetime) -> list[Letter]:
    """Make a letter with a code for each guardian without an address who has none that holds.

    Raises:
        TooManyInvitationsError: as many have been sent within the hour as may be.
    """
    expires_at = at + timedelta(days=settings.THROUGHLINE_INVITATION_DAYS)
    letters = [Letter(one, _code(), expires_at) for one in _next(by, unit, Way.LETTER, at=at)]
    accounts = [letter.account.pk for letter in letters]
    if not letters:
        return []
    too_old = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    too_old.filter(account__in=accounts).update(withdrawn_at=at)
    Invitation.objects.bulk_create(
        Invitation(
            account=letter.account,
            token_hash=code_hash(letter.code),
            invited_by_id=by.account_id,
            sent_at=at,
            expires_at=expires_at,
        )
        for letter in letters
    )
    record_change(
        by,
        verb="write_letters",
        action=Action.MANAGE_PEOPLE,
        at=at,
        unit_id=unit.pk,
        accounts=accounts,
    )
    return letters


def _next(by: Member, unit: Unit, way: Way, *, at: datetime) -> list[Account]:
    """Return whom to invite now: all of that way, or as many as the hour still has room for."""
    room = room_for_invitations(by, at=at)
    invitees = invitees_at(unit, on=day_of(at), at=at)
    waiting = [one.account for one in invitees if one.way is way]
    if waiting and not room:
        raise TooManyInvitationsError
    return waiting[:room]


def _refusal(
    by: Member, account: Account, *, at: datetime, link_to: Callable[[str], str]
) -> BaseException | None:
    """Invite somebody; return why the mail was not taken, or ``None`` when it was."""
    try:
        invite(by=by, account=account, at=at, link_to=link_to)
    except OSError as error:
        _log.warning("The mail to account %s could not be sent.", account.pk)
        account.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True).update(
            withdrawn_at=at
        )
        return error.__cause__ or error
    return None


def _code() -> str:
    """Return a code of 16 letters and digits in groups: some 78 bits, more than can be guessed."""
    signs = [secrets.choice(_LETTERS) for _ in range(CODE_LENGTH)]
    return "-".join("".join(signs[at : at + _GROUP]) for at in range(0, CODE_LENGTH, _GROUP))
