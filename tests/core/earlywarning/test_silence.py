"""Silence is not presence: the pupil nobody registers, and the class or school that stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.core.attendance import (
    absence_only,
    lesson,
    lessons,
    occasion,
    period,
    record,
    silent,
    unit_of,
    unit_on,
    weekdays,
)
from tests.core.earlywarning.policies import rule
from throughline.earlywarning.findings import Finding, Gap, Outcome
from throughline.earlywarning.flags import judge
from throughline.records.school_days import by_calendar
from throughline.terms.calendars import Calendar
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from throughline.records.pupil import PupilRecord, UnitDays

DAYS = weekdays(date(2026, 9, 14), date(2026, 9, 25))
LAST = DAYS[-1]
SILENCE = rule("no_data", "rolling:5", 5, "school_days", min_unit_coverage=0.5)


def pupil(pattern: str, *, group: str | None = "9A") -> PupilRecord:
    """A day for each sign: ``.`` registered, ``?`` not registered, ``-`` no row, ``0`` no lessons."""
    rows = {
        ".": lessons,
        "?": silent,
        "-": lambda day: [],
        "0": lambda day: [lesson(day, minutes=0)],
    }
    marks = [mark for day, sign in zip(DAYS, pattern, strict=False) for mark in rows[sign](day)]
    return record(marks, group=group)


def silence(kept: PupilRecord, *others: PupilRecord, as_of: date = LAST) -> Finding:
    unit = unit_of(kept, *others) if kept.days or others else unit_on([])
    return judge(kept, unit=unit, rule=SILENCE, as_of=as_of)


PRESENT = pupil(".........."), pupil("..........")


@pytest.mark.parametrize(
    ("pattern", "outcome", "days"),
    [
        pytest.param(".....?????", Outcome.CROSSED, 5, id="on the line"),
        pytest.param("......????", Outcome.BELOW, 4, id="just under"),
        pytest.param("??????????", Outcome.CROSSED, 10, id="from the first day on"),
        pytest.param(".........?", Outcome.BELOW, 1, id="today only"),
        pytest.param("..........", Outcome.BELOW, 0, id="registered"),
        pytest.param("?????????.", Outcome.BELOW, 0, id="registered again"),
        pytest.param(".....-----", Outcome.CROSSED, 5, id="no rows any more"),
        pytest.param("....??-?-?", Outcome.CROSSED, 6, id="rows now and then"),
        pytest.param("....?0????", Outcome.CROSSED, 5, id="a day without lessons is none of them"),
        pytest.param("....?0???0", Outcome.BELOW, 4, id="today without lessons is none of them"),
    ],
)
def test_school_days_in_a_row_without_registration_are_counted(pattern, outcome, days):
    finding = silence(pupil(pattern), *PRESENT)

    assert (finding.outcome, finding.observed) == (outcome, days)


def test_a_silence_speaks_of_its_first_day_and_covers_nothing():
    finding = silence(pupil(".....?????"), *PRESENT)

    assert (finding.span, finding.coverage) == (DateSpan(DAYS[5], LAST), 0.0)
    assert (finding.gap, finding.school_days) == (Gap.REGISTRATION, 5)


@pytest.mark.parametrize(
    ("classmates", "expected"),
    [
        pytest.param([".........."] * 3, False, id="the silent leaver among registered classmates"),
        pytest.param([".....?????"] * 3, True, id="the class stopped"),
        pytest.param(["..........", ".....?????"], False, id="on the line: half are registered"),
        pytest.param(["..........", ".....?????", ".....?????"], True, id="just under half"),
        pytest.param([], False, id="a unit with one pupil: nobody to compare with"),
        pytest.param([".....-----"] * 3, False, id="classmates without rows tell nothing"),
    ],
)
def test_a_silent_class_is_the_schools_own(classmates, expected):
    finding = silence(pupil(".....?????"), *map(pupil, classmates))

    assert (finding.outcome, finding.of_unit) == (Outcome.CROSSED, expected)


def test_the_silent_pupil_is_not_counted_among_the_classmates():
    """One registered and one silent classmate are half, whatever the pupil is."""
    others = [pupil(".........."), pupil(".....?????")]

    assert silence(pupil(".....?????"), *others).of_unit is False
    assert silence(pupil(".....-----"), *others).of_unit is False


def test_another_class_does_not_speak_for_the_class():
    others = [pupil("..........", group="9B")] * 5

    assert silence(pupil(".....?????"), pupil(".....?????"), *others).of_unit is True


def test_a_unit_of_which_nobody_tells_who_was_registered_is_not_blamed():
    finding = judge(pupil(".....?????"), unit=unit_on(DAYS), rule=SILENCE, as_of=LAST)

    assert (finding.outcome, finding.of_unit) == (Outcome.CROSSED, False)


def test_a_day_on_which_the_class_has_no_lessons_is_no_silence():
    classmate = pupil("......-...")

    finding = silence(pupil(".....?-???"), classmate, pupil("..........", group="9B"))

    assert (finding.outcome, finding.observed) == (Outcome.BELOW, 4)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        pytest.param("9A", Outcome.CROSSED, id="a class with rows"),
        pytest.param("9C", Outcome.CROSSED, id="a class of which there is no row"),
        pytest.param(None, Outcome.CROSSED, id="no class"),
    ],
)
def test_a_pupil_with_no_rows_at_all_is_not_taken_for_present(group, expected):
    finding = silence(pupil("", group=group), *PRESENT)

    assert (finding.outcome, finding.observed, finding.of_unit) == (expected, 10, False)
    assert finding.span == DateSpan(DAYS[0], LAST)


def test_a_silence_does_not_reach_back_before_the_enrolment():
    newcomer = replace(pupil(""), starts_on=DAYS[6])

    assert silence(newcomer, *PRESENT).observed == 4


def test_a_silence_does_not_reach_back_before_the_first_row_of_a_newcomer():
    assert silence(pupil("------????"), *PRESENT).observed == 4


CALENDAR = Calendar("test", "se", {}, school_years=(DateSpan(DAYS[0], LAST),))


def by_days(*records: PupilRecord) -> UnitDays:
    return by_calendar(unit_of(*records), CALENDAR, until=LAST)


def test_a_school_that_stopped_sending_rows_is_seen_by_its_calendar():
    kept, mate = pupil("....."), pupil(".....")

    finding = judge(kept, unit=by_days(kept, mate), rule=SILENCE, as_of=LAST)

    assert (finding.outcome, finding.observed, finding.of_unit) == (Outcome.CROSSED, 5, True)


def test_without_a_calendar_days_without_rows_are_no_school_days():
    kept, mate = pupil("....."), pupil(".....")

    assert silence(kept, mate).outcome is Outcome.BELOW


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param([occasion(DAYS[0])], id="a source that only counts"),
        pytest.param([period(DAYS[0], DAYS[1], minutes=600)], id="a source of sums"),
        pytest.param(
            [absence_only(DAYS[0], unexcused=60)], id="a source that only tells of absence"
        ),
    ],
)
def test_sources_that_never_tell_what_was_registered_are_not_silent(marks):
    assert silence(record(marks), *PRESENT).outcome is Outcome.NOT_DUE


def test_a_unit_without_school_days_is_not_silent():
    assert silence(pupil("")).outcome is Outcome.NOT_DUE


def test_a_unit_whose_rows_only_tell_of_absence_is_not_silent():
    away = record([absence_only(day, unexcused=60) for day in DAYS])

    assert silence(pupil(""), away).outcome is Outcome.NOT_DUE


def test_a_newcomer_of_whom_nothing_is_due_yet_is_not_said_to_be_registered():
    newcomer = replace(pupil(""), starts_on=date(2026, 9, 26))

    assert silence(newcomer, *PRESENT, as_of=date(2026, 9, 26)).outcome is Outcome.NOT_DUE


def test_a_day_of_absence_alone_was_registered_by_somebody():
    marks = [*silent(DAYS[0]), absence_only(DAYS[5], unexcused=60), *silent(DAYS[9])]

    assert silence(record(marks), *PRESENT).observed == 4


def test_a_sum_tells_of_its_days_once_it_is_closed():
    kept = record([*lessons(DAYS[0]), period(DAYS[1], DAYS[8], minutes=2400)])

    assert silence(kept, *PRESENT, as_of=DAYS[7]).observed == 7
    assert silence(kept, *PRESENT, as_of=LAST).observed == 1


def test_nothing_that_comes_later_breaks_a_silence():
    kept = pupil("??????....")

    assert silence(kept, *PRESENT, as_of=DAYS[5]).outcome is Outcome.CROSSED
