"""``throughline site restore``: bring back what a backup holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import BaseCommand, CommandError, call_command

from throughline_web.desk.archive import ArchiveError, check_archive, restore_archive

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Check a backup, put it in place, bring the database up to date and verify the access log."""

    help = "Bring back what a backup holds. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file that a backup wrote")
        parser.add_argument(
            "--dry-run", action="store_true", help="check the file and change nothing"
        )
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of what is here"
        )

    def handle(
        self, *_args: Any, file: Path, dry_run: bool, replace: bool, **_options: Any
    ) -> None:
        try:
            told = check_archive(file)
            self.stdout.write(f"{file}: sound, written {told.written_at}")
            if dry_run:
                return
            restore_archive(file, replace=replace)
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        call_command("verify_access_log")
        self.stdout.write("Restored. Start the site.")
