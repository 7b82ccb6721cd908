"""Taking an import back: its rows are no longer visible, and what stood before them is again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.announcements import announce
from throughline_web.sources import journal
from throughline_web.sources.actions.desk import log
from throughline_web.sources.announcements import RunUndone
from throughline_web.sources.errors import (
    ImportUnderWayError,
    TooLateToUndoError,
    UndoneFirstError,
    WrongStateError,
)
from throughline_web.sources.limits import undo_lifetime
from throughline_web.sources.models import ImportRun
from throughline_web.sources.queries import blocking_runs
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.organisations.members import Member


@transaction.atomic
def undo(*, by: Member, run: ImportRun, on: date, at: datetime) -> ImportRun:
    """Let an import no longer count; what was there before it counts again at once.

    The rows themselves are removed afterwards. What people have decided about pupils stays.

    Raises:
        WrongStateError: the import is not in use.
        TooLateToUndoError: what stood before is no longer kept.
        ImportUnderWayError: another file of the organiser is just being imported.
        UndoneFirstError: later imports rest on this one; they are named.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    _require_undoable(locked, at=at)
    journal.walk_back(locked, by=by, on=on, at=at)
    locked.state = State.UNDONE
    locked.undone_at = at
    locked.undone_by_id = by.account_id
    locked.save(update_fields=["state", "undone_at", "undone_by"])
    schools = tuple(locked.findings.get("school_ids", ()))
    announce(RunUndone(locked.pk, locked.organiser_id, schools))
    log(by, "undo_import", locked, at=at)
    return locked


def _require_undoable(run: ImportRun, *, at: datetime) -> None:
    if run.state != State.LIVE or run.published_at is None:
        raise WrongStateError
    if run.published_at < at - undo_lifetime():
        raise TooLateToUndoError
    if ImportRun.objects.filter(organiser=run.organiser_id, state=State.STAGING).exists():
        raise ImportUnderWayError
    later = list(blocking_runs(run))
    if later:
        raise UndoneFirstError(later)
