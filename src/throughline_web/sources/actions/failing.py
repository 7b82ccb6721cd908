"""When an import cannot be finished: what it wrote is removed, and the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.members import SYSTEM
from throughline_web.sources import journal
from throughline_web.sources.models import ImportRun
from throughline_web.sources.receivers import all_receivers
from throughline_web.sources.sentences import failure
from throughline_web.sources.states import AT_WORK, State

if TYPE_CHECKING:
    from datetime import datetime

    from throughline.terms.language import Text


def fail(run: ImportRun, code: str, *, text: Text | None = None, at: datetime) -> None:
    """Remove everything that a run wrote, and then say that it failed and why.

    In this order, so that a run which is cut off even here is found and dropped at the next
    start: until the end it holds its organiser's place in the queue.
    """
    if run.state == State.STAGING:
        drop(run, at=at)
    told = text or failure(code)
    ImportRun.objects.filter(pk=run.pk, state__in=AT_WORK).update(
        state=State.FAILED,
        failure_code=code,
        failure_text=told.as_dict(),
        worker="",
        asked_at=None,
        swept_at=at,
    )


def drop(run: ImportRun, *, at: datetime) -> None:
    """Remove the rows of a run that is not live, and what it did to the roster. Safe to repeat."""
    with transaction.atomic():
        journal.walk_back(run, by=SYSTEM, on=at.date(), at=at)
    sweep(run, at=at)


def sweep(run: ImportRun, *, at: datetime) -> None:
    """Remove the rows of a run whose roster has been walked back. Safe to repeat."""
    for receiver in all_receivers():
        receiver.drop(run.pk)
    with transaction.atomic():
        kept = journal.forget(run, by=SYSTEM)
        run.findings = {**run.findings, "kept": kept.as_finding()}
        ImportRun.objects.filter(pk=run.pk).update(swept_at=at, findings=run.findings)
