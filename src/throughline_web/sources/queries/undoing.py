"""What stands in the way of undoing an import: later ones that rest on it, and in which order they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, ForeignKey, OuterRef

from throughline_web.sources.models import ImportRun, RosterChange
from throughline_web.sources.receivers import all_receivers
from throughline_web.sources.states import Entity, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

MOST_AT_ONCE = 20
"""More imports than this are not undone in one go: nobody can look through such a list."""


class Rests(StrEnum):
    """Why a later import must be undone before an earlier one."""

    SAME_ROWS = "same_rows"
    SAME_ROSTER = "same_roster"
    ITS_PUPILS = "its_pupils"
    ON_ANOTHER = "on_another"


@dataclass(frozen=True, slots=True)
class Blocker:
    """A later import that must be undone first, and why."""

    run: ImportRun
    why: Rests


@dataclass(frozen=True, slots=True)
class UndoOrder:
    """The later imports that rest on one, directly or through each other, the latest first.

    ``is_whole`` is false where there are more than can be undone in one go.
    """

    blockers: tuple[Blocker, ...]
    is_whole: bool = True

    @property
    def runs(self) -> tuple[ImportRun, ...]:
        """The later imports alone."""
        return tuple(one.run for one in self.blockers)


def blocking_runs(run: ImportRun) -> QuerySet[ImportRun]:
    """Return the later live imports that must be undone before this one, the latest first."""
    return ImportRun.objects.filter(pk__in=_resting_on(run)).order_by("-pk")


def undo_order(run: ImportRun) -> UndoOrder:
    """Return every import that must be undone before this one, in the order in which they go."""
    reasons = _resting_on(run)
    waiting = sorted(reasons)
    while waiting and len(reasons) <= MOST_AT_ONCE:
        later = ImportRun.objects.get(pk=waiting.pop(0))
        new = _resting_on(later).keys() - reasons.keys()
        reasons |= dict.fromkeys(new, Rests.ON_ANOTHER)
        waiting.extend(sorted(new))
    runs = ImportRun.objects.filter(pk__in=reasons).select_related("organiser", "school")
    blockers = tuple(Blocker(one, reasons[one.pk]) for one in runs.order_by("-pk"))
    return UndoOrder(blockers, is_whole=not waiting)


def _resting_on(run: ImportRun) -> dict[int, Rests]:
    """Return the ids of later live imports that rest on one directly, each with its plainest reason."""
    found = dict.fromkeys(_later_about_its_pupils(run), Rests.ITS_PUPILS)
    found |= dict.fromkeys(_later_with_same_roster(run), Rests.SAME_ROSTER)
    for receiver in all_receivers():
        found |= dict.fromkeys(receiver.overlapping_live_runs(run.pk), Rests.SAME_ROWS)
    return found


def _later_live(run: ImportRun) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(
        organiser=run.organiser_id, state=State.LIVE, pk__gt=run.pk
    ).order_by()


def _later_with_same_roster(run: ImportRun) -> QuerySet[RosterChange, int]:
    own = RosterChange.objects.filter(
        run=run.pk, entity=OuterRef("entity"), object_id=OuterRef("object_id")
    )
    later = RosterChange.objects.filter(Exists(own), run__in=_later_live(run).values("pk"))
    return later.order_by().values_list("run", flat=True).distinct()


def _later_about_its_pupils(run: ImportRun) -> Iterator[int]:
    """Yield later live runs with rows about pupils that this one brought."""
    brought = RosterChange.objects.filter(run=run.pk, entity=Entity.PUPIL, before__isnull=True)
    if not brought.exists():
        return
    pupils = brought.order_by().values("object_id")
    for model in _models_with_rows_of_runs():
        rows = model._default_manager.filter(
            run__in=_later_live(run).values("pk"), pupil__in=pupils
        )
        yield from rows.order_by().values_list("run", flat=True).distinct()


def _models_with_rows_of_runs() -> Iterator[type[Model]]:
    """Yield the models of later rooms whose rows belong to a run and to a pupil."""
    for relation in ImportRun._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if isinstance(field, ForeignKey) and _has_pupil(field.model):
            yield field.model


def _has_pupil(model: type[Model]) -> bool:
    return any(field.name == "pupil" for field in model._meta.fields)
