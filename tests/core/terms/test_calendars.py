"""Calendars: the shipped days are right, and a wrong file says what is wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from throughline.terms.calendars import Calendar, load_calendar, parse_calendar
from throughline.terms.language import Text
from throughline.terms.rules import RuleFileError
from throughline.terms.school_years import DateSpan, SchoolYear

HEAD = """
id = "borg"
version = "1"
country = "SE"
valid_from = 2026-07-01
source = "The municipality's decision"
author = "A. Author"
checked_by = ""
next_review = 2027-07-01
"""
YEAR = """
[[school_year]]
label = "2026/27"
starts_on = 2026-08-17
ends_on = 2027-06-10
"""
BREAK = """
[[school_year.break]]
sv = "höstlov"
nb = "høstferie"
en = "autumn break"
starts_on = 2026-10-26
ends_on = 2026-10-30
"""
HOLIDAY = """
[[holiday]]
sv = "julafton"
nb = "julaften"
en = "Christmas Eve"
dates = [2026-12-24]
"""
YEARS = range(2023, 2031)


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize(
    ("country", "english", "after_easter"),
    [
        ("se", "Good Friday", -2),
        ("se", "Easter Sunday", 0),
        ("se", "Easter Monday", 1),
        ("se", "Ascension Day", 39),
        ("se", "Whit Sunday", 49),
        ("no", "Maundy Thursday", -3),
        ("no", "Good Friday", -2),
        ("no", "Easter Sunday", 0),
        ("no", "Easter Monday", 1),
        ("no", "Ascension Day", 39),
        ("no", "Whit Sunday", 49),
        ("no", "Whit Monday", 50),
    ],
)
def test_a_movable_holiday_follows_easter(country, english, after_easter):
    holidays = load_calendar(country).holidays

    days = sorted(day for day, name in holidays.items() if name.en == english)

    assert days == [easter(year) + timedelta(after_easter) for year in YEARS]


@pytest.mark.parametrize(
    ("english", "weekday", "first", "last"),
    [
        ("Midsummer Eve", 4, (6, 19), (6, 25)),
        ("Midsummer Day", 5, (6, 20), (6, 26)),
        ("All Saints' Day", 5, (10, 31), (11, 6)),
    ],
)
def test_a_swedish_weekend_holiday_falls_on_its_weekday(english, weekday, first, last):
    holidays = load_calendar("se").holidays

    days = [day for day, name in holidays.items() if name.en == english]

    assert [day.year for day in sorted(days)] == list(YEARS)
    assert {day.weekday() for day in days} == {weekday}
    assert all(first <= (day.month, day.day) <= last for day in days)


@pytest.mark.parametrize(
    ("country", "fixed"),
    [
        ("se", [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)]),
        ("no", [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)]),
    ],
)
def test_every_year_has_the_fixed_holidays(country, fixed):
    holidays = load_calendar(country).holidays

    missing = [
        day for year in YEARS for day in (date(year, *at) for at in fixed) if day not in holidays
    ]

    assert missing == []


@pytest.mark.parametrize(("country", "days"), [("se", 178), ("no", 190)])
@pytest.mark.parametrize("year", [SchoolYear(first) for first in range(2023, 2030)], ids=str)
def test_a_school_year_has_the_days_that_the_law_asks_for(country, days, year):
    calendar = load_calendar(country)

    span = calendar.school_year(year)

    assert span is not None
    assert len(calendar.school_days(span)) == days
    assert calendar.is_school_day(span.starts_on)
    assert calendar.is_school_day(span.ends_on)


@pytest.mark.parametrize("country", ["se", "no"])
def test_every_break_lies_inside_its_school_year_and_starts_on_a_weekday(country):
    calendar = load_calendar(country)

    outside = [
        pause
        for pause in calendar.breaks
        if not any(
            year.starts_on < pause.span.starts_on <= pause.span.ends_on < year.ends_on
            for year in calendar.school_years
        )
    ]

    assert outside == []
    assert all(pause.span.starts_on.weekday() < 5 for pause in calendar.breaks)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 11, 20), True, id="a Friday"),
        pytest.param(date(2026, 11, 21), False, id="a Saturday"),
        pytest.param(date(2026, 10, 26), False, id="autumn break"),
        pytest.param(date(2027, 1, 6), False, id="a holiday"),
        pytest.param(date(2026, 8, 14), False, id="the day before the year"),
        pytest.param(date(2026, 8, 17), True, id="the first day"),
        pytest.param(date(2026, 7, 6), False, id="summer"),
    ],
)
def test_is_school_day_knows_weekends_holidays_breaks_and_summer(day, expected):
    assert load_calendar("se").is_school_day(day) is expected


def test_a_calendar_without_school_years_counts_every_other_weekday():
    calendar = Calendar(id="x", country="SE", holidays={date(2026, 7, 7): Text("a", "b", "c")})

    days = calendar.school_days(DateSpan(date(2026, 7, 4), date(2026, 7, 9)))

    assert days == [date(2026, 7, 6), date(2026, 7, 8), date(2026, 7, 9)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 7, 1), True, id="the summer before a listed year"),
        pytest.param(date(2023, 6, 30), False, id="before the first listed year"),
        pytest.param(date(2030, 7, 1), False, id="after the last listed year"),
    ],
)
def test_covers_tells_want_of_knowledge_from_no_school(day, expected):
    assert load_calendar("se").covers(day) is expected


def test_a_calendar_without_school_years_covers_every_day():
    calendar = Calendar(id="x", country="SE", holidays={})

    assert calendar.covers(date(1999, 5, 3))


def test_a_school_year_that_is_not_listed_is_none():
    assert load_calendar("se").school_year(SchoolYear(1999)) is None


def test_parse_calendar_reads_holidays_breaks_and_years():
    calendar = parse_calendar(HEAD + HOLIDAY + YEAR + BREAK, name="borg.toml")

    assert calendar.id == "borg"
    assert calendar.head is not None
    assert calendar.head.checked_by == ""
    assert calendar.holidays == {date(2026, 12, 24): Text("julafton", "julaften", "Christmas Eve")}
    assert [pause.name.nb for pause in calendar.breaks] == ["høstferie"]
    assert calendar.school_years == (DateSpan(date(2026, 8, 17), date(2027, 6, 10)),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("holiday = [", "f.toml: not a readable TOML file", id="not toml"),
        pytest.param(HEAD + "colour = 1", "f.toml: unknown key 'colour'", id="unknown key"),
        pytest.param(
            HEAD + HOLIDAY + "colour = 1",
            r"f.toml: unknown key 'colour' in \[\[holiday\]\]",
            id="unknown key in a holiday",
        ),
        pytest.param(
            HEAD + "[[holiday]]\nsv = 'x'\nnb = 'x'\nen = 'x'\ndates = ['2026-12-24']",
            r"f.toml: 'dates' in \[\[holiday\]\] has '2026-12-24', not a date",
            id="a date in quotes",
        ),
        pytest.param(
            HEAD + "[[holiday]]\nsv = 'x'\nen = 'x'\ndates = []",
            r"f.toml: the key 'nb' is missing in \[\[holiday\]\]",
            id="a language missing",
        ),
        pytest.param(HEAD + "holiday = 3", r"f.toml: 'holiday' must be written as", id="no table"),
        pytest.param(
            HEAD + YEAR.replace("2026/27", "2026/28"),
            "f.toml: 'label' in .*'2026/28' is not a school year",
            id="a wrong label",
        ),
        pytest.param(
            HEAD + YEAR.replace("2026/27", "2025/26"),
            "f.toml: .* 2025/26 has days outside",
            id="the label of another year",
        ),
        pytest.param(
            HEAD + YEAR.replace("2026-08-17", "2026-08-17T08:00:00"),
            r"f.toml: 'starts_on' in \[\[school_year\]\] must be a date",
            id="a moment for a day",
        ),
        pytest.param(
            HEAD + YEAR + BREAK.replace("2026-10-30", "2026-10-25"),
            r"f.toml: 'ends_on' in \[\[school_year.break\]\] of 2026/27 is before",
            id="a break that ends before it starts",
        ),
    ],
)
def test_a_wrong_calendar_names_file_and_key(text, message):
    with pytest.raises(RuleFileError, match=message):
        parse_calendar(text, name="f.toml")


def test_an_unknown_calendar_names_those_that_ship():
    with pytest.raises(RuleFileError, match="No calendar is called 'dk'; there are no, se"):
        load_calendar("dk")
