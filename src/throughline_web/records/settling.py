"""Settling a run: its marks, laid over what is live, become pupil-days before anybody sees them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Min

from throughline.records.days import roll_up
from throughline.terms import attendance as core
from throughline_web.organisations.bulk import day_of, day_text, plain_rows, write_rows
from throughline_web.records.models import Mark, PupilDay
from throughline_web.sources.queries import live_run_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from throughline.records.days import PupilDay as Day

_PUPILS_AT_ONCE = 200
_TOLD_FIELDS = (*core.MINUTE_FIELDS, "occasions")
_MARK_FIELDS = (
    day_text("starts_on"),
    day_text("ends_on"),
    "slot",
    "granularity",
    *_TOLD_FIELDS,
)
_DAY_FIELDS = (*core.MINUTE_FIELDS, "scattered", "late_count")
_DAY_COLUMNS = ("run_id", "unit_id", "pupil_id", "day", *_DAY_FIELDS)
_DAY_KEY = ("pupil_id", "unit_id", "day", "run_id")

_Place = tuple[int, int]
_GRANULARITIES = {str(one): one for one in core.Granularity}


def settle(run_id: int) -> None:
    """Write the pupil-days that a staged run leads to, a few hundred pupils at a time.

    A corrected lesson is laid over the day's other lessons, so that the day is right at once; a
    day that the run does not touch keeps the day of an earlier run.
    """
    PupilDay.objects.filter(run_id=run_id).delete()
    pupils = list(Mark.objects.filter(run_id=run_id).values_list("pupil_id", flat=True).distinct())
    for start in range(0, len(pupils), _PUPILS_AT_ONCE):
        _settle_pupils(run_id, pupils[start : start + _PUPILS_AT_ONCE])


@transaction.atomic
def _settle_pupils(run_id: int, pupils: Sequence[int]) -> None:
    own = _marks_by_place([run_id], pupils)
    below = _marks_below(run_id, pupils)
    rows: list[Sequence[Any]] = []
    for place, marks in own.items():
        touched = {
            mark.starts_on for mark in marks if mark.granularity is not core.Granularity.PERIOD
        }
        kept = [mark for mark in below.get(place, []) if mark.starts_on in touched]
        rows.extend(_day_rows(run_id, place, roll_up([*kept, *marks])))
    write_rows(PupilDay, _DAY_COLUMNS, rows, key=_DAY_KEY)


def _marks_below(run_id: int, pupils: Sequence[int]) -> dict[_Place, list[core.Mark]]:
    """Return the live marks of these pupils in the run's span of days, oldest run first."""
    span = Mark.objects.filter(run_id=run_id, pupil_id__in=pupils).aggregate(
        first=Min("starts_on"), last=Max("starts_on")
    )
    return _marks_by_place(
        live_run_ids(before=run_id), pupils, first=span["first"], last=span["last"]
    )


def _marks_by_place(
    runs: Any,  # noqa: ANN401 - ids, or a query of them
    pupils: Sequence[int],
    *,
    first: date | None = None,
    last: date | None = None,
) -> dict[_Place, list[core.Mark]]:
    rows = Mark.objects.filter(run_id__in=runs, pupil_id__in=pupils)
    if first is not None and last is not None:
        rows = rows.filter(starts_on__range=(first, last))
    found: dict[_Place, list[core.Mark]] = defaultdict(list)
    columns = ("pupil_id", "unit_id", *_MARK_FIELDS)
    ordered = rows.order_by("pupil_id", "unit_id", "starts_on", "run_id").values_list(*columns)
    for pupil, unit, starts_on, ends_on, slot, granularity, *told in plain_rows(ordered):
        *minutes, occasions = told
        place = ("", None, day_of(starts_on), day_of(ends_on), slot, _GRANULARITIES[granularity])
        mark = core.Mark(*place, *(None, *minutes, None, occasions))
        found[(pupil, unit)].append(mark)
    return found


def _day_rows(run_id: int, place: _Place, days: Iterable[Day]) -> Iterator[Sequence[Any]]:
    pupil, unit = place
    for one in days:
        yield (run_id, unit, pupil, one.day, *(getattr(one, name) for name in _DAY_FIELDS))
