"""A pupil's weeks: the points that the red thread is drawn through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.records.intervals import Interval, wilson
from throughline.records.ledger import Ledger
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

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
    ledger = Ledger(days)
    last = until - timedelta(days=until.weekday())
    mondays = [last - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    taught = {day - timedelta(days=day.weekday()) for day in school_days}
    return tuple(_week(ledger, monday, is_break=monday not in taught) for monday in mondays)


def _week(ledger: Ledger, monday: date, *, is_break: bool) -> Week:
    totals = ledger.totals(DateSpan(monday, monday + timedelta(days=6)))
    rate = totals.rate("total")
    absence = None if rate is None else wilson(rate, totals.days)
    return Week(monday, absence, totals.coverage, totals.days, is_break and absence is None)
