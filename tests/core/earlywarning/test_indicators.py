"""What each indicator sees: on the line, just under, nothing scheduled, nothing reported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.attendance import (
    SLOTS,
    absence_only,
    day_row,
    lesson,
    lessons,
    occasion,
    period,
    record,
    silent,
    unit_of,
    unregistered,
    weekdays,
)
from tests.core.earlywarning.asking import DAYS, LAST, asked, attended
from tests.core.earlywarning.policies import minutes, rule, share
from throughline.earlywarning.findings import Gap, Outcome
from throughline.earlywarning.flags import judge
from throughline.terms.school_years import DateSpan

CROSSED, BELOW, THIN, NO_DATA = Outcome.CROSSED, Outcome.BELOW, Outcome.THIN, Outcome.NO_DATA
SEPTEMBER_ENDS, OCTOBER_ENDS = date(2026, 9, 30), date(2026, 10, 30)
ROLLING = share("rolling:20", 0.1, min_coverage=0.8, min_offered=1500)


@pytest.mark.parametrize(
    ("rule_", "missed", "expected"),
    [
        pytest.param(ROLLING, 10, CROSSED, id="at least, on the line"),
        pytest.param(ROLLING, 9, BELOW, id="at least, just under"),
        pytest.param(replace(ROLLING, compare="above"), 10, BELOW, id="above, on the line"),
        pytest.param(replace(ROLLING, compare="above"), 11, CROSSED, id="above, just over"),
    ],
)
def test_a_share_crosses_as_the_rule_compares(rule_, missed, expected):
    finding = asked(rule_, attended(excused=missed))

    assert (finding.outcome, finding.observed) == (expected, missed / 100)
    assert (finding.coverage, finding.days, finding.school_days) == (1.0, 20, 20)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([], (NO_DATA, Gap.REGISTRATION), id="no rows"),
        pytest.param(
            [mark for day in DAYS for mark in silent(day)],
            (NO_DATA, Gap.REGISTRATION),
            id="nothing reported",
        ),
        pytest.param(
            [lesson(day, minutes=0) for day in DAYS],
            (Outcome.NOT_DUE, Gap.NOT_YET),
            id="nothing scheduled",
        ),
        pytest.param([occasion(day) for day in DAYS], (NO_DATA, Gap.COUNTED), id="counts only"),
        pytest.param(
            [absence_only(day, unexcused=60) for day in DAYS],
            (NO_DATA, Gap.ABSENCE_ONLY),
            id="absence only",
        ),
        pytest.param(
            [replace(one, unexcused=None, excused=None) for one in attended()],
            (BELOW, None),
            id="the total needs no kinds",
        ),
    ],
)
def test_a_share_of_what_nobody_told_is_no_share(marks, expected):
    finding = asked(ROLLING, marks)

    assert (finding.outcome, finding.gap) == expected


def test_a_share_of_a_kind_that_nobody_told_is_unknown():
    marks = [replace(one, unexcused=None) for one in attended()]

    finding = asked(replace(ROLLING, scope="unexcused"), marks)

    assert (finding.outcome, finding.gap) == (NO_DATA, Gap.KIND)


def test_silence_in_a_window_without_school_days_is_nothing_to_judge():
    finding = asked(share("month", 0.1), attended(), as_of=date(2026, 8, 31))

    assert finding.outcome is Outcome.NOT_DUE


def test_a_month_before_the_pupil_began_is_nothing_to_judge():
    finding = asked(
        share("month", 0.1),
        attended(days=DAYS[8:]),
        starts_on=date(2026, 10, 1),
    )

    assert (finding.outcome, finding.gap) == (Outcome.NOT_DUE, Gap.NOT_YET)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        pytest.param(16, CROSSED, id="on the line: 16 of 20 days"),
        pytest.param(15, THIN, id="just under: 15 of 20 days"),
    ],
)
def test_a_share_is_judged_from_enough_coverage_up(reported, expected):
    rows = [*(lessons(day, missed=1) for day in DAYS[:reported]), *map(silent, DAYS[reported:])]

    finding = asked(ROLLING, [mark for row in rows for mark in row])

    assert (finding.outcome, finding.coverage) == (expected, reported / 20)
    assert finding.gap is (Gap.COVERAGE if expected is THIN else None)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        pytest.param(75, CROSSED, id="on the line: 1500 min"),
        pytest.param(74, THIN, id="just under: 1480 min"),
    ],
)
def test_a_share_is_judged_from_enough_lesson_time_up(length, expected):
    finding = asked(ROLLING, [lesson(day, minutes=length, excused=length) for day in DAYS])

    assert (finding.outcome, finding.offered) == (expected, 20 * length)
    assert finding.gap is (Gap.LESSON_TIME if expected is THIN else None)


def test_one_lesson_of_unknown_length_does_not_let_thin_data_through():
    rows = [*(lessons(day, missed=5) for day in DAYS[:10]), *map(silent, DAYS[10:])]
    unknown = unregistered(DAYS[0], "15:00", minutes=None)

    finding = asked(ROLLING, [*(mark for row in rows for mark in row), unknown])

    assert (finding.outcome, finding.coverage) == (THIN, None)
    assert finding.most_coverage == 0.5


def test_unknown_lengths_are_judged_and_said_to_be_unknown():
    marks = [replace(one, offered=None) for one in attended(excused=20)]

    finding = asked(ROLLING, marks)

    assert (finding.outcome, finding.coverage, finding.offered) == (CROSSED, None, 2000)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(date(2026, 9, 29), Outcome.NOT_DUE, id="August, before the last of September"),
        pytest.param(SEPTEMBER_ENDS, CROSSED, id="September is whole"),
        pytest.param(date(2026, 10, 16), CROSSED, id="September stands in October"),
    ],
)
def test_a_share_of_a_month_is_judged_when_the_month_is_whole(as_of, expected):
    september = attended(days=weekdays(date(2026, 9, 1), SEPTEMBER_ENDS), excused=20)

    finding = asked(
        share("month", 0.2), september, as_of=as_of, days=[one.starts_on for one in september]
    )

    assert finding.outcome is expected


SUMS = [
    pytest.param(minutes("month", 100, scope="unexcused"), 100.0, id="minutes"),
    pytest.param(rule("occasions", "month", 1, "count", scope="unexcused"), 1, id="occasions"),
]


@pytest.mark.parametrize(("rule_", "observed"), SUMS)
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(DAYS[2], BELOW, id="the day before"),
        pytest.param(DAYS[3], CROSSED, id="the day it is reached"),
        pytest.param(date(2026, 10, 29), CROSSED, id="to the end of the next month"),
        pytest.param(OCTOBER_ENDS, BELOW, id="until the next month is whole without it"),
    ],
)
def test_a_sum_is_reached_inside_its_month_and_stands_through_the_next(
    rule_, observed, as_of, expected
):
    days = weekdays(DAYS[0], OCTOBER_ENDS)
    marks = [lesson(day, minutes=100, unexcused=100 if day == DAYS[3] else 0) for day in days]

    finding = asked(rule_, marks, as_of=as_of, days=days)

    assert finding.outcome is expected
    if expected is CROSSED:
        assert finding.observed == observed
        assert finding.span == DateSpan(DAYS[0], min(as_of, SEPTEMBER_ENDS))


def test_a_sum_that_is_not_reached_speaks_of_the_month_at_hand():
    days = weekdays(DAYS[0], OCTOBER_ENDS)
    marks = [lesson(day, minutes=100, unexcused=10) for day in days]

    finding = asked(minutes("month", 5000, scope="unexcused"), marks, as_of=LAST, days=days)

    assert finding.span == DateSpan(date(2026, 10, 1), LAST)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(2, CROSSED, id="on two days"),
        pytest.param(1, BELOW, id="on one day"),
    ],
)
def test_a_sum_may_have_to_lie_on_several_days(days, expected):
    repeated = minutes("rolling:20", 100, scope="unexcused", min_occasions=2)
    marks = [
        lesson(day, minutes=300, unexcused=200 // days if place < days else 0)
        for place, day in enumerate(DAYS)
    ]

    finding = asked(repeated, marks)

    assert (finding.outcome, finding.occasions) == (expected, days)


def test_a_sum_always_tells_on_how_many_days_it_lay_and_a_share_need_not():
    marks = [lesson(day, minutes=300, unexcused=100) for day in DAYS[:3]]

    assert asked(minutes("rolling:20", 240, scope="unexcused"), marks).occasions == 3
    assert asked(ROLLING, attended(excused=50)).occasions is None


def test_two_lessons_of_one_day_are_one_occasion():
    repeated = minutes("rolling:20", 100, scope="unexcused", min_occasions=2)

    finding = asked(repeated, lessons(DAYS[0], missed=4))

    assert (finding.outcome, finding.occasions, finding.observed) == (BELOW, 1, 240)


def test_a_share_too_may_have_to_lie_on_several_days():
    finding = asked(replace(ROLLING, min_occasions=21), attended(excused=50))

    assert (finding.outcome, finding.occasions) == (BELOW, 20)


def test_absence_told_without_presence_counts_in_a_sum():
    """A file of absences alone is enough for the four hours of CSN."""
    marks = [absence_only(day, unexcused=90) for day in DAYS[:3]]

    finding = asked(minutes("rolling:20", 240, scope="unexcused", min_occasions=2), marks)

    assert (finding.outcome, finding.observed, finding.occasions) == (CROSSED, 270, 3)
    assert finding.coverage is None


@pytest.mark.parametrize(
    ("rule_", "expected"),
    [
        pytest.param(minutes("term", 240, scope="unexcused"), (CROSSED, None), id="a sum"),
        pytest.param(
            minutes("term", 240, scope="unexcused", min_occasions=2),
            (NO_DATA, Gap.SUMMED),
            id="a sum on several days",
        ),
        pytest.param(rule("occasions", "term", 1, "count"), (NO_DATA, Gap.SUMMED), id="occasions"),
        pytest.param(rule("spell", "term", 1, "school_days"), (NO_DATA, Gap.SUMMED), id="spell"),
        pytest.param(rule("weekday", "term", 0.5, "share"), (NO_DATA, Gap.SUMMED), id="weekday"),
        pytest.param(
            rule("late_arrivals", "term", 1, "count"), (NO_DATA, Gap.SUMMED), id="late arrivals"
        ),
    ],
)
def test_a_sum_of_a_longer_time_does_not_tell_days(rule_, expected):
    summed = period(DAYS[0], LAST, minutes=6000, unexcused=600, late=60)

    finding = asked(rule_, [summed])

    assert (finding.outcome, finding.gap) == expected
    assert finding.occasions is None


def test_a_share_is_known_from_sums_too():
    finding = asked(share("term", 0.1), [period(DAYS[0], LAST, minutes=6000, excused=600)])

    assert (finding.outcome, finding.observed, finding.days) == (CROSSED, 0.1, 0)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param(date(2026, 10, 17), CROSSED, id="a Saturday"),
        pytest.param(date(2026, 10, 18), CROSSED, id="a Sunday"),
    ],
)
def test_a_weekend_is_judged_as_the_friday(as_of, expected):
    finding = asked(ROLLING, attended(excused=10), as_of=as_of)

    assert (finding.outcome, finding.school_days) == (expected, 20)


def test_rows_before_the_enrolment_are_not_counted():
    marks = [*attended(days=DAYS[:10], excused=100), *attended(days=DAYS[10:])]

    finding = asked(share("rolling:20", 0.1), marks, starts_on=DAYS[10])

    assert (finding.outcome, finding.observed, finding.school_days) == (BELOW, 0.0, 10)


def test_a_window_reaches_across_the_summer():
    june = weekdays(date(2026, 6, 1), date(2026, 6, 12))
    august = weekdays(date(2026, 8, 17), date(2026, 8, 21))
    marks = [*attended(days=june, excused=30), *attended(days=august)]

    finding = asked(share("rolling:15", 0.2), marks, as_of=august[-1], days=[*june, *august])

    assert (finding.outcome, finding.observed) == (CROSSED, 0.2)


def test_the_leap_day_is_a_school_day_of_its_month():
    february = weekdays(date(2028, 2, 1), date(2028, 2, 29))
    marks = attended(days=february[:-1]) + attended(days=february[-1:], excused=100)

    finding = asked(share("month", 0.01), marks, as_of=date(2028, 2, 29), days=february)

    assert (finding.outcome, finding.observed) == (CROSSED, 1 / len(february))


def test_days_summed_and_lessons_of_one_day_are_not_both_counted():
    marks = [*attended(excused=10), *(day_row(day, excused=300) for day in DAYS)]

    assert asked(ROLLING, marks).observed == 0.1


def test_other_school_activity_counts_as_attended():
    assert asked(ROLLING, attended(other=100)).observed == 0.0


def test_distance_lies_inside_presence_and_late_inside_absence():
    marks = [lesson(day, SLOTS[0], minutes=100, unexcused=10, late=10, distance=90) for day in DAYS]

    finding = asked(ROLLING, marks)

    assert finding.observed == 0.1


def test_a_unit_is_judged_by_its_own_rows():
    kept = record(attended(excused=10))

    finding = judge(kept, unit=unit_of(kept), rule=ROLLING, as_of=LAST)

    assert finding == asked(ROLLING, attended(excused=10))
