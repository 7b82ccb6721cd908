"""``throughline site worker``: does the work that pages leave behind, until it is stopped."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from throughline_web.organisations.accesslog import sealing
from throughline_web.organisations.clock import now
from throughline_web.sources import tasks

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Sets right what a killed worker left, then works through the queues and seals the log."""

    help = "Work through imports, evaluations and mail. Start it beside the web server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how it ends and how often it looks."""
        parser.add_argument("--batch", action="store_true", help="end when nothing is left to do")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recover, then work; meanwhile chain the access log's new entries every fifth minute."""
        dropped = tasks.start_again(at=now())
        if dropped:
            self.stderr.write(f"{dropped} imports had been cut off and were dropped.")
        with nullcontext() if options["batch"] else sealing(now=now):
            call_command(
                "db_worker",
                queue_name="*",
                interval=options["interval"],
                batch=options["batch"],
                reload=False,
                verbosity=0,
            )
