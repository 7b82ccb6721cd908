"""Whether a link still opens."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Invitation

if TYPE_CHECKING:
    from datetime import datetime


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


def token_hash(token: str) -> str:
    """Return what is stored in place of a link's secret word."""
    return hashlib.sha256(token.encode()).hexdigest()
