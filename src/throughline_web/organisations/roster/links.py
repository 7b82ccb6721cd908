"""Links that let an invited person in: what becomes of them when a roster moves an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.organisations.models import Invitation

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

_AT_ONCE = 500


def withdraw_links(account_ids: Collection[int], *, at: datetime) -> None:
    """Let no link open an account whose address is another now: it went to somebody else."""
    waiting = Invitation.objects.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    moved = sorted(account_ids)
    for start in range(0, len(moved), _AT_ONCE):
        some = moved[start : start + _AT_ONCE]
        waiting.filter(account__in=some).update(withdrawn_at=at)
