"""A pupil's days as running sums, so that any window is one subtraction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from throughline.records.days import ABSENCES
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline.terms.attendance import Mark


@dataclass(frozen=True, slots=True)
class Totals:
    """What one span of days amounts to, in minutes; ``None`` is unknown and never nought.

    ``days`` are the days with anything reported: the number of independent looks behind a share.
    ``late_count`` is ``None`` where a summary period gives late minutes without telling how often.
    ``beside`` holds the absence minutes of days that tell of absence only: they are in a sum of
    minutes, and in no rate. ``least_offered`` is what was offered at the least.
    """

    offered: int | None
    reported: int | None
    present: int | None
    excused: int | None
    unexcused: int | None
    unresolved: int | None
    other: int | None
    late: int | None
    distance: int | None
    scattered: int | None
    late_count: int | None
    days: int
    least_offered: int = 0
    beside: Mapping[str, int] = field(default_factory=dict)

    @property
    def absent(self) -> int | None:
        """Minutes absent: of those reported, what was neither present nor other school activity."""
        if self.reported is None or self.present is None:
            return None
        return self.reported - self.present - (self.other or 0)

    @property
    def coverage(self) -> float | None:
        """Share of the offered minutes that was reported; ``None`` where either is unknown."""
        if not self.offered or (self.reported is None and self.beside):
            return None
        return min(1.0, (self.reported or 0) / self.offered)

    @property
    def most_coverage(self) -> float | None:
        """The coverage, or what it is at the most where some lesson's length is unknown."""
        coverage = self.coverage
        if coverage is not None or not self.least_offered or self.reported is None:
            return coverage
        return min(1.0, self.reported / self.least_offered)

    def minutes(self, scope: str) -> int | None:
        """Return the minutes of one scope: total, excused, unexcused, unresolved, late or scattered."""
        told = self._told_minutes(scope)
        beside = self.beside.get(scope)
        return told if beside is None else (told or 0) + beside

    def rate(self, scope: str) -> float | None:
        """Return the minutes of one scope as a share of the reported; ``None`` where nothing was."""
        minutes = self._told_minutes(scope)
        if minutes is None or not self.reported:
            return None
        return minutes / self.reported

    def _told_minutes(self, scope: str) -> int | None:
        if scope == "total":
            return self.absent
        value = getattr(self, scope)
        return None if value is None else int(value)


_SUMS = (
    "offered",
    "reported",
    "present",
    "excused",
    "unexcused",
    "unresolved",
    "other",
    "late",
    "distance",
    "scattered",
)

_UNTOLD = (None,) * (len(_SUMS) - 1)
_values = attrgetter(*_SUMS)

_Column = tuple[list[int], Sequence[int]]
_BESIDE = ("excused", "unexcused", "unresolved", "late")


class Ledger:
    """The days and summary periods of one pupil, ready to be summed over any span."""

    def __init__(self, days: Sequence[PupilDay], periods: Sequence[Mark] = ()) -> None:
        """Take days in date order; a period counts only where nothing finer tells of the same time."""
        self.days = days
        self.dates = [one.day for one in days]
        self.periods = _finest([one for one in periods if not self._has_day_within(one)])
        self._absence_only = [one for one in days if one.tells_absence_only]
        self._columns = _running_sums(days)
        # An unknown length hides the whole span's length, unless nothing was reported there either.
        unknown = [one.offered is None and one.reported is not None for one in days]
        self._unknown_offered = list(accumulate(unknown, initial=0))
        least = (
            (one.reported or 0) if hidden else (one.offered or 0)
            for one, hidden in zip(days, unknown, strict=True)
        )
        self._least_offered = list(accumulate(least, initial=0))
        self._looks = list(accumulate((bool(one.reported) for one in days), initial=0))
        self._lates = list(accumulate((one.late_count for one in days), initial=0))
        self._known_totals: dict[tuple[date, date], Totals] = {}

    def totals(self, span: DateSpan) -> Totals:
        """Return the sums over a span of days; a period counts where it lies wholly inside.

        The rules of one ladder ask of the same spans, so each span is summed once.
        """
        key = span.starts_on, span.ends_on
        found = self._known_totals.get(key)
        if found is None:
            found = self._known_totals[key] = self._totals(span)
        return found

    def periods_in(self, span: DateSpan) -> Sequence[Mark]:
        """Return the summary periods that lie wholly inside a span."""
        if not self.periods:
            return ()
        return [
            one
            for one in self.periods
            if span.starts_on <= one.starts_on and one.ends_on <= span.ends_on
        ]

    def _totals(self, span: DateSpan) -> Totals:
        start = bisect_left(self.dates, span.starts_on)
        end = bisect_right(self.dates, span.ends_on)
        periods = self.periods_in(span)
        sums = {name: _between(column, start, end) for name, column in self._columns.items()}
        if periods:
            told = [one for one in periods if one.reported is not None]
            sums = {name: _with(total, name, told) for name, total in sums.items()}
            sums["offered"] = _with(
                _between(self._columns["offered"], start, end), "offered", periods
            )
        if self._hides_offered(start, end, periods):
            sums["offered"] = None
        uncounted_lates = any(one.late is None or one.late for one in periods)
        least = self._least_offered[end] - self._least_offered[start]
        return Totals(
            late_count=None if uncounted_lates else self._lates[end] - self._lates[start],
            days=self._looks[end] - self._looks[start],
            least_offered=least + sum(one.offered or one.reported or 0 for one in periods),
            beside=_absences(
                [
                    *(one for one in self._absence_only if one.day in span),
                    *(one for one in periods if one.reported is None),
                ]
            ),
            **sums,
        )

    def _has_day_within(self, period: Mark) -> bool:
        start = bisect_left(self.dates, period.starts_on)
        return start < len(self.dates) and self.dates[start] <= period.ends_on

    def _hides_offered(self, start: int, end: int, periods: Sequence[Mark]) -> bool:
        if self._unknown_offered[end] > self._unknown_offered[start]:
            return True
        return any(period.offered is None for period in periods)


def _finest(periods: Sequence[Mark]) -> list[Mark]:
    """Return the periods without those that tell again of time that another tells of.

    Of two that overlap, the one that ended first is believed, and of two with the same end the
    shorter: so a month beside its term, and nothing that arrives later changes what stood.
    """
    spans = {DateSpan(one.starts_on, one.ends_on) for one in periods}
    kept: list[DateSpan] = []
    for span in sorted(spans, key=lambda one: (one.ends_on, -one.starts_on.toordinal())):
        if not kept or kept[-1].ends_on < span.starts_on:
            kept.append(span)
    return [one for one in periods if DateSpan(one.starts_on, one.ends_on) in kept]


def _absences(rows: Sequence[PupilDay | Mark]) -> dict[str, int]:
    """Return the absence minutes of rows that tell of absence only, by scope."""
    if not rows:
        return {}
    known: dict[str, int] = {}
    for name in _BESIDE:
        values = [value for one in rows if (value := getattr(one, name)) is not None]
        if values:
            known[name] = sum(values)
    if known:
        known["total"] = sum(known.get(name, 0) for name in ABSENCES)
    return known


def _running_sums(days: Sequence[PupilDay]) -> dict[str, _Column]:
    """Return the running sums of every column; a day that tells absence only has offered time alone."""
    rows = [(one.offered, *_UNTOLD) if one.tells_absence_only else _values(one) for one in days]
    columns = zip(*rows, strict=True) if rows else [()] * len(_SUMS)
    return {name: _running(values) for name, values in zip(_SUMS, columns, strict=True)}


def _running(values: Sequence[int | None]) -> _Column:
    """Return the running sum of one column, and the running count of its known values."""
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        return list(accumulate(known, initial=0)), range(len(values) + 1)
    return (
        list(accumulate([value or 0 for value in values], initial=0)),
        list(accumulate([value is not None for value in values], initial=0)),
    )


def _between(column: _Column, start: int, end: int) -> int | None:
    sums, known = column
    return sums[end] - sums[start] if known[end] > known[start] else None


def _with(total: int | None, name: str, periods: Sequence[Mark]) -> int | None:
    extra = [value for period in periods if (value := getattr(period, name, None)) is not None]
    return (total or 0) + sum(extra) if extra else total
