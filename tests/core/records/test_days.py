"""Pupil-days: minutes add up, the finest and the last are believed, unknown stays unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.attendance import (
    LESSON,
    SLOTS,
    absence_only,
    day_row,
    lesson,
    lessons,
    occasion,
    period,
    unregistered,
)
from throughline.records.days import PupilDay, only_counts, roll_up
from throughline.terms.attendance import KIND_FIELDS, Granularity, Mark, Status

MONDAY, TUESDAY = date(2026, 9, 14), date(2026, 9, 15)


def rolled(*marks: Mark) -> PupilDay:
    """The one day that the marks are of."""
    (day,) = roll_up(marks)
    return day


def test_the_lessons_of_a_day_are_summed_kind_by_kind():
    day = rolled(
        lesson(MONDAY, SLOTS[0], excused=60),
        lesson(MONDAY, SLOTS[1], unexcused=20, late=20),
        lesson(MONDAY, SLOTS[2], unresolved=60),
        lesson(MONDAY, SLOTS[3], other=30),
        lesson(MONDAY, SLOTS[4], distance=60),
    )

    assert day == PupilDay(
        MONDAY,
        offered=300,
        reported=300,
        present=130,
        excused=60,
        unexcused=20,
        unresolved=60,
        other=30,
        late=20,
        distance=60,
        scattered=0,
        late_count=1,
    )


def test_days_come_in_order_whatever_the_order_of_marks():
    days = roll_up([*lessons(TUESDAY), *lessons(MONDAY)])

    assert [one.day for one in days] == [MONDAY, TUESDAY]


def test_absence_is_what_was_neither_attended_nor_other_school_activity():
    day = rolled(lesson(MONDAY, excused=10, unexcused=5, unresolved=5, other=20))

    assert day.absent == 20


def test_late_lies_inside_the_absence_and_distance_inside_the_presence():
    late = rolled(lesson(MONDAY, unexcused=10, late=10))
    distant = rolled(lesson(MONDAY, distance=60))

    assert (late.absent, late.late) == (10, 10)
    assert (distant.absent, distant.present) == (0, 60)


def test_an_unregistered_lesson_is_offered_and_neither_presence_nor_absence():
    day = rolled(lesson(MONDAY, SLOTS[0], unexcused=60), unregistered(MONDAY, SLOTS[1]))

    assert (day.offered, day.reported, day.present, day.absent) == (120, 60, 0, 60)


def test_a_day_with_nothing_registered_is_unknown():
    day = rolled(unregistered(MONDAY))

    assert day == PupilDay(MONDAY, offered=60)
    assert (day.absent, day.tells_absence_only) == (None, False)


def test_of_two_granularities_the_finer_is_believed():
    day = rolled(day_row(MONDAY, excused=300), lesson(MONDAY, unexcused=60))

    assert (day.offered, day.excused, day.unexcused) == (60, 0, 60)


def test_of_two_marks_with_one_key_the_last_is_believed():
    day = rolled(lesson(MONDAY, unexcused=60), lesson(MONDAY))

    assert (day.offered, day.unexcused) == (60, 0)


def test_two_lessons_of_one_day_are_two():
    day = rolled(lesson(MONDAY, SLOTS[0]), lesson(MONDAY, SLOTS[1]))

    assert day.offered == 120


def test_periods_and_counted_occasions_are_no_days():
    marks = [period(MONDAY, TUESDAY, minutes=600), occasion(MONDAY)]

    assert roll_up(marks) == []


def test_one_lesson_of_unknown_length_makes_the_length_of_the_day_unknown():
    day = rolled(lesson(MONDAY, SLOTS[0]), unregistered(MONDAY, SLOTS[1], minutes=None))

    assert (day.offered, day.reported) == (None, 60)


def test_registered_time_of_unknown_presence_is_not_taken_for_absence():
    untold = replace(lesson(MONDAY, SLOTS[1]), present=None)

    day = rolled(lesson(MONDAY, SLOTS[0]), untold)

    assert (day.reported, day.present, day.absent) == (120, None, None)


def test_absence_told_without_presence_is_known_and_registers_nothing():
    day = rolled(absence_only(MONDAY, SLOTS[0], unexcused=60), absence_only(MONDAY, SLOTS[1]))

    assert (day.unexcused, day.reported, day.absent) == (60, None, None)
    assert day.tells_absence_only
    assert day.minutes("total") == 60


def test_beside_registered_lessons_one_that_tells_absence_only_counts_as_not_registered():
    day = rolled(lesson(MONDAY, SLOTS[0]), absence_only(MONDAY, SLOTS[1], offered=60, unexcused=20))

    assert (day.offered, day.reported, day.unexcused) == (120, 60, 0)
    assert not day.tells_absence_only


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("total", 40),
        ("excused", 10),
        ("unexcused", 20),
        ("unresolved", 10),
        ("late", 5),
        ("scattered", 0),
    ],
)
def test_the_minutes_of_a_day_are_asked_by_scope(scope, expected):
    day = rolled(lesson(MONDAY, excused=10, unexcused=20, unresolved=10, late=5))

    assert day.minutes(scope) == expected


def test_the_minutes_of_a_silent_day_are_unknown_in_every_scope():
    day = rolled(unregistered(MONDAY))

    scopes = ("total", "excused", "unexcused", "unresolved", "late", "scattered")
    assert [day.minutes(scope) for scope in scopes] == [None] * 6


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param(lessons(MONDAY, missed=2), 120, id="two whole lessons on an attended day"),
        pytest.param(lessons(MONDAY, missed=5), 0, id="the whole day"),
        pytest.param(lessons(MONDAY, missed=2, kind="excused"), 0, id="with a reason"),
        pytest.param(lessons(MONDAY, missed=2, kind="unresolved"), 0, id="nobody has judged it"),
        pytest.param(
            [lesson(MONDAY, SLOTS[0], unexcused=20, late=20), lesson(MONDAY, SLOTS[1])],
            0,
            id="late is no whole lesson",
        ),
        pytest.param(
            [lesson(MONDAY, SLOTS[0], unexcused=60), lesson(MONDAY, SLOTS[1], other=60)],
            60,
            id="other school activity counts as attended",
        ),
        pytest.param(
            [lesson(MONDAY, SLOTS[0], unexcused=30, other=30), lesson(MONDAY, SLOTS[1])],
            0,
            id="a lesson partly spent on other school activity is not missed whole",
        ),
        pytest.param([day_row(MONDAY, unexcused=60)], None, id="a day's sum tells of no lessons"),
        pytest.param([unregistered(MONDAY)], None, id="nothing registered"),
        pytest.param([absence_only(MONDAY, unexcused=60)], None, id="presence not told"),
    ],
)
def test_scattered_is_whole_missed_lessons_on_an_attended_day(marks, expected):
    assert rolled(*marks).scattered == expected


def test_late_arrivals_are_counted_lesson_by_lesson():
    day = rolled(
        lesson(MONDAY, SLOTS[0], unexcused=5, late=5),
        lesson(MONDAY, SLOTS[1], excused=10, late=10),
        lesson(MONDAY, SLOTS[2]),
    )

    assert day.late_count == 2


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        pytest.param(occasion(MONDAY), True, id="a status and an occasion"),
        pytest.param(replace(occasion(MONDAY), offered=60), True, id="with the lesson's length"),
        pytest.param(
            replace(lesson(MONDAY), status=Status.PRESENT, occasions=1), False, id="with minutes"
        ),
        pytest.param(
            replace(absence_only(MONDAY, unexcused=60), occasions=1),
            False,
            id="with minutes of absence",
        ),
        pytest.param(lesson(MONDAY), False, id="without occasions"),
    ],
)
def test_a_mark_only_counts_when_it_tells_no_minutes(mark, expected):
    assert only_counts(mark) is expected


_minutes = st.integers(0, 20)


@st.composite
def _lessons(draw: st.DrawFn) -> Mark:
    slot = draw(st.sampled_from(SLOTS))
    if draw(st.booleans()):
        return unregistered(MONDAY, slot)
    kinds = {name: draw(_minutes) for name in KIND_FIELDS if name != "present"}
    return lesson(MONDAY, slot, minutes=sum(kinds.values()) + draw(_minutes), **kinds)


@given(marks=st.lists(_lessons(), min_size=1, max_size=5, unique_by=lambda mark: mark.slot))
def test_minutes_add_up(marks):
    day = rolled(*marks)

    assert (day.reported or 0) == sum(getattr(day, name) or 0 for name in KIND_FIELDS)
    assert (day.reported or 0) <= (day.offered or 0)
    assert (day.absent or 0) == sum(
        day_kind or 0 for day_kind in (day.excused, day.unexcused, day.unresolved)
    )
    assert (day.scattered or 0) <= (day.unexcused or 0)


@given(
    marks=st.lists(_lessons(), min_size=1, max_size=5, unique_by=lambda mark: mark.slot),
    data=st.data(),
)
def test_the_order_of_marks_changes_nothing(marks, data):
    shuffled = data.draw(st.permutations(marks))

    assert roll_up(shuffled) == roll_up(marks)


@given(mark=_lessons())
def test_a_lesson_told_twice_counts_once(mark):
    assert roll_up([mark, mark]) == roll_up([mark])


def test_a_granularity_is_part_of_the_key():
    day = rolled(lesson(MONDAY, ""), day_row(MONDAY))

    assert day.offered == LESSON
    assert {one.granularity for one in (lesson(MONDAY, ""), day_row(MONDAY))} == {
        Granularity.LESSON,
        Granularity.DAY,
    }


@pytest.mark.parametrize(
    ("kinds", "total"),
    [
        ({"excused": 60}, 60),
        ({"unexcused": 60}, 60),
        ({"unresolved": 60}, 60),
        ({"excused": 10, "unexcused": 20, "unresolved": 40}, 70),
        ({"excused": 0}, 0),
    ],
)
def test_where_absence_alone_is_told_its_kinds_are_the_total(kinds, total):
    assert rolled(absence_only(MONDAY, **kinds)).minutes("total") == total
