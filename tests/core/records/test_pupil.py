"""A pupil's record: only what could be known on a day, and what a unit's own rows tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.attendance import (
    CLASS,
    UNIT,
    absence_only,
    lesson,
    lessons,
    occasion,
    period,
    record,
    silent,
    unit_of,
)
from throughline.records.pupil import (
    PupilRecord,
    Registered,
    UnitDays,
    record_of,
    unit_days_of,
)
from throughline.terms.attendance import Status
from throughline.terms.people import GradeRow

MONDAY, TUESDAY, WEDNESDAY = date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 16)


def test_a_record_sorts_marks_into_days_periods_and_occasions():
    summed = period(MONDAY, TUESDAY, minutes=600)
    counted = occasion(WEDNESDAY)

    kept = record([lesson(MONDAY), summed, counted])

    assert [one.day for one in kept.days] == [MONDAY]
    assert (kept.periods, kept.counted) == ((summed,), (counted,))


def test_a_status_with_its_minutes_is_a_day_and_no_bare_occasion():
    kept = record([replace(lesson(MONDAY, unexcused=60), status=Status.UNEXCUSED, occasions=1)])

    assert kept.days[0].unexcused == 60
    assert kept.counted == ()


def test_of_two_periods_or_occasions_with_one_key_the_last_is_believed():
    first, last = (period(MONDAY, TUESDAY, minutes=600, excused=n) for n in (60, 30))

    kept = record([first, last, occasion(MONDAY), occasion(MONDAY, Status.LATE)])

    assert kept.periods == (last,)
    assert [one.status for one in kept.counted] == [Status.LATE]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        pytest.param(None, None, True, id="nothing is told"),
        pytest.param(TUESDAY, TUESDAY, True, id="first and last day"),
        pytest.param(WEDNESDAY, None, False, id="begins the day after"),
        pytest.param(None, MONDAY, False, id="ended the day before"),
    ],
)
def test_an_enrolment_holds_on_both_its_days(starts_on, ends_on, expected):
    kept = replace(record([]), starts_on=starts_on, ends_on=ends_on)

    assert kept.is_enrolled(TUESDAY) is expected


def grown() -> PupilRecord:
    return record_of(
        "elin",
        UNIT,
        [
            *lessons(MONDAY),
            *lessons(TUESDAY),
            *lessons(WEDNESDAY),
            period(MONDAY, TUESDAY, minutes=600),
            period(TUESDAY, WEDNESDAY, minutes=600),
            occasion(MONDAY),
            occasion(WEDNESDAY),
        ],
        group=CLASS,
        grades=[
            GradeRow("elin", "Musik", "F", passed=False, set_on=TUESDAY),
            GradeRow("elin", "Bild", "F", passed=False, set_on=WEDNESDAY),
            GradeRow("elin", "Slöjd", "F", passed=False),
            GradeRow("elin", "Kemi", "F", passed=False, term="VT 2027"),
        ],
    )


def test_nothing_after_the_day_is_known():
    known = grown().up_to(TUESDAY)

    assert [one.day for one in known.days] == [MONDAY, TUESDAY]
    assert [one.ends_on for one in known.periods] == [TUESDAY]
    assert [one.ends_on for one in known.counted] == [MONDAY]
    assert [one.subject for one in known.grades] == ["Musik", "Slöjd"]


def test_nothing_from_before_the_enrolment_is_kept():
    kept = replace(grown(), starts_on=TUESDAY).up_to(WEDNESDAY)

    assert [one.day for one in kept.days] == [TUESDAY, WEDNESDAY]
    assert [one.ends_on for one in kept.periods] == [TUESDAY, WEDNESDAY]
    assert [one.ends_on for one in kept.counted] == [WEDNESDAY]


def test_the_rest_of_a_record_is_as_it_was():
    kept = replace(grown(), starts_on=MONDAY, ends_on=date(2027, 6, 11))

    assert kept.up_to(date(2027, 6, 11)) == kept


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([], None, id="no rows"),
        pytest.param([*lessons(TUESDAY), *lessons(WEDNESDAY)], TUESDAY, id="days"),
        pytest.param([*lessons(WEDNESDAY), period(MONDAY, TUESDAY, minutes=9)], MONDAY, id="a sum"),
        pytest.param([occasion(MONDAY)], None, id="occasions tell of no time"),
    ],
)
def test_the_first_row_is_of_a_day_or_a_sum(marks, expected):
    assert record(marks).first_row_on == expected


def test_a_units_school_days_are_those_of_which_anybody_was_offered_a_lesson():
    unit = unit_of(
        record([*lessons(MONDAY), lesson(TUESDAY, minutes=0)]),
        record([*silent(WEDNESDAY)]),
    )

    assert unit.days == (MONDAY, WEDNESDAY)


def test_a_unit_knows_how_many_of_a_class_were_registered():
    present, missing = record(lessons(MONDAY)), record([*silent(MONDAY), *lessons(TUESDAY)])
    other = record(silent(MONDAY), group="9B")

    unit = unit_of(present, missing, other)

    assert unit.reporting == {
        "9A": {MONDAY: Registered(2, 1), TUESDAY: Registered(1, 1)},
        "9B": {MONDAY: Registered(1, 0)},
    }


def test_two_units_are_told_apart():
    north, south = record(lessons(MONDAY)), record_of("elin", "south", lessons(TUESDAY))

    units = unit_days_of([north, south])

    assert {name: one.days for name, one in units.items()} == {
        "north": (MONDAY,),
        "south": (TUESDAY,),
    }


def test_absence_told_alone_makes_a_school_day_and_says_nothing_of_registering():
    unit = unit_of(record([absence_only(MONDAY, unexcused=60)]))

    assert (unit.days, unit.reporting) == ((MONDAY,), {})


def test_a_unit_is_known_up_to_a_day():
    unit = unit_of(record([*lessons(MONDAY), *lessons(TUESDAY)]))

    assert unit.up_to(MONDAY).days == (MONDAY,)
    assert unit.up_to(WEDNESDAY) == unit


UNIT_DAYS = UnitDays(
    UNIT,
    (MONDAY, TUESDAY, WEDNESDAY),
    {
        "9A": {MONDAY: Registered(20, 19), WEDNESDAY: Registered(20, 0)},
        "9B": {TUESDAY: Registered(10, 10), WEDNESDAY: Registered(10, 10)},
    },
)


@pytest.mark.parametrize(
    ("group", "day", "expected"),
    [
        pytest.param("9A", MONDAY, Registered(20, 19), id="the class's own day"),
        pytest.param("9A", TUESDAY, None, id="the class had no lessons"),
        pytest.param(None, WEDNESDAY, Registered(30, 10), id="no class: the whole unit"),
        pytest.param("9C", WEDNESDAY, Registered(30, 10), id="a class without rows: the unit"),
        pytest.param("9C", TUESDAY, Registered(10, 10), id="of those who had lessons"),
    ],
)
def test_who_was_registered_is_asked_of_the_class_else_of_the_unit(group, day, expected):
    assert UNIT_DAYS.registered(group, day, as_of=WEDNESDAY) == expected


def test_a_class_is_not_known_before_its_first_row():
    asked = UNIT_DAYS.registered("9B", MONDAY, as_of=MONDAY)

    assert asked == Registered(20, 19)


def test_a_unit_that_never_tells_who_was_registered_says_nothing():
    assert UnitDays(UNIT, (MONDAY,)).registered("9A", MONDAY, as_of=MONDAY) is None
    assert UNIT_DAYS.registered("9A", MONDAY, as_of=date(2026, 9, 1)) is None
