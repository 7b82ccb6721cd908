"""A pupil's days as running sums, so that any window is one subtraction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.records.days import PupilDay
    from throughline.terms.attendance import Mark
    from throughline.terms.school_years import DateSpan


@dataclass(frozen=True, slots=True)
class Totals:
    """What one span of days amounts to, in minutes; ``None`` is unknown and never nought.

    ``days`` are the days with anything reported: the number of independent looks behind a share.
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
    late_count: int
    days: int

    @property
    def absent(self) -> int | None:
        """Minutes absent: of those reported, what was neither present nor other school activity."""
        if self.reported is None or self.present is None:
            return None
        return self.reported - self.present - (self.other or 0)

    @property
    def coverage(self) -> float | None:
        """Share of the offered minutes that was reported; ``None`` where offered time is unknown."""
        if not self.offered:
            return None
        return min(1.0, (self.reported or 0) / self.offered)

    def minutes(self, scope: str) -> int | None:
        """Return the minutes of one scope: total, excused, unexcused, unresolved, late or scattered."""
        if scope == "total":
            return self.absent
        value = getattr(self, scope)
        return None if value is None else int(value)

    def rate(self, scope: str) -> float | None:
        """Return the minutes of one scope as a share of the reported; ``None`` where nothing was."""
        minutes = self.minutes(scope)
        if minutes is None or not self.reported:
            return None
        return minutes / self.reported


SCOPES = ("total", "excused", "unexcused", "unresolved", "late", "scattered")
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


class Ledger:
    """The days and summary periods of one pupil, ready to be summed over any span."""

    def __init__(self, days: Sequence[PupilDay], periods: Sequence[Mark] = ()) -> None:
        """Take days in date order; a period counts only where no day tells of the same time."""
        self.days = days
        self.dates = [one.day for one in days]
        self.periods = [period for period in periods if not self._has_day_within(period)]
        self._columns = {name: _running(days, name) for name in _SUMS}
        # An unknown length hides the whole span's length, unless nothing was reported there either.
        unknown = (one.offered is None and one.reported is not None for one in days)
        self._unknown_offered = list(accumulate(unknown, initial=0))
        self._looks = list(accumulate((bool(one.reported) for one in days), initial=0))
        self._lates = list(accumulate((one.late_count for one in days), initial=0))
        self._known_totals: dict[DateSpan, Totals] = {}

    def totals(self, span: DateSpan) -> Totals:
        """Return the sums over a span of days; a period counts where it lies wholly inside.

        The rules of one ladder ask of the same spans, so each span is summed once.
        """
        found = self._known_totals.get(span)
        if found is None:
            found = self._known_totals[span] = self._totals(span)
        return found

    def _totals(self, span: DateSpan) -> Totals:
        start = bisect_left(self.dates, span.starts_on)
        end = bisect_right(self.dates, span.ends_on)
        periods = [
            one
            for one in self.periods
            if span.starts_on <= one.starts_on and one.ends_on <= span.ends_on
        ]
        sums = {name: _between(self._columns[name], start, end) for name in _SUMS}
        if periods:
            sums = {name: _with(total, name, periods) for name, total in sums.items()}
        if self._hides_offered(start, end, periods):
            sums["offered"] = None
        return Totals(
            late_count=self._lates[end] - self._lates[start],
            days=self._looks[end] - self._looks[start],
            **sums,
        )

    def _has_day_within(self, period: Mark) -> bool:
        start = bisect_left(self.dates, period.starts_on)
        return start < len(self.dates) and self.dates[start] <= period.ends_on

    def _hides_offered(self, start: int, end: int, periods: Sequence[Mark]) -> bool:
        if self._unknown_offered[end] > self._unknown_offered[start]:
            return True
        return any(period.offered is None for period in periods)


def _running(days: Sequence[PupilDay], name: str) -> tuple[list[int], list[int]]:
    """Return the running sum of one column, and the running count of its known values."""
    values = [getattr(one, name) for one in days]
    return (
        list(accumulate((value or 0 for value in values), initial=0)),
        list(accumulate((value is not None for value in values), initial=0)),
    )


def _between(column: tuple[list[int], list[int]], start: int, end: int) -> int | None:
    sums, known = column
    return sums[end] - sums[start] if known[end] > known[start] else None


def _with(total: int | None, name: str, periods: Sequence[Mark]) -> int | None:
    extra = [value for period in periods if (value := getattr(period, name, None)) is not None]
    return (total or 0) + sum(extra) if extra else total
