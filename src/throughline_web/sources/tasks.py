"""Work done after a page has answered: dry runs, imports, and what an undone import leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django_tasks import task

from throughline_web.organisations.clock import now, today
from throughline_web.sources import actions

if TYPE_CHECKING:
    from datetime import datetime

    from throughline_web.organisations.members import Member
    from throughline_web.sources.models import ImportRun


@task(queue_name="import")
def check(run_id: int) -> None:
    """Read a file from end to end and remark on it."""
    from throughline_web.sources.actions import checking  # noqa: PLC0415 - slow import

    checking.check(run_id, on=today(), now=now)


@task(queue_name="import")
def import_waiting(organiser_id: int) -> None:
    """Import the files of an organiser that wait, one after another."""
    from throughline_web.sources.actions import importing  # noqa: PLC0415 - slow import

    while importing.import_next(organiser_id, on=today(), now=now) is not None:
        pass


@task(queue_name="import")
def sweep() -> None:
    """Remove the rows of imports that were undone."""
    actions.sweep_ended(at=now())


def start_check(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Ask for a dry run and let a worker do it; a repeated file is put away instead."""
    asked = actions.ask_for_check(by=by, run=run, at=at)
    if asked.state == "checking":
        check.enqueue(asked.pk)
    return asked


def start_import(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Ask for an import and let a worker do it."""
    asked = actions.ask_for_import(by=by, run=run, at=at)
    import_waiting.enqueue(asked.organiser_id)
    return asked


def start_again(*, at: datetime) -> int:
    """Drop what was cut off, hand what waits to the workers anew, and return how many were dropped."""
    found = actions.recover(at=at)
    for run_id in found.checks:
        check.enqueue(run_id)
    for organiser_id in found.organisers:
        import_waiting.enqueue(organiser_id)
    return found.dropped
