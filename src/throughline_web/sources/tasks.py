"""Work done after a page has answered: dry runs, imports, and what an undone import leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django_tasks import task

from throughline_web.organisations.clock import now, today
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources import actions
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.queries import Place
    from throughline_web.sources.vault import Sealing


@task(queue_name="import")
def check(run_id: int) -> None:
    """Read a file from end to end and remark on it."""
    from throughline_web.sources.actions import checking  # noqa: PLC0415 - slow import

    checking.check(run_id, on=today(), now=now)


@task(queue_name="import")
def import_waiting(organiser_id: int) -> None:
    """Import the files of an organiser that wait, one after another."""
    from throughline_web.sources.actions import importing  # noqa: PLC0415 - slow import

    importing.import_waiting(organiser_id, on=today(), now=now)


@task(queue_name="import")
def sweep() -> None:
    """Remove the rows of imports that were undone."""
    actions.sweep_ended(by=SYSTEM, at=now())


def bring(
    *, by: Member, place: Place, sealing: Sealing, name: str, on: date, at: datetime
) -> ImportRun:
    """Take a file in, see what it is, and let it be checked when nothing needs to be asked."""
    from throughline_web.sources.actions import bringing  # noqa: PLC0415 - slow import

    run = actions.take_in(by=by, place=place, sealing=sealing, file_name=name, at=at)
    run = bringing.recognise(by=by, run=run, on=on, at=at)
    return start_check(by=by, run=run, at=at) if run.can_be_checked else run


def start_check(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Ask for a dry run and let a worker do it; a repeated file is put away instead."""
    asked = actions.ask_for_check(by=by, run=run, at=at)
    if asked.state == State.CHECKING:
        check.enqueue(asked.pk)
    return asked


def start_import(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Ask for an import and let a worker do it."""
    asked = actions.ask_for_import(by=by, run=run, at=at)
    import_waiting.enqueue(asked.organiser_id)
    return asked


def start_undo(*, by: Member, run: ImportRun, on: date, at: datetime) -> ImportRun:
    """Take an import back, and let a worker remove its rows."""
    undone = actions.undo(by=by, run=run, on=on, at=at)
    sweep.enqueue()
    return undone


def start_undo_with_later(
    *,
    by: Member,
    run: ImportRun,
    confirmed: Collection[str],
    allowed: Collection[int],
    on: date,
    at: datetime,
) -> int:
    """Take an import back with the later ones that rest on it; return how many that was."""
    undone = actions.undo_with_later(
        by=by, run=run, confirmed=confirmed, allowed=allowed, on=on, at=at
    )
    sweep.enqueue()
    return len(undone)


def start_again(*, at: datetime) -> int:
    """Drop what was cut off, hand what waits to the workers anew, and return how many were dropped."""
    found = actions.recover(by=SYSTEM, at=at)
    for run_id in found.checks:
        check.enqueue(run_id)
    for organiser_id in found.organisers:
        import_waiting.enqueue(organiser_id)
    return found.dropped
