"""How far a worker has come with a file, told in small transactions that readers hardly notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.sources import remarks
from throughline_web.sources.errors import LostError
from throughline_web.sources.models import ImportRun
from throughline_web.sources.states import State
from throughline_web.sources.worker import own_mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from throughline.sources import RowIssue
    from throughline_web.sources.reading import Reading


_READING = 0.75
"""The part of an import of marks that is reading; the rest is settling the days they lead to."""


class Progress:
    """Tells how one run goes on, for as long as this process has it in hand."""

    def __init__(self, run: ImportRun, *, state: State) -> None:
        self._run = run
        self._state = state
        self._kept = 0
        self._left_out = 0

    def tell(self, reading: Reading, issues: Sequence[RowIssue], *, at: datetime) -> None:
        """Store the counts so far and new remarks.

        Raises:
            LostError: the run is no longer this process's to work on.
        """
        tally = reading.tally
        with transaction.atomic():
            kept = remarks.keep(self._run, issues, kept=self._kept)
            self._left_out += len(issues) - (kept - self._kept)
            self._kept = kept
            held = in_hand(self._run, self._state).update(
                bytes_read=self._come_through(reading),
                rows_read=tally.rows,
                rows_accepted=tally.accepted,
                rows_rejected=tally.rejected,
                protected_refused=tally.protected,
                issues_left_out=self._left_out,
                beat_at=at,
            )
            if not held:
                raise LostError

    def tell_settled(self, share: float, *, at: datetime) -> None:
        """Store how much of what follows the last row is done, from 0 to 1.

        Raises:
            LostError: the run is no longer this process's to work on.
        """
        done = round(self._run.file_size * (_READING + (1 - _READING) * share))
        if not in_hand(self._run, self._state).update(bytes_read=done, beat_at=at):
            raise LostError

    def _come_through(self, reading: Reading) -> int:
        is_settled_after = self._state == State.STAGING and reading.tally.marks > 0
        return round(reading.bytes_read * (_READING if is_settled_after else 1))


def in_hand(run: ImportRun, state: State) -> QuerySet[ImportRun]:
    """Return the run as a query that finds it only while this process has it in hand."""
    return ImportRun.objects.filter(pk=run.pk, state=state, worker=own_mark())
