"""How allauth is bent to this site: nobody signs up, and staff keep their second step."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from throughline_web.organisations import ciphers, clock
from throughline_web.organisations.queries import as_member
from throughline_web.organisations.queries.members import language_of_letters_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from throughline_web.organisations.models import Account

_log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Opens no account by itself: accounts come from invitations and imports."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask the person who manages accounts."),
        "email_password_mismatch": _("The address and the password do not belong together."),
        "enter_current_password": _("Write your present password."),
        "incorrect_code": _("That is not the right code."),
        "incorrect_password": _("That is not the right password."),
        "invalid_password_reset": _("The link no longer holds."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes and try again."),
        "rate_limited": _("Too many tries. Wait a while and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an account is made by an administrator or an import."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the receiver's language: who asks for a new password has logged in nowhere.

        A mail server that does not answer changes nothing on the page: it would tell a stranger
        which addresses have an account.
        """
        with translation.override(language_of_letters_to(email)):
            try:
                super().send_mail(template_prefix, email, context)
            except OSError as error:
                _log.warning("The mail server did not take a letter (%s).", type(error).__name__)

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Ask again who somebody is, unless they logged in within the last quarter of an hour.

        Whoever adds a first second step has just written the password, and goes on from there to
        the recovery codes.
        """
        if app == "allauth.mfa" and _just_came_in(context.request):
            return False
        return bool(super().is_reauthentication_required(app=app))

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Name the other ways of proving who one is in our own words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": _WAYS.get(way["id"], way["description"])} for way in ways]


def _just_came_in(request: HttpRequest) -> bool:
    records = request.session.get("account_authentication_methods", [])
    last = max((record["at"] for record in records), default=0.0)
    return bool(time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


_WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use the app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the seeds of authenticator apps encrypted, and the last key of staff in place."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "This is your only second step. Add another one before you remove it."
        ),
        "incorrect_code": _("That is not the right code."),
        "unverified_email": _("Your address must be confirmed first. Ask for an invitation."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return ciphers.sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret from what is stored."""
        return ciphers.opened(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let staff remove a key only when another one remains."""
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        if not as_member(authenticator.user, clock.today()).is_staff:
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=kinds)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def build_totp_svg(self, url: str) -> SafeString:
        """Draw the square to photograph on a white ground, to stand inside a page."""
        drawn = super().build_totp_svg(url)
        drawing = drawn[drawn.index("<svg") :]
        opening, _sep, inside = drawing.partition(">")
        ground = '<rect width="100%" height="100%" fill="#fff"/>'
        # Made here from numbers; the address in the square is drawn, not written.
        return mark_safe(f'{opening} aria-hidden="true">{ground}{inside}')  # noqa: S308 - own drawing

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name the site as keys and telephones show it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Throughline"}
