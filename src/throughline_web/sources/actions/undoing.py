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
    NotThisPlaceError,
    TooLateToUndoError,
    UndoneFirstError,
    WrongStateError,
)
from throughline_web.sources.limits import undo_lifetime
from throughline_web.sources.models import ImportRun
from throughline_web.sources.queries import blocking_runs, undo_order
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Collection
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


@transaction.atomic
def undo_with_later(
    *,
    by: Member,
    run: ImportRun,
    confirmed: Collection[str],
    allowed: Collection[int],
    on: date,
    at: datetime,
) -> tuple[ImportRun, ...]:
    """Undo an import and first the later ones that rest on it, the latest first: all or none.

    ``confirmed`` are the public ids that the person has seen listed, ``allowed`` the ids of the
    imports that the person may undo.

    Raises:
        UndoneFirstError: other imports rest on it now than those that were confirmed.
        NotThisPlaceError: one of them is not the person's to undo.
        WrongStateError, TooLateToUndoError, ImportUnderWayError: as for ``undo``, of any of them.
    """
    order = undo_order(run)
    if not order.is_whole or {str(one.public_id) for one in order.runs} != set(confirmed):
        raise UndoneFirstError(order.runs)
    whole = (*order.runs, run)
    if not {one.pk for one in whole} <= set(allowed):
        raise NotThisPlaceError
    return tuple(undo(by=by, run=one, on=on, at=at) for one in whole)


def _require_undoable(run: ImportRun, *, at: datetime) -> None:
    if run.state != State.LIVE or run.published_at is None:
        raise WrongStateError
    if run.published_at < at - undo_lifetime():
        raise TooLateToUndoError
    _hold_back_waiting(run)
    if ImportRun.objects.filter(organiser=run.organiser_id, state=State.STAGING).exists():
        raise ImportUnderWayError
    later = list(blocking_runs(run))
    if later:
        raise UndoneFirstError(later)


def _hold_back_waiting(run: ImportRun) -> None:
    """Let no import of the organiser begin before this transaction is over.

    It would be laid over rows and a roster that are just being taken away.
    """
    waiting = ImportRun.objects.select_for_update().filter(
        organiser=run.organiser_id, state=State.CHECKED
    )
    list(waiting.order_by("pk").values_list("pk", flat=True))
