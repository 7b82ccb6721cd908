"""``throughline site backup``: everything of an installation but its keys, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import BaseCommand, CommandError

from throughline_web.desk.archive import ArchiveError, write_archive
from throughline_web.organisations.clock import now

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Write database, uploads and the access log's anchor to one file, while the site runs."""

    help = "Write everything but the keys to one file. Keep throughline.env apart from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to write, such as backup.tar")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            size = write_archive(file, at=now())
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file}: {size} bytes. Try it: throughline site restore {file} --dry-run"
        )
