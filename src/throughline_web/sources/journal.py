"""What an import changed in the roster: noted as it happens, walked back when it is undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from throughline_web.organisations.actions import RosterChange as Seen
from throughline_web.organisations.actions import (
    forget_unused_pupils,
    restore_roster,
    watch_roster,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources.models import RosterChange
from throughline_web.sources.states import Entity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.sources.models import ImportRun


@contextmanager
def noting(
    run_id: int, organiser_id: int, *, pupils: Collection[str] = (), adults: bool = False
) -> Iterator[None]:
    """Note, under a run, what the block does to these pupils and to the organiser's adults."""
    with watch_roster(by=SYSTEM, organiser_id=organiser_id, pupils=pupils, adults=adults) as watch:
        yield
    RosterChange.objects.bulk_create(
        (
            RosterChange(
                run_id=run_id,
                entity=one.entity,
                object_id=one.object_id,
                before=one.before,
                after=one.after,
            )
            for one in watch.changes
        ),
        batch_size=1_000,
    )


def walk_back(run: ImportRun, *, by: Member, on: date, at: datetime) -> None:
    """Let the roster be as it was before a run; what it made of pupils is kept for ``forget``."""
    noted = run.roster_changes.order_by("pk")
    changes = [Seen(one.entity, one.object_id, one.before, one.after) for one in noted.iterator()]
    restore_roster(by=by, organiser_id=run.organiser_id, changes=changes, on=on, at=at)
    noted.exclude(entity=Entity.PUPIL, before__isnull=True).delete()


def forget(run: ImportRun, *, by: Member) -> None:
    """Remove the pupils that a run made and that nothing is about any longer."""
    made = run.roster_changes.filter(entity=Entity.PUPIL, before__isnull=True)
    pupils = frozenset(made.values_list("object_id", flat=True))
    forget_unused_pupils(by=by, organiser_id=run.organiser_id, pupil_ids=pupils)
    run.roster_changes.all().delete()
