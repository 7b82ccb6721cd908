"""``throughline site expire``: removes uploads and remarks that have been kept long enough."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from throughline_web.organisations.clock import now
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources import actions


class Command(BaseCommand):
    """Removes what the import desk has kept long enough; to be run once a day."""

    help = "Remove uploads, remarks and notes of changes that have been kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove, and say how much."""
        removed = actions.expire(by=SYSTEM, at=now())
        self.stdout.write(f"{removed} uploads removed.")
