"""A pupil's weeks: the points that the red thread is drawn through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from throughline.records.intervals import Interval, wilson

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from throughline.records.days import PupilDay


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week of one pupil; ``absence`` is ``None`` where nothing was reported.

    ``coverage`` is the share of offered time reported, ``days`` the school days with anything
    reported. ``is_break`` tells a week without school from a week that nobody registered.
    """

    monday: date
    absence: Interval | None
    coverage: float | None
    days: int
    is_break: bool


def weeks(
    days: Sequence[PupilDay], *, until: date, count: int, school_days: Collection[date]
) -> tuple[Week, ...]:
    """Return the last ``count`` calendar weeks up to the one that ``until`` falls in.

    The interval is Wilson's, counted over the school days that were reported.
    """
    last = monday_of(until)
    mondays = [last - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    taught = {monday_of(day) for day in school_days}
    by_week: dict[date, list[PupilDay]] = {monday: [] for monday in mondays}
    for one in days:
        by_week.get(monday_of(one.day), []).append(one)
    return tuple(
        _week(found, monday, is_break=monday not in taught) for monday, found in by_week.items()
    )


@lru_cache(maxsize=4_096)
def monday_of(day: date) -> date:
    """Return the Monday of the week that a day falls in; each distinct day is reckoned once."""
    return day - timedelta(days=day.weekday())


def _week(days: Sequence[PupilDay], monday: date, *, is_break: bool) -> Week:
    """Return what a ledger says of the week's days, for five days at a time cheaper than a ledger."""
    told = [one for one in days if not one.tells_absence_only]
    reported = _sum(one.reported for one in told)
    present = _sum(one.present for one in told)
    looks = sum(1 for one in told if one.reported)
    absence = None
    if reported and present is not None:
        absent = reported - present - (_sum(one.other for one in told) or 0)
        absence = wilson(absent / reported, looks)
    return Week(monday, absence, _coverage(days, reported), looks, is_break and absence is None)


def _coverage(days: Sequence[PupilDay], reported: int | None) -> float | None:
    hides = any(one.offered is None and one.reported is not None for one in days)
    offered = None if hides else _sum(one.offered for one in days)
    tells_absence = any(one.tells_absence_only for one in days)
    if not offered or (reported is None and tells_absence):
        return None
    return min(1.0, (reported or 0) / offered)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
