"""Whether a link still opens."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Invitation

if TYPE_CHECKING:
    from datetime import datetime


CODE_LENGTH = 16
"""Letters and digits in the code of a letter on paper; a link's secret word is longer."""


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """Return the invitation whose link that is, if it still holds; else ``None``."""
    return (
        Invitation.objects.filter(
            token_hash=token_hash(token),
            accepted_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=at,
            account__is_active=True,
        )
        .select_related("account")
        .first()
    )


def normal_code(code: str) -> str:
    """Return a letter's code as it counts, however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def is_code(token: str) -> bool:
    """Say whether a secret word is a letter's code, and not what stood in a mail's link."""
    return len(token) == CODE_LENGTH and token == normal_code(token)


def code_hash(code: str) -> str:
    """Return what is stored in place of a letter's code."""
    return token_hash(normal_code(code))


def token_hash(token: str) -> str:
    """Return what is stored in place of a link's secret word."""
    return hashlib.sha256(token.encode()).hexdigest()
