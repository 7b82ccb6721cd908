"""School days by a calendar: a day without any row is seen as silence."""

from __future__ import annotations

from datetime import date

from tests.core.attendance import lessons, record, unit_of, unit_on, weekdays
from throughline.records.pupil import Registered
from throughline.records.school_days import by_calendar
from throughline.terms.calendars import Calendar
from throughline.terms.language import same
from throughline.terms.school_years import DateSpan

MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 16)
AUTUMN = DateSpan(date(2026, 8, 18), date(2026, 12, 18))
CALENDAR = Calendar("test", "se", {}, school_years=(AUTUMN,))


def test_the_calendar_says_which_days_are_school_days_from_the_units_first():
    own = unit_of(record([*lessons(MONDAY), *lessons(WEDNESDAY)]))

    unit = by_calendar(own, CALENDAR, until=date(2026, 9, 20))

    assert unit.days == tuple(weekdays(MONDAY, date(2026, 9, 20)))


def test_a_holiday_is_no_school_day():
    holiday = Calendar("test", "se", {TUESDAY: same("Holiday")}, school_years=(AUTUMN,))

    unit = by_calendar(unit_of(record(lessons(MONDAY))), holiday, until=WEDNESDAY)

    assert unit.days == (MONDAY, WEDNESDAY)


def test_a_school_day_without_rows_is_one_on_which_nobody_was_registered():
    own = unit_of(record([*lessons(MONDAY), *lessons(WEDNESDAY)]))

    unit = by_calendar(own, CALENDAR, until=WEDNESDAY)

    assert unit.reporting == {
        "9A": {MONDAY: Registered(1, 1), TUESDAY: Registered(0, 0), WEDNESDAY: Registered(1, 1)}
    }
    assert list(unit.reporting["9A"]) == [MONDAY, TUESDAY, WEDNESDAY]


def test_a_class_is_silent_from_its_first_row_on():
    own = unit_of(record(lessons(MONDAY)), record(lessons(WEDNESDAY), group="9B"))

    unit = by_calendar(own, CALENDAR, until=WEDNESDAY)

    assert list(unit.reporting["9B"]) == [WEDNESDAY]


def test_days_of_a_school_year_that_the_calendar_does_not_know_stand():
    before = date(2026, 6, 8)
    own = unit_of(record([*lessons(before), *lessons(MONDAY)]))

    unit = by_calendar(own, CALENDAR, until=TUESDAY)

    assert unit.days == (before, *weekdays(AUTUMN.starts_on, TUESDAY))


def test_a_unit_without_days_has_none_by_any_calendar():
    assert by_calendar(unit_on([]), CALENDAR, until=TUESDAY) == unit_on([])
