"""Windows: the span of days that a question is asked of, as of a day."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.terms.school_years import DateSpan, SchoolYear, term_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class WindowKind(StrEnum):
    """The kinds of window a rule may use."""

    ROLLING = "rolling"
    DAYS = "days"
    MONTH = "month"
    TERM = "term"
    YEAR = "year"
    CHECK = "check"


_FORM = re.compile(r"(rolling|days):(\d{1,3})|(month|term|year)|check:(\d{2})-(\d{2})")
_COMMON_YEAR = 2023
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Window:
    """One window, as written in a policy: ``rolling:20``, ``days:30``, ``month``, ``term``, ``year``, ``check:11-30``.

    ``rolling:N`` is the unit's last N school days up to and including the day asked, across
    holidays and summer; ``days:N`` counts calendar days. ``term`` and ``year`` run to date.
    ``month`` is a calendar month, and ``check:MM-DD`` the term up to a check day.
    """

    kind: WindowKind
    length: int = 0
    check_month: int = 0
    check_day: int = 0

    @classmethod
    def parse(cls, text: str) -> Window:
        """Return the window that a policy writes.

        Raises:
            ValueError: the text is no window.
        """
        match = _FORM.fullmatch(text)
        if match is None or (match[1] and int(match[2]) == 0):
            raise ValueError(
                f"{text!r} is not a window; use rolling:20, days:30, month, term, year or check:11-30."
            )
        if match[1]:
            return cls(WindowKind(match[1]), length=int(match[2]))
        if match[3]:
            return cls(WindowKind(match[3]))
        return cls._check(int(match[4]), int(match[5]))

    @classmethod
    def _check(cls, month: int, day: int) -> Window:
        try:
            date(_COMMON_YEAR, month, day)
        except ValueError as error:
            raise ValueError(
                f"'check:{month:02d}-{day:02d}' is not a window: no such day comes every year."
            ) from error
        return cls(WindowKind.CHECK, check_month=month, check_day=day)

    def __str__(self) -> str:
        match self.kind:
            case WindowKind.ROLLING | WindowKind.DAYS:
                return f"{self.kind}:{self.length}"
            case WindowKind.CHECK:
                return f"check:{self.check_month:02d}-{self.check_day:02d}"
            case _:
                return str(self.kind)

    def span(
        self, day: date, *, school_days: Sequence[date], whole: bool = False
    ) -> DateSpan | None:
        """Return the days the window holds as of a day, or ``None`` where it is not to be judged yet.

        Args:
            day: the day asked; nothing after it is in the window.
            school_days: the unit's school days in order.
            whole: ask for the latest *whole* month, as a share of a month must: the month of
                ``day`` counts once no weekday is left of it, before that the month before.

        A check window holds nothing until its day has come, and stands until the term ends.
        """
        match self.kind:
            case WindowKind.ROLLING:
                return _rolling(day, self.length, school_days)
            case WindowKind.DAYS:
                return DateSpan(day - timedelta(days=self.length - 1), day)
            case WindowKind.MONTH:
                return _month(day, whole=whole)
            case WindowKind.CHECK:
                return self._check_span(day)
            case WindowKind.TERM | WindowKind.YEAR:
                return DateSpan(self._begins(day), day)

    def _begins(self, day: date) -> date:
        year = self.kind is WindowKind.YEAR
        return SchoolYear.of(day).starts_on if year else term_of(day).starts_on

    def check_day_of(self, day: date) -> date:
        """Return the check day of the calendar year that a day falls in."""
        return date(day.year, self.check_month, self.check_day)

    def _check_span(self, day: date) -> DateSpan | None:
        term, check = term_of(day), self.check_day_of(day)
        if check not in term or not is_over(check, day):
            return None
        return DateSpan(term.starts_on, min(check, day))

    def turning_days(self, first: date, last: date) -> list[date]:
        """Return the days of a span on which the window turns although nobody has a lesson.

        A month and a check day are judged once no weekday of theirs is left, holiday or not.
        """
        match self.kind:
            case WindowKind.MONTH:
                ends = [_last_of_month(month) for month in _firsts_of_months(first, last)]
            case WindowKind.CHECK:
                ends = [self.check_day_of(date(year, 1, 1)) for year in _years(first, last)]
            case _:
                return []
        return [day for day in map(_last_weekday, ends) if first <= day <= last]

    def fits_between(self, earlier: date, later: date, *, school_days: Sequence[date]) -> bool:
        """Say whether a whole window lies strictly between two days: what ends an episode.

        ``earlier`` is the last day over the limit. For a month that is not over yet on that day it
        was the month before that stood: the whole month after it has to pass below.
        """
        match self.kind:
            case WindowKind.ROLLING:
                between = bisect_left(school_days, later) - bisect_right(school_days, earlier)
                return between >= self.length
            case WindowKind.DAYS:
                return (later - earlier).days > self.length
            case WindowKind.MONTH:
                is_judged = is_over(_last_of_month(earlier), earlier)
                return _months(later) - _months(earlier) >= (2 if is_judged else 1)
            case WindowKind.TERM | WindowKind.CHECK:
                return _terms(later) - _terms(earlier) >= 2
            case WindowKind.YEAR:
                return SchoolYear.of(later).first_year - SchoolYear.of(earlier).first_year >= 2


def is_over(last: date, day: date) -> bool:
    """Say whether a span that ends on ``last`` is over as of ``day``: no weekday of it is left."""
    return _last_weekday(last) <= day


def _rolling(day: date, length: int, school_days: Sequence[date]) -> DateSpan | None:
    end = bisect_right(school_days, day)
    if end == 0:
        return None
    return DateSpan(school_days[max(0, end - length)], day)


def _month(day: date, *, whole: bool) -> DateSpan:
    first = day.replace(day=1)
    if whole and not is_over(_last_of_month(day), day):
        last = first - timedelta(days=1)
        return DateSpan(last.replace(day=1), last)
    return DateSpan(first, day)


def _last_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _last_weekday(day: date) -> date:
    """Return the day itself, or the Friday before where it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def _firsts_of_months(first: date, last: date) -> list[date]:
    return [
        date(month // 12, month % 12 + 1, 1) for month in range(_months(first), _months(last) + 1)
    ]


def _years(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _terms(day: date) -> int:
    return day.year * 2 + (day.month >= 7)
