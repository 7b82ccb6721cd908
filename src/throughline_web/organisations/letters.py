"""Letters that this room sends: plain text, in the receiver's language, with no pupil in them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from throughline_web.organisations.errors import LetterNotSentError

if TYPE_CHECKING:
    from throughline_web.organisations.models import Invitation

_log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str, *, inviter: str) -> None:
    """Write to the invited person where they choose their password, and until when.

    Raises:
        LetterNotSentError: the mail server did not take the letter.
    """
    account = invitation.account
    with translation.override(account.language or settings.LANGUAGE_CODE):
        body = render_to_string(
            "organisations/letters/invitation.txt",
            {"inviter": inviter, "link": link, "expires_at": invitation.expires_at},
        )
        _send(_("Your account in Throughline"), body, account.email)


def _send(subject: str, body: str, address: str) -> None:
    try:
        send_mail(subject, body, None, [address])
    except (OSError, ValueError) as error:
        # An address from a file may be no address at all: two with a comma, or a line too many.
        _log.warning("The mail server did not take a letter (%s).", type(error).__name__)
        raise LetterNotSentError from error
