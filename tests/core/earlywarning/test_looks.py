"""What a window really holds for one pupil."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.attendance import lesson, occasion, period, record, unit_on, weekdays
from throughline.earlywarning.looks import Look, Reach
from throughline.records.windows import Window
from throughline.terms.school_years import DateSpan

DAYS = weekdays(date(2026, 8, 18), date(2026, 11, 20))
LAST = DAYS[-1]
NOVEMBER_2 = date(2026, 11, 2)


def look(*, first: date = DAYS[0], days=DAYS, **more) -> Look:
    marks = [lesson(day) for day in days if day >= first]
    return Look.at(replace(record(marks), **more), unit_on(days))


def reach(window: str, seen: Look, *, as_of: date = LAST, whole: bool = False) -> Reach:
    parsed = Window.parse(window)
    span = parsed.span(as_of, school_days=seen.unit.days, whole=whole)
    assert span is not None
    return seen.reach(parsed, span)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(
            look(), Reach(DateSpan(date(2026, 10, 26), LAST), 20, is_short=False), id="whole"
        ),
        pytest.param(
            look(first=date(2026, 10, 26)),
            Reach(DateSpan(date(2026, 10, 26), LAST), 20, is_short=False),
            id="begun on its first day",
        ),
        pytest.param(
            look(first=date(2026, 10, 27)),
            Reach(DateSpan(date(2026, 10, 27), LAST), 19, is_short=True),
            id="the rows begin a day later",
        ),
        pytest.param(
            look(starts_on=NOVEMBER_2),
            Reach(DateSpan(NOVEMBER_2, LAST), 15, is_short=True),
            id="enrolled inside it",
        ),
        pytest.param(
            look(first=NOVEMBER_2, starts_on=date(2026, 8, 18)),
            Reach(DateSpan(NOVEMBER_2, LAST), 15, is_short=True),
            id="enrolled before, rows later",
        ),
        pytest.param(
            look(days=DAYS[-8:]),
            Reach(DateSpan(DAYS[-8], LAST), 8, is_short=True),
            id="the unit's own rows begin inside it",
        ),
    ],
)
def test_a_rolling_window_holds_the_days_that_are_known(seen, expected):
    assert reach("rolling:20", seen) == expected


@pytest.mark.parametrize(
    ("window", "seen", "first", "is_short"),
    [
        pytest.param(
            "term", look(), DAYS[0], True, id="term: the rows begin with it, as far as known"
        ),
        pytest.param("days:30", look(), date(2026, 10, 22), False, id="days"),
        pytest.param("days:30", look(first=NOVEMBER_2), NOVEMBER_2, True, id="days, begun later"),
        pytest.param("month", look(), NOVEMBER_2, False, id="month: from its first school day"),
        pytest.param(
            "month", look(first=date(2026, 11, 3)), date(2026, 11, 3), True, id="month, begun later"
        ),
        pytest.param(
            "month",
            look(days=weekdays(date(2026, 11, 2), LAST)),
            NOVEMBER_2,
            True,
            id="month of first rows",
        ),
        pytest.param(
            "year", look(starts_on=NOVEMBER_2), NOVEMBER_2, True, id="year, enrolled later"
        ),
    ],
)
def test_other_windows_hold_what_they_say_unless_something_began_inside(
    window, seen, first, is_short
):
    found = reach(window, seen)

    assert (found.span, found.is_short) == (DateSpan(first, LAST), is_short)
    assert found.school_days == len(weekdays(first, LAST))


def test_a_month_whose_first_is_a_school_day_of_the_first_rows_is_whole():
    seen = look(days=weekdays(date(2026, 10, 1), LAST))

    found = reach("month", seen, as_of=date(2026, 10, 30), whole=True)

    assert (found.span.starts_on, found.is_short) == (date(2026, 10, 1), False)


def test_a_window_without_school_days_is_as_it_is_said():
    seen = Look.at(record([period(DAYS[0], LAST, minutes=6000)]), unit_on([]))

    assert reach("month", seen) == Reach(DateSpan(date(2026, 11, 1), LAST), 0, is_short=False)


def test_a_window_that_closed_before_the_pupil_began_holds_no_day_of_the_pupils():
    found = reach("month", look(starts_on=LAST), as_of=date(2026, 11, 19), whole=True)

    assert (found.school_days, found.span.ends_on) == (0, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([occasion(LAST)], True, id="occasions alone"),
        pytest.param([occasion(LAST), lesson(LAST)], False, id="beside lessons"),
        pytest.param(
            [occasion(DAYS[0]), period(DAYS[0], LAST, minutes=9)], False, id="beside sums"
        ),
        pytest.param([], False, id="nothing"),
    ],
)
def test_a_source_counts_only_when_it_tells_nothing_else(marks, expected):
    assert Look.at(record(marks), unit_on(DAYS)).counts_only is expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(look(starts_on=NOVEMBER_2), NOVEMBER_2, id="as stated"),
        pytest.param(look(first=NOVEMBER_2), NOVEMBER_2, id="as the rows show"),
        pytest.param(Look.at(record([]), unit_on(DAYS)), None, id="nothing tells"),
    ],
)
def test_a_pupils_time_begins_as_stated_else_with_the_first_row(seen, expected):
    assert seen.begins == expected


def test_a_day_of_the_pupil_is_found_by_its_date():
    seen = look()

    assert [seen.day(on) and seen.day(on).day for on in (DAYS[0], date(2026, 8, 22))] == [
        DAYS[0],
        None,
    ]
