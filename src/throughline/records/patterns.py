"""Patterns: which weekday an absence falls on, and whether it is rising."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline.records.intervals import difference, wilson
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline.records.intervals import Interval
    from throughline.records.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WeekdayPattern:
    """The weekday (0 is Monday) that holds most of an absence, its share of it, and on how many days."""

    weekday: int
    share: float
    days: int


def weekday_pattern(days: Iterable[PupilDay]) -> WeekdayPattern | None:
    """Return the weekday with most absent minutes, or ``None`` where nothing was missed."""
    minutes = [0] * 7
    count = [0] * 7
    for one in days:
        if one.absent:
            minutes[one.day.weekday()] += one.absent
            count[one.day.weekday()] += 1
    total = sum(minutes)
    if not total:
        return None
    weekday = max(range(7), key=minutes.__getitem__)
    return WeekdayPattern(weekday, minutes[weekday] / total, count[weekday])


@dataclass(frozen=True, slots=True)
class Trend:
    """A pupil's absence now against the same pupil's earlier level.

    ``rise`` is the difference in share with its 95 % interval, counted over school days.
    ``earlier`` is the time before, ``school_days`` how many school days it holds.
    """

    before: Interval
    now: Interval
    rise: Interval
    earlier: DateSpan
    school_days: int


def trend(
    ledger: Ledger, *, span: DateSpan, school_days: Sequence[date], scope: str = "total"
) -> Trend | None:
    """Return how the rate over a span compares with twice as long a time before it.

    ``None`` where either side has no rate. Source of the comparison length: four weeks against
    the eight before, as the workshops read their curves.
    """
    before_days = _days_before(span, school_days)
    if not before_days:
        return None
    earlier = DateSpan(before_days[0], span.starts_on - timedelta(days=1))
    now, before = ledger.totals(span), ledger.totals(earlier)
    rate_now, rate_before = now.rate(scope), before.rate(scope)
    if rate_now is None or rate_before is None:
        return None
    interval_now, interval_before = wilson(rate_now, now.days), wilson(rate_before, before.days)
    rise = difference(interval_now, interval_before)
    return Trend(interval_before, interval_now, rise, earlier, len(before_days))


def _days_before(span: DateSpan, school_days: Sequence[date]) -> Sequence[date]:
    start = bisect_left(school_days, span.starts_on)
    inside = bisect_right(school_days, span.ends_on) - start
    return school_days[max(0, start - 2 * inside) : start]
