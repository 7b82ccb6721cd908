"""Letters that this room sends: plain text, in the receiver's language, with no pupil in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from throughline_web.organisations.models import Invitation


def send_invitation(invitation: Invitation, link: str, *, inviter: str) -> None:
    """Write to the invited person where they choose their password, and until when."""
    account = invitation.account
    with translation.override(account.language or settings.LANGUAGE_CODE):
        body = render_to_string(
            "organisations/letters/invitation.txt",
            {"inviter": inviter, "link": link, "expires_at": invitation.expires_at},
        )
        send_mail(_("Your account in Throughline"), body, None, [account.email])
