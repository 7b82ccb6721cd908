"""What a person settles for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from throughline_web.organisations.models import Account

if TYPE_CHECKING:
    from throughline_web.organisations.members import Member


def choose_language(*, by: Member, language: str) -> None:
    """Let the person's pages and letters be in that language; an unknown one changes nothing."""
    if by.account_id is not None and language in dict(settings.LANGUAGES):
        Account.objects.filter(pk=by.account_id).update(language=language)
