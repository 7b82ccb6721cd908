"""Empties what old entries of the access log name, by the organiser's retention plan."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from throughline_web.organisations import clock
from throughline_web.organisations.accesslog import empty_entries_before, seal_entries
from throughline_web.organisations.members import SYSTEM

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Removes ids of pupils from entries older than a day; who read, when and where remains."""

    help = "Empty the access log's entries from before a day; the chain of seals still holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the day."""
        parser.add_argument("--before", required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: object, **options: str) -> None:
        """Say how many entries were emptied."""
        try:
            day = date.fromisoformat(options["before"])
        except ValueError as error:
            raise CommandError("--before takes a day, such as 2024-07-01") from error
        start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
        # An entry that is emptied before it is sealed would leave nothing to seal.
        seal_entries(at=clock.now())
        emptied = empty_entries_before(by=SYSTEM, before=start, at=clock.now())
        self.stdout.write(f"{emptied} entries emptied")
