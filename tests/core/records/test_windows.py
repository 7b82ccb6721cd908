"""Windows: which days a question is asked of, as of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.attendance import weekdays
from throughline.records.windows import Window, WindowKind, is_over
from throughline.terms.school_years import DateSpan

AUTUMN = weekdays(date(2026, 8, 18), date(2026, 12, 18))


def span(window: str, day: date, *, school_days=(), whole: bool = False) -> DateSpan | None:
    return Window.parse(window).span(day, school_days=school_days, whole=whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rolling:20", Window(WindowKind.ROLLING, length=20)),
        ("rolling:1", Window(WindowKind.ROLLING, length=1)),
        ("days:30", Window(WindowKind.DAYS, length=30)),
        ("month", Window(WindowKind.MONTH)),
        ("term", Window(WindowKind.TERM)),
        ("year", Window(WindowKind.YEAR)),
        ("check:11-30", Window(WindowKind.CHECK, check_month=11, check_day=30)),
    ],
)
def test_a_window_is_read_and_written_as_policies_write_it(text, expected):
    window = Window.parse(text)

    assert window == expected
    assert str(window) == text


@pytest.mark.parametrize(
    "text",
    [
        "rolling:0",
        "rolling:000",
        "days:0",
        "rolling:1000",
        "rolling",
        "rolling:20 ",
        "rolling:-5",
        "week",
        "Month",
        "check:13-01",
        "check:1-1",
        "month:2",
        "",
    ],
)
def test_what_is_no_window_is_refused_in_its_own_words(text):
    with pytest.raises(ValueError, match="is not a window"):
        Window.parse(text)


def test_a_check_day_that_does_not_come_every_year_is_refused():
    with pytest.raises(ValueError, match="'check:02-29' is not a window: no such day comes every"):
        Window.parse("check:02-29")


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(date(2026, 9, 14), date(2026, 8, 18), id="twenty school days"),
        pytest.param(date(2026, 9, 15), date(2026, 8, 19), id="the twenty-first"),
        pytest.param(date(2026, 9, 11), date(2026, 8, 18), id="nineteen school days so far"),
        pytest.param(date(2026, 8, 18), date(2026, 8, 18), id="the first day"),
        pytest.param(date(2026, 9, 19), date(2026, 8, 24), id="a Saturday"),
    ],
)
def test_rolling_begins_with_the_last_school_days(day, first):
    assert span("rolling:20", day, school_days=AUTUMN) == DateSpan(first, day)


def test_rolling_is_nothing_before_the_first_school_day():
    assert span("rolling:20", date(2026, 8, 17), school_days=AUTUMN) is None


def test_rolling_reaches_across_the_summer():
    spring = weekdays(date(2026, 5, 25), date(2026, 6, 12))

    window = span("rolling:10", date(2026, 8, 21), school_days=[*spring, *AUTUMN])

    assert window == DateSpan(date(2026, 6, 5), date(2026, 8, 21))


def test_rolling_reaches_across_the_fifty_third_week():
    # 2026 has 53 weeks: 28 December 2026 lies in the last of them.
    year_end = [*weekdays(date(2026, 12, 14), date(2026, 12, 22)), date(2027, 1, 4)]

    window = span("rolling:8", date(2027, 1, 4), school_days=year_end)

    assert date(2026, 12, 28).isocalendar().week == 53
    assert window == DateSpan(date(2026, 12, 14), date(2027, 1, 4))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 10, 22), id="within the autumn"),
        pytest.param(date(2028, 3, 1), date(2028, 2, 1), id="a February of twenty-nine days"),
        pytest.param(date(2027, 3, 1), date(2027, 1, 31), id="a February of twenty-eight days"),
        pytest.param(date(2027, 1, 10), date(2026, 12, 12), id="across the new year"),
    ],
)
def test_days_counts_calendar_days_with_the_day_itself(day, first):
    assert span("days:30", day) == DateSpan(first, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(
            date(2026, 10, 29),
            DateSpan(date(2026, 9, 1), date(2026, 9, 30)),
            id="a weekday is left",
        ),
        pytest.param(
            date(2026, 10, 30),
            DateSpan(date(2026, 10, 1), date(2026, 10, 30)),
            id="only the weekend is left",
        ),
        pytest.param(
            date(2026, 10, 31), DateSpan(date(2026, 10, 1), date(2026, 10, 31)), id="the last day"
        ),
        pytest.param(
            date(2026, 11, 1), DateSpan(date(2026, 10, 1), date(2026, 10, 31)), id="the day after"
        ),
        pytest.param(
            date(2027, 1, 7), DateSpan(date(2026, 12, 1), date(2026, 12, 31)), id="the new year"
        ),
        pytest.param(
            date(2028, 2, 29), DateSpan(date(2028, 2, 1), date(2028, 2, 29)), id="the leap day"
        ),
        pytest.param(
            date(2028, 2, 28),
            DateSpan(date(2028, 1, 1), date(2028, 1, 31)),
            id="the day before the leap day",
        ),
        pytest.param(
            date(2027, 2, 26),
            DateSpan(date(2027, 2, 1), date(2027, 2, 26)),
            id="a February that ends on a Sunday",
        ),
    ],
)
def test_a_whole_month_counts_once_no_weekday_is_left_of_it(day, expected):
    assert span("month", day, whole=True) == expected


def test_a_month_to_date_begins_on_its_first():
    assert span("month", date(2026, 10, 29)) == DateSpan(date(2026, 10, 1), date(2026, 10, 29))


@pytest.mark.parametrize(
    ("window", "day", "first"),
    [
        pytest.param("term", date(2026, 12, 31), date(2026, 7, 1), id="autumn to its last day"),
        pytest.param("term", date(2027, 1, 1), date(2027, 1, 1), id="spring from its first day"),
        pytest.param("term", date(2027, 6, 30), date(2027, 1, 1), id="spring to its last day"),
        pytest.param("term", date(2027, 7, 1), date(2027, 7, 1), id="next autumn"),
        pytest.param("year", date(2027, 6, 30), date(2026, 7, 1), id="year to its last day"),
        pytest.param("year", date(2027, 7, 1), date(2027, 7, 1), id="next year"),
    ],
)
def test_term_and_year_run_to_date(window, day, first):
    assert span(window, day) == DateSpan(first, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 27), None, id="the Friday before"),
        pytest.param(date(2026, 11, 29), None, id="the Sunday before"),
        pytest.param(
            date(2026, 11, 30), DateSpan(date(2026, 7, 1), date(2026, 11, 30)), id="the day"
        ),
        pytest.param(
            date(2026, 12, 31),
            DateSpan(date(2026, 7, 1), date(2026, 11, 30)),
            id="to the term's end",
        ),
        pytest.param(date(2027, 1, 1), None, id="not in the next term"),
        pytest.param(date(2026, 9, 1), None, id="long before"),
    ],
)
def test_a_check_is_judged_from_its_day_to_the_end_of_the_term(day, expected):
    assert span("check:11-30", day) == expected


def test_a_check_on_a_sunday_is_judged_on_the_friday_and_reads_no_further():
    assert span("check:11-30", date(2025, 11, 28)) == DateSpan(date(2025, 7, 1), date(2025, 11, 28))
    assert span("check:11-30", date(2025, 11, 27)) is None


def test_a_spring_check_belongs_to_the_spring():
    assert span("check:04-30", date(2027, 5, 3)) == DateSpan(date(2027, 1, 1), date(2027, 4, 30))
    assert span("check:04-30", date(2026, 10, 1)) is None


@pytest.mark.parametrize(
    ("last", "day", "expected"),
    [
        pytest.param(date(2026, 10, 31), date(2026, 10, 30), True, id="Saturday, on the Friday"),
        pytest.param(date(2026, 11, 1), date(2026, 10, 30), True, id="Sunday, on the Friday"),
        pytest.param(date(2026, 11, 1), date(2026, 10, 29), False, id="Sunday, on the Thursday"),
        pytest.param(date(2026, 11, 2), date(2026, 11, 1), False, id="Monday, on the Sunday"),
        pytest.param(date(2026, 11, 2), date(2026, 11, 2), True, id="Monday, on the Monday"),
    ],
)
def test_a_span_is_over_when_no_weekday_of_it_is_left(last, day, expected):
    assert is_over(last, day) is expected


@pytest.mark.parametrize(
    ("window", "first", "last", "expected"),
    [
        pytest.param(
            "month",
            date(2026, 10, 5),
            date(2027, 1, 31),
            [date(2026, 10, 30), date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 29)],
            id="the last weekday of each month, holiday or not",
        ),
        pytest.param("month", date(2026, 10, 31), date(2026, 11, 29), [], id="between two of them"),
        pytest.param(
            "check:11-30",
            date(2024, 8, 1),
            date(2026, 11, 30),
            [date(2024, 11, 29), date(2025, 11, 28), date(2026, 11, 30)],
            id="each year's check day",
        ),
        pytest.param("check:11-30", date(2026, 12, 1), date(2027, 6, 1), [], id="after the check"),
        pytest.param("rolling:20", date(2026, 8, 1), date(2027, 6, 1), [], id="not rolling"),
        pytest.param("term", date(2026, 8, 1), date(2027, 6, 1), [], id="not a term"),
    ],
)
def test_a_window_turns_on_days_without_school_where_it_closes(window, first, last, expected):
    assert Window.parse(window).turning_days(first, last) == expected


@pytest.mark.parametrize(
    ("window", "earlier", "later", "expected"),
    [
        pytest.param("rolling:5", date(2026, 9, 4), date(2026, 9, 14), True, id="five school days"),
        pytest.param(
            "rolling:5", date(2026, 9, 4), date(2026, 9, 11), False, id="four school days"
        ),
        pytest.param(
            "rolling:5", date(2026, 9, 4), date(2026, 9, 12), True, id="five, to a Saturday"
        ),
        pytest.param("rolling:5", date(2026, 9, 5), date(2026, 9, 11), False, id="from a Saturday"),
        pytest.param("days:5", date(2026, 9, 4), date(2026, 9, 10), True, id="five days"),
        pytest.param("days:5", date(2026, 9, 4), date(2026, 9, 9), False, id="four days"),
        pytest.param(
            "month",
            date(2026, 11, 27),
            date(2026, 12, 31),
            True,
            id="October stood to the end, November passed below",
        ),
        pytest.param(
            "month",
            date(2026, 10, 30),
            date(2026, 11, 30),
            False,
            id="October judged, and then November",
        ),
        pytest.param(
            "month",
            date(2026, 10, 30),
            date(2026, 12, 1),
            True,
            id="October judged, November passed below",
        ),
        pytest.param("month", date(2026, 10, 20), date(2026, 10, 30), False, id="one month"),
        pytest.param(
            "month", date(2026, 12, 31), date(2027, 2, 26), True, id="across the new year"
        ),
        pytest.param("term", date(2026, 9, 1), date(2027, 3, 1), False, id="the next term"),
        pytest.param("term", date(2026, 9, 1), date(2027, 9, 1), True, id="the term after that"),
        pytest.param(
            "term", date(2025, 12, 1), date(2026, 7, 1), True, id="July begins the autumn"
        ),
        pytest.param(
            "term", date(2025, 12, 1), date(2026, 6, 30), False, id="June ends the spring"
        ),
        pytest.param("check:11-30", date(2026, 12, 1), date(2027, 11, 30), True, id="next check"),
        pytest.param("year", date(2026, 9, 1), date(2027, 9, 1), False, id="the next year"),
        pytest.param("year", date(2026, 9, 1), date(2028, 9, 1), True, id="the year after that"),
    ],
)
def test_an_episode_ends_after_a_whole_window_between(window, earlier, later, expected):
    fits = Window.parse(window).fits_between(earlier, later, school_days=AUTUMN)

    assert fits is expected


WINDOWS = ["rolling:7", "days:9", "month", "term", "year", "check:11-30", "check:04-30"]


@given(
    text=st.sampled_from(WINDOWS),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    whole=st.booleans(),
)
def test_no_window_holds_a_day_after_the_one_asked(text, day, whole):
    known = [day - timedelta(days=n) for n in range(40, -40, -3)]

    window = Window.parse(text).span(day, school_days=known, whole=whole)

    assert window is None or window.starts_on <= window.ends_on <= day
