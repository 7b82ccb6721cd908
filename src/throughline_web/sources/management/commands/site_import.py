"""``throughline site import FILE... --organiser NAME``: the whole import desk from a command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from throughline_web.organisations.clock import now, today
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.queries import schools_by_reference
from throughline_web.organisations.queries.organisers import organiser_by_reference
from throughline_web.sources import actions, tasks
from throughline_web.sources.errors import ImportDeskError
from throughline_web.sources.sentences import here
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from throughline_web.sources.models import ImportRun


class Command(BaseCommand):
    """Imports files one after another, and says what became of each."""

    help = "Import files as the site itself, in the order in which they are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, whose they are, and how they are read."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--organiser", required=True, help="code or name of the organiser")
        parser.add_argument("--school", help="code or name of the school, for files that name none")
        parser.add_argument("--profile", help="id of a profile, or a file that holds one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each file; the command fails when any of them did."""
        organiser = organiser_by_reference(options["organiser"])
        if organiser is None:
            raise CommandError("There is no organiser of that code or name.")
        school_id = _school(organiser.id, options["school"])
        failed = 0
        tasks.start_again(at=now())
        for name in options["files"]:
            run = self._import(Path(name), organiser.id, school_id, options["profile"])
            failed += run.state not in {State.LIVE, State.DISCARDED}
            self.stdout.write(f"{name}: {_said(run)}")
        if failed:
            raise CommandError(f"{failed} of {len(options['files'])} files were not imported.")

    def _import(
        self, file: Path, organiser_id: int, school_id: int | None, profile: str | None
    ) -> ImportRun:
        try:
            with file.open("rb") as stream:
                return actions.import_file(
                    by=SYSTEM,
                    organiser_id=organiser_id,
                    school_id=school_id,
                    stream=stream,
                    name=file.name,
                    on=today(),
                    now=now,
                    profile=_profile(profile),
                )
        except OSError as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable.strerror}.") from unreadable
        except ImportDeskError as refused:
            raise CommandError(f"{file}: {refused}") from refused


def _school(organiser_id: int, word: str | None) -> int | None:
    if word is None:
        return None
    found = schools_by_reference(organiser_id, [word], on=today())
    if word not in found:
        raise CommandError("The organiser has no school of that code or name.")
    return found[word]


def _profile(word: str | None) -> str | None:
    if word is None or not word.endswith(".toml"):
        return word
    return Path(word).read_text(encoding="utf-8")


def _said(run: ImportRun) -> str:
    match State(run.state):
        case State.LIVE:
            return f"imported, {run.rows_accepted} of {run.rows_read} rows."
        case State.DISCARDED:
            return "in use already, so it adds nothing."
        case State.FAILED:
            return here(run.failure_text)
        case State.UPLOADED if run.lacks_school:
            return "names no school: add --school."
        case _:
            return "not recognised: add --profile."
