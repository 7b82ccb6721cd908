"""Patterns: the weekday of an absence, and whether it rises."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.attendance import lessons, record, silent, weekdays
from throughline.records.intervals import difference, wilson
from throughline.records.ledger import Ledger
from throughline.records.patterns import Trend, WeekdayPattern, trend, weekday_pattern
from throughline.terms.school_years import DateSpan

DAYS = weekdays(date(2026, 8, 31), date(2026, 9, 25))
SPAN = DateSpan(DAYS[15], DAYS[19])


def missing(pattern: dict[int, int]):
    """The days with so many lessons missed by place in the row of days."""
    marks = [
        mark
        for place, day in enumerate(DAYS)
        for mark in lessons(day, missed=pattern.get(place, 0))
    ]
    return record(marks).days


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param({}, None, id="nothing missed"),
        pytest.param(
            {0: 5, 5: 5, 7: 5, 10: 5}, WeekdayPattern(0, 0.75, 3), id="three Mondays of four"
        ),
        pytest.param({4: 1, 9: 2}, WeekdayPattern(4, 1.0, 2), id="Fridays only"),
        pytest.param({0: 5, 1: 2, 6: 2}, WeekdayPattern(0, 5 / 9, 1), id="minutes, not days"),
    ],
)
def test_the_weekday_is_that_with_most_absent_minutes(pattern, expected):
    assert weekday_pattern(missing(pattern)) == expected


def test_silent_days_show_no_pattern():
    assert weekday_pattern(record([mark for day in DAYS for mark in silent(day)]).days) is None


def test_a_trend_compares_with_twice_as_long_a_time_before():
    ledger = Ledger(missing({3: 5, 6: 5, 15: 5, 17: 5}))

    found = trend(ledger, span=SPAN, school_days=DAYS)

    before, now = wilson(1 / 10, 10), wilson(2 / 5, 5)
    earlier = DateSpan(DAYS[5], date(2026, 9, 20))
    assert found == Trend(before, now, difference(now, before), earlier, 10)


def test_a_trend_uses_what_there_is_of_the_time_before():
    ledger = Ledger(missing({15: 5}))

    found = trend(ledger, span=SPAN, school_days=DAYS[12:])

    assert found is not None
    assert (found.earlier.starts_on, found.school_days) == (DAYS[12], 3)


def test_a_trend_is_of_one_scope():
    marks = [mark for day in DAYS for mark in lessons(day, missed=1, kind="excused")]
    ledger = Ledger(record(marks).days)

    found = trend(ledger, span=SPAN, school_days=DAYS, scope="unexcused")

    assert found is not None
    assert (found.before.value, found.now.value) == (0, 0)


@pytest.mark.parametrize(
    "silence",
    [
        pytest.param(DAYS[15:], id="nothing reported now"),
        pytest.param(DAYS[:15], id="nothing reported before"),
    ],
)
def test_there_is_no_trend_where_either_side_is_silent(silence):
    marks = [mark for day in DAYS for mark in (silent(day) if day in silence else lessons(day))]
    ledger = Ledger(record(marks).days)

    assert trend(ledger, span=SPAN, school_days=DAYS) is None


def test_there_is_no_trend_before_which_nothing_lies():
    ledger = Ledger(missing({}))

    assert trend(ledger, span=SPAN, school_days=DAYS[15:]) is None
