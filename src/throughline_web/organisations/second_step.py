"""Whether a person has proved in two ways to be who they are, and the keys that they do it with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest

_FOUND = "second_step_found"
_KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(request: HttpRequest) -> bool:
    """Tell whether the logged-in person has a code generator or a passkey.

    Who has one was asked for it at log-in. The answer yes is kept in the session, for a member
    of staff cannot remove the last one (``SecondStepAdapter``).
    """
    if request.session.get(_FOUND):
        return True
    found = request.user.pk is not None and account_has_second_step(request.user.pk)
    if found:
        request.session[_FOUND] = True
    return found


def account_has_second_step(account_id: int) -> bool:
    """Tell whether the account has a code generator or a passkey; recovery codes do not count."""
    keys = Authenticator.objects.filter(user_id=account_id, type__in=_KINDS)
    return bool(keys.exists())


def remove_second_steps(account_id: int) -> int:
    """Remove every key and code of the account, and return how many there were."""
    removed, _ = Authenticator.objects.filter(user_id=account_id).delete()
    return int(removed)


def accounts_with_second_step(account_ids: Collection[int]) -> set[int]:
    """Return those of the accounts that have a code generator or a passkey."""
    keys = Authenticator.objects.filter(user__in=account_ids, type__in=_KINDS)
    return set(keys.values_list("user", flat=True))
