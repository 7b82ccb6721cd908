"""How allauth is bent to this site: nobody signs up, and staff keep their second step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Opens no account by itself: accounts come from invitations and imports."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an account is made by an administrator."""
        return False


class SecondStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps secrets of authenticators encrypted."""
