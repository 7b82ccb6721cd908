"""What an import changed in the roster: noted as it happens, walked back when it is undone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from throughline_web.organisations.actions import RosterChange as Seen
from throughline_web.organisations.actions import (
    forget_unused_places,
    forget_unused_pupils,
    restore_roster,
    watch_roster,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources.models import ImportRun, RosterChange
from throughline_web.sources.states import Entity, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from throughline_web.organisations.actions import KeptUnit
    from throughline_web.organisations.members import Member


_MADE_PUPILS = Q(entity=Entity.PUPIL, before__isnull=True)
_MADE_PLACES = Q(entity__in=[Entity.UNIT, Entity.ORGANISER], before__isnull=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a run made and what stays after it, because something else is about it."""

    pupils: int
    units: tuple[KeptUnit, ...]

    def as_finding(self) -> dict[str, Any]:
        """Return what is worth telling of it, ready to be stored with the run."""
        schools = [[one.name, list(one.rooms)] for one in self.units if one.is_school]
        return {
            "pupils": self.pupils,
            "schools": schools,
            "classes": len(self.units) - len(schools),
        }


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
    """Let the roster be as it was before a run.

    The pupils, schools and classes that it made stay noted for ``forget``: until the run's rows
    have gone, those still point to them.
    """
    noted = run.roster_changes.order_by("pk")
    changes = _seen(noted.exclude(_MADE_PLACES))
    restore_roster(by=by, organiser_id=run.organiser_id, changes=changes, on=on, at=at)
    noted.exclude(_MADE_PUPILS | _MADE_PLACES).delete()


def forget(run: ImportRun, *, by: Member) -> Kept:
    """Remove the pupils, schools and classes that a run made and that nothing is about any longer."""
    made = run.roster_changes.filter(_MADE_PUPILS)
    pupils = frozenset(made.values_list("object_id", flat=True))
    removed = forget_unused_pupils(by=by, organiser_id=run.organiser_id, pupil_ids=pupils)
    places = _seen(run.roster_changes.filter(_MADE_PLACES).order_by("pk"))
    units = forget_unused_places(by=by, changes=places)
    _hand_over(run, units)
    run.roster_changes.all().delete()
    return Kept(len(pupils) - removed, units)


def _hand_over(run: ImportRun, units: Sequence[KeptUnit]) -> None:
    """Let a later import that tells of a school carry on the note of who made it.

    So the school goes when the last import that tells of it is undone, and not before.
    """
    heirs = ImportRun.objects.filter(organiser=run.organiser_id, state=State.LIVE).order_by("pk")
    reached = [(heir, set(heir.findings.get("school_ids", ()))) for heir in heirs if units]
    for unit in units:
        heir = next((heir for heir, schools in reached if unit.school_id in schools), None)
        if heir is not None:
            of_unit = Q(entity=Entity.UNIT, object_id=unit.id)
            of_bond = Q(entity=Entity.ORGANISER, after__school_id=unit.id)
            run.roster_changes.filter(_MADE_PLACES & (of_unit | of_bond)).update(run=heir)


def _seen(noted: QuerySet[RosterChange]) -> list[Seen]:
    return [Seen(one.entity, one.object_id, one.before, one.after) for one in noted.iterator()]
