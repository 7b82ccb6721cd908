"""``throughline site evaluate``: look for the pupils who need us, school by school."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.management import BaseCommand

from throughline_web.earlywarning.actions import evaluate_school
from throughline_web.organisations.clock import today
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.queries import every_school

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Evaluate every school; run it once a day, after the night's imports."""

    help = "Make every school's flags say what its rows say, as of a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day, such as 2026-11-22")

    def handle(self, *_args: Any, as_of: date | None, **_options: Any) -> None:
        for school in every_school():
            count = evaluate_school(by=SYSTEM, school_id=school.pk, as_of=as_of or today(school))
            self.stdout.write(f"{school.name}: {count}")
