"""Chains the access log's new entries: to be run every few minutes, by one timer."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from throughline_web.organisations import clock
from throughline_web.organisations.accesslog import seal_entries


class Command(BaseCommand):
    """Seals what has no seal and anchors the head outside the database."""

    help = "Seal the access log's new entries and anchor the head of the chain."

    def handle(self, *args: object, **options: object) -> None:
        """Say how many entries were sealed."""
        sealed = seal_entries(at=clock.now())
        self.stdout.write(f"{sealed} entries sealed")
