"""Portions are gathered packed, and come out as one pupil at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.attendance import lesson, lessons, occasion, period, silent, unregistered, weekdays
from throughline.records import gathering
from throughline.records.gathering import Gathering
from throughline.sources import Portion
from throughline.terms.calendars import load_calendar
from throughline.terms.carrier import to_batch
from throughline.terms.people import GradeRow, PupilRow

MONDAY = date(2026, 9, 14)
TUESDAY = date(2026, 9, 15)
FRIDAY = date(2026, 9, 18)


def rows(*marks):
    """A portion of an attendance file, with the places that its rows name."""
    places = {(mark.pupil_id, mark.unit_id) for mark in marks}
    return Portion(
        rows=len(marks),
        accepted=len(marks),
        marks=to_batch(marks),
        pupils=tuple(PupilRow(pupil, unit) for pupil, unit in places),
    )


def register(*pupils):
    """A portion of a pupils' file."""
    return Portion(rows=len(pupils), accepted=len(pupils), pupils=pupils)


def of(pupil, mark, *, unit="north"):
    return replace(mark, pupil_id=pupil, unit_id=unit)


def gathered(*portions, without=frozenset()):
    collected = Gathering()
    for portion in portions:
        collected.add(portion)
    return collected.close(without=without)


def records(*portions):
    return list(gathered(*portions).records())


def names(found):
    return [(record.pupil_id, record.unit_id) for record in found]


def test_pupils_come_out_sorted_whatever_order_their_rows_had():
    found = records(
        rows(of("zoe", lesson(MONDAY)), of("adam", lesson(MONDAY)), of("mia", lesson(MONDAY)))
    )

    assert names(found) == [("adam", "north"), ("mia", "north"), ("zoe", "north")]


def test_a_pupil_at_two_schools_is_two_records():
    found = records(rows(of("elin", lesson(MONDAY)), of("elin", lesson(TUESDAY), unit="south")))

    assert [(one.unit_id, [day.day for day in one.days]) for one in found] == [
        ("north", [MONDAY]),
        ("south", [TUESDAY]),
    ]


def test_days_of_one_pupil_come_in_order_from_several_portions():
    found = records(rows(of("elin", lesson(FRIDAY))), rows(of("elin", lesson(MONDAY))))

    assert [one.day for one in found[0].days] == [MONDAY, FRIDAY]


def test_the_last_of_two_marks_for_one_lesson_is_believed():
    found = records(rows(lesson(MONDAY, unexcused=60)), rows(lesson(MONDAY, excused=60)))

    assert (found[0].days[0].excused, found[0].days[0].unexcused) == (60, 0)


def test_reading_a_file_twice_changes_nothing():
    file = rows(
        *lessons(MONDAY, missed=2),
        period(MONDAY, FRIDAY, minutes=1500, excused=300),
        occasion(TUESDAY),
    )

    assert records(file, file) == records(file)


def test_a_pupil_known_from_the_register_alone_has_a_record():
    found = records(rows(of("zoe", lesson(MONDAY))), register(PupilRow("adam", "north", "7A")))

    assert [(one.pupil_id, one.group, len(one.days)) for one in found] == [
        ("adam", "7A", 0),
        ("zoe", None, 1),
    ]


def test_a_pupil_known_from_grades_alone_has_a_record():
    grades = Portion(rows=1, accepted=1, grades=(GradeRow("adam", "MA", "F", passed=False),))

    found = records(grades)

    assert [(one.pupil_id, one.unit_id, len(one.grades)) for one in found] == [("adam", None, 1)]


def test_the_register_tells_class_and_enrolment():
    stay = PupilRow("elin", "north", "8B", starts_on=MONDAY, ends_on=FRIDAY)

    record = records(rows(lesson(MONDAY)), register(stay))[0]

    assert (record.group, record.starts_on, record.ends_on) == ("8B", MONDAY, FRIDAY)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_latest_class_of_the_register_holds_in_any_order(order):
    stays = [
        PupilRow("elin", "north", "7B", starts_on=date(2025, 8, 18), ends_on=date(2026, 6, 9)),
        PupilRow("elin", "north", "8B", starts_on=date(2026, 8, 17)),
        PupilRow("elin", "north", "9Z"),
    ]

    record = records(register(*(stays[place] for place in order)))[0]

    assert (record.group, record.starts_on, record.ends_on) == ("8B", date(2025, 8, 18), None)


@pytest.mark.parametrize("classes", [("9B", "10A"), ("10A", "9B")])
def test_of_two_classes_beside_marks_the_higher_holds(classes):
    places = tuple(PupilRow("elin", "north", name) for name in classes)

    record = records(replace(rows(lesson(MONDAY)), pupils=places))[0]

    assert record.group == "10A"


def test_a_register_without_school_speaks_of_the_pupils_only_school():
    found = records(rows(lesson(MONDAY)), register(PupilRow("elin", None, "8B")))

    assert [(one.unit_id, one.group) for one in found] == [("north", "8B")]


def test_marks_without_school_belong_to_the_pupils_only_school():
    found = records(
        rows(of("elin", lesson(MONDAY), unit=None)), register(PupilRow("elin", "north", "8B"))
    )

    assert [(one.unit_id, one.group, len(one.days)) for one in found] == [("north", "8B", 1)]


def test_marks_without_school_stay_apart_where_the_pupil_has_two():
    two = register(PupilRow("elin", "north"), PupilRow("elin", "south"))

    found = records(rows(of("elin", lesson(MONDAY), unit=None)), two)

    assert [(one.unit_id, len(one.days)) for one in found] == [
        ("north", 0),
        ("south", 0),
        (None, 1),
    ]


def test_a_grade_without_school_follows_the_pupil_and_one_with_a_school_stays_there():
    everywhere = GradeRow("elin", "MA", "F", passed=False)
    north = GradeRow("elin", "SV", "E", passed=True, unit_id="north")
    left = GradeRow("elin", "EN", "E", passed=True, unit_id="a school that was left")
    two = register(PupilRow("elin", "north"), PupilRow("elin", "south"))

    found = records(two, Portion(grades=(everywhere, north, left)))

    assert [[grade.subject for grade in one.grades] for one in found] == [
        ["MA", "SV", "EN"],
        ["MA", "EN"],
    ]


def test_counted_occasions_and_periods_are_kept_apart_from_days():
    record = records(rows(lesson(MONDAY), occasion(TUESDAY), period(MONDAY, FRIDAY, minutes=900)))[
        0
    ]

    assert (len(record.days), len(record.counted), len(record.periods)) == (1, 1, 1)


def test_nothing_is_told_of_a_pupil_who_is_left_out():
    told = gathered(
        rows(of("elin", lesson(MONDAY)), of("hidden", lesson(TUESDAY))),
        register(PupilRow("hidden", "north", "8B")),
        Portion(grades=(GradeRow("hidden", "MA", "F", passed=False),)),
        without={"hidden"},
    )

    assert (names(told.records()), len(told), told.last_day) == ([("elin", "north")], 1, MONDAY)


def test_the_last_day_and_the_last_registered_day_may_differ():
    told = gathered(rows(lesson(MONDAY), *silent(FRIDAY)))

    assert (told.last_day, told.last_registered_day) == (FRIDAY, MONDAY)


def test_grades_alone_end_on_the_day_the_last_was_set():
    told = gathered(Portion(grades=(GradeRow("elin", "MA", "F", passed=False, set_on=FRIDAY),)))

    assert (told.last_day, told.last_registered_day) == (FRIDAY, None)


def test_nothing_read_has_no_last_day_and_no_records():
    told = gathered()

    assert (told.last_day, list(told.records()), told.unit_days()) == (None, [], {})


def test_school_days_are_those_of_the_units_own_rows():
    told = gathered(rows(of("elin", lesson(MONDAY)), of("adam", unregistered(FRIDAY))))

    assert told.unit_days()["north"].days == (MONDAY, FRIDAY)


def test_a_calendar_knows_school_days_without_rows():
    told = gathered(
        rows(*(lesson(day) for day in weekdays(date(2026, 10, 19), date(2026, 10, 23))))
    )

    days = told.unit_days(calendar=load_calendar("se"), until=date(2026, 11, 3))["north"].days

    # The autumn break is the week after; the two days of November are school days that nobody wrote.
    assert days[-2:] == (date(2026, 11, 2), date(2026, 11, 3))
    assert date(2026, 10, 28) not in days


def test_records_are_the_same_whether_or_not_they_are_kept(monkeypatch):
    file = rows(*lessons(MONDAY, missed=1), of("adam", lesson(TUESDAY)))
    kept = records(file)

    monkeypatch.setattr(gathering, "KEPT_MARKS", 0)
    anew = gathered(file)

    assert list(anew.records()) == list(anew.records()) == kept
    assert len(anew) == len(kept)


MARKS = [
    of(pupil, lesson(day, slot, unexcused=minutes), unit=unit)
    for pupil, unit in (("a", "x"), ("a", "y"), ("b", "x"))
    for day in (MONDAY, TUESDAY)
    for slot, minutes in (("08:10", 0), ("09:20", 60))
]


@given(st.permutations(MARKS), st.integers(1, len(MARKS)))
def test_order_and_portions_change_nothing(marks, size):
    portions = [rows(*marks[start : start + size]) for start in range(0, len(marks), size)]

    assert records(*portions) == records(rows(*MARKS))


def test_grades_of_two_kinds_in_one_subject_stand_beside_each_other():
    told = [
        GradeRow("elin", "Norsk", "1", passed=False, kind="skriftlig"),
        GradeRow("elin", "Norsk", "4", passed=True, kind="muntlig"),
        GradeRow("elin", "Norsk", "2", passed=True, kind="skriftlig"),
    ]
    collection = Gathering()
    collection.add(Portion(grades=tuple(told)))

    (elin,) = collection.close().records()

    assert [one.grade for one in elin.grades] == ["2", "4"]


def test_nought_reported_is_no_registered_day():
    collection = Gathering()
    collection.add(
        Portion(marks=to_batch([lesson(date(2026, 9, 14)), lesson(date(2026, 9, 15), minutes=0)]))
    )

    assert collection.close().last_registered_day == date(2026, 9, 14)
