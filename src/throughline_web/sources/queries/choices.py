"""What organisers have settled for their imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.sources.models import ProtectionChoice

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Protection:
    """Whether protected rows are let in, and who decided it when; nobody has until somebody does."""

    accepts: bool = False
    decided_by: str = ""
    decided_at: datetime | None = None


def protection_of(organiser_id: int) -> Protection:
    """Return what an organiser has settled about rows of protected identity."""
    choice = (
        ProtectionChoice.objects.filter(organiser=organiser_id).select_related("decided_by").first()
    )
    if choice is None:
        return Protection()
    name = choice.decided_by.name if choice.decided_by else ""
    return Protection(choice.accepts_protected, name, choice.decided_at)
