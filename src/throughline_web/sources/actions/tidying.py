"""Setting right what was cut off, and removing what has been kept long enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.sources.actions.failing import drop, fail, sweep
from throughline_web.sources.limits import undo_lifetime, upload_lifetime
from throughline_web.sources.models import ImportRun, RosterChange, StoredIssue
from throughline_web.sources.states import AT_WORK, ENDED, OPEN, State
from throughline_web.sources.vault import kept_uploads, remove_upload
from throughline_web.sources.worker import is_alive

if TYPE_CHECKING:
    from datetime import datetime

    from throughline_web.organisations.members import Member

_ARRIVING = timedelta(days=1)
"""A file without an import may still be on its way in; after this it has been left behind."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found at a start: imports that were cut off, and what waits for a worker."""

    dropped: int
    checks: tuple[int, ...]
    organisers: tuple[int, ...]


def recover(*, by: Member, at: datetime) -> Recovered:
    """Drop every import whose worker has died, and return what still waits for one.

    A file that was being read when its worker died is not tried again by itself: it may be what
    the worker died of.
    """
    dropped = 0
    for run in ImportRun.objects.filter(state__in=AT_WORK).exclude(worker="").order_by("pk"):
        if not is_alive(run.worker, beat_at=run.beat_at, at=at):
            fail(run, "interrupted", at=at)
            dropped += 1
    sweep_ended(by=by, at=at)
    checks = ImportRun.objects.filter(state=State.CHECKING, worker="")
    asked = ImportRun.objects.filter(state=State.CHECKED, asked_at__isnull=False)
    return Recovered(
        dropped,
        tuple(checks.order_by("pk").values_list("pk", flat=True)),
        tuple(asked.order_by("organiser").values_list("organiser", flat=True).distinct()),
    )


def sweep_ended(*, by: Member, at: datetime) -> int:
    """Remove the rows of imports that were undone, and return how many imports that was."""
    ended = ImportRun.objects.filter(state__in=ENDED, swept_at__isnull=True).order_by("-pk")
    count = 0
    for run in ended:
        sweep(run, at=at) if run.state == State.UNDONE else drop(run, at=at)
        count += 1
    return count


def expire(*, by: Member, at: datetime) -> int:
    """Remove uploads, remarks and notes of changes that have been kept long enough.

    Returns how many uploads were removed. Imports themselves, and who made them, are kept.
    """
    old = at - upload_lifetime()
    _expire_open(old, at=at)
    removed = 0
    for run in ImportRun.objects.filter(created_at__lt=old).exclude(upload=""):
        if run.state in AT_WORK or (run.state == State.CHECKED and run.asked_at is not None):
            continue
        remove_upload(run.upload)
        ImportRun.objects.filter(pk=run.pk).update(upload="")
        removed += 1
    StoredIssue.objects.filter(run__created_at__lt=old).exclude(run__state__in=AT_WORK).delete()
    RosterChange.objects.filter(
        run__state=State.LIVE, run__published_at__lt=at - undo_lifetime()
    ).delete()
    return removed + _remove_left_behind(at=at)


def _expire_open(old: datetime, *, at: datetime) -> None:
    """Put away files that were brought and never let in."""
    for run in ImportRun.objects.filter(
        state__in=OPEN, created_at__lt=old, asked_at__isnull=True, worker=""
    ):
        remove_upload(run.upload)
        ImportRun.objects.filter(pk=run.pk, state=run.state).update(
            state=State.DISCARDED, upload="", swept_at=at
        )


def _remove_left_behind(*, at: datetime) -> int:
    """Remove files that belong to no import: their upload was cut off."""
    wanted = set(ImportRun.objects.exclude(upload="").values_list("upload", flat=True))
    edge = (at - _ARRIVING).timestamp()
    left = [name for name, when in kept_uploads().items() if name not in wanted and when < edge]
    for name in left:
        remove_upload(name)
    return len(left)
