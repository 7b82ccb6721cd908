"""The ledger: any span is one subtraction, and says what it knows and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.attendance import (
    SLOTS,
    absence_only,
    day_row,
    lesson,
    lessons,
    period,
    record,
    silent,
    unregistered,
    weekdays,
)
from throughline.records.ledger import Ledger, Totals
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from throughline.terms.attendance import Mark

MONDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 18)
WEEK = DateSpan(MONDAY, FRIDAY)
SEPTEMBER = DateSpan(date(2026, 9, 1), date(2026, 9, 30))
AUTUMN = DateSpan(date(2026, 7, 1), date(2026, 12, 31))


def totals(marks: list[Mark], span: DateSpan = WEEK) -> Totals:
    kept = record(marks)
    return Ledger(kept.days, kept.periods).totals(span)


def week(missed: int = 0, kind: str = "unexcused") -> list[Mark]:
    return [
        mark for day in weekdays(MONDAY, FRIDAY) for mark in lessons(day, missed=missed, kind=kind)
    ]


def test_a_rate_is_absent_minutes_of_reported_ones():
    sums = totals(week(missed=1))

    assert (sums.reported, sums.absent, sums.rate("total")) == (1500, 300, 0.2)
    assert (sums.coverage, sums.days) == (1.0, 5)


def test_an_unreported_lesson_lowers_coverage_and_no_rate():
    sums = totals([lesson(MONDAY, SLOTS[0], unexcused=30), unregistered(MONDAY, SLOTS[1])])

    assert (sums.rate("total"), sums.coverage) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([], None, id="no rows"),
        pytest.param(silent(MONDAY), None, id="nothing reported"),
        pytest.param([lesson(MONDAY, minutes=0)], None, id="nothing scheduled"),
        pytest.param([absence_only(MONDAY, unexcused=60)], None, id="presence not told"),
    ],
)
def test_there_is_no_rate_without_reported_minutes(marks, expected):
    assert totals(marks).rate("total") is expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param([], None, id="no rows"),
        pytest.param(silent(MONDAY), 0.0, id="nothing reported"),
        pytest.param([lesson(MONDAY, minutes=0)], None, id="nothing scheduled"),
        pytest.param(
            [lesson(MONDAY), unregistered(date(2026, 9, 15), minutes=None)],
            1.0,
            id="a silent day of unknown length adds nothing",
        ),
        pytest.param(
            [lesson(MONDAY, SLOTS[0]), unregistered(MONDAY, SLOTS[1], minutes=None)],
            None,
            id="a lesson of unknown length on a registered day",
        ),
        pytest.param(
            [absence_only(MONDAY, offered=60, unexcused=60)], None, id="presence not told"
        ),
    ],
)
def test_coverage_is_unknown_where_either_side_is(marks, expected):
    assert totals(marks).coverage == expected


def test_coverage_of_unknown_lengths_has_an_upper_bound():
    hidden = [lesson(MONDAY, SLOTS[0]), unregistered(MONDAY, SLOTS[1], minutes=None)]

    sums = totals([*hidden, *silent(FRIDAY)])

    assert (sums.coverage, sums.least_offered) == (None, 360)
    assert sums.most_coverage == pytest.approx(60 / 360)


def test_the_upper_bound_is_the_coverage_itself_where_that_is_known():
    sums = totals([*lessons(MONDAY), *silent(FRIDAY)])

    assert sums.most_coverage == sums.coverage == 0.5


def test_nothing_known_has_no_upper_bound():
    assert totals([]).most_coverage is None


def test_more_reported_than_offered_is_no_more_than_all():
    generous = replace(lesson(MONDAY), offered=59)

    assert totals([generous]).coverage == 1.0


@pytest.mark.parametrize("kind", ["excused", "unexcused", "unresolved"])
def test_a_kind_has_minutes_and_a_rate_of_its_own(kind):
    sums = totals(week(missed=1, kind=kind))

    assert (sums.minutes(kind), sums.rate(kind)) == (300, 0.2)
    assert sums.minutes("total") == 300


def test_late_and_scattered_are_asked_like_kinds():
    sums = totals(
        [lesson(MONDAY, SLOTS[0], unexcused=60), lesson(MONDAY, SLOTS[1], excused=6, late=6)]
    )

    assert (sums.minutes("scattered"), sums.rate("scattered")) == (60, 0.5)
    assert (sums.minutes("late"), sums.rate("late"), sums.late_count) == (6, 0.05, 1)


def test_days_at_the_edges_of_a_span_are_inside():
    marks = [lesson(MONDAY, unexcused=60), lesson(FRIDAY, unexcused=60)]

    assert totals(marks, WEEK).minutes("unexcused") == 120
    assert totals(marks, DateSpan(MONDAY, FRIDAY - timedelta(days=1))).minutes("unexcused") == 60
    assert totals(marks, DateSpan(MONDAY + timedelta(days=1), FRIDAY)).minutes("unexcused") == 60


def test_days_with_something_registered_are_the_looks():
    marks = [*lessons(MONDAY), *silent(FRIDAY)]

    assert totals(marks).days == 1


def test_a_period_counts_where_it_lies_wholly_inside():
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600)

    assert totals([september], SEPTEMBER).rate("total") == 0.1
    assert totals([september], WEEK).rate("total") is None
    assert totals([september], DateSpan(date(2026, 9, 2), date(2026, 9, 30))).reported is None
    assert totals([september], DateSpan(date(2026, 9, 1), date(2026, 9, 29))).reported is None


def test_a_period_is_never_added_to_days_of_the_same_time():
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600)

    sums = totals([september, *lessons(MONDAY)], SEPTEMBER)

    assert (sums.offered, sums.excused) == (300, 0)


@pytest.mark.parametrize(
    "day", [SEPTEMBER.starts_on, SEPTEMBER.ends_on], ids=["its first day", "its last day"]
)
def test_a_day_at_the_edge_of_a_period_replaces_it(day):
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600)

    assert totals([september, *lessons(day)], SEPTEMBER).offered == 300


def test_a_period_beside_days_of_another_time_is_added():
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600)

    sums = totals([september, *lessons(date(2026, 10, 1), missed=5)], AUTUMN)

    assert (sums.offered, sums.absent) == (6300, 900)


def test_of_a_term_and_its_months_the_months_are_believed():
    months = [
        period(date(2026, 8, 18), date(2026, 8, 31), minutes=3000, excused=300),
        period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600),
    ]
    term = period(date(2026, 8, 18), date(2026, 9, 30), minutes=9000, excused=4500)

    assert totals([term, *months], AUTUMN).excused == 900
    assert totals([*months, term], AUTUMN).excused == 900


def test_a_longer_sum_that_arrives_later_never_changes_what_stood():
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600)
    across = period(date(2026, 9, 28), date(2026, 10, 4), minutes=1500, excused=1500)

    assert totals([september, across], SEPTEMBER) == totals([september], SEPTEMBER)
    assert totals([september, across], AUTUMN).excused == 600


def test_periods_that_follow_each_other_are_both_believed():
    first = period(date(2026, 9, 1), date(2026, 9, 15), minutes=3000, excused=300)
    second = period(date(2026, 9, 16), date(2026, 9, 30), minutes=3000, excused=30)

    assert totals([first, second], SEPTEMBER).excused == 330


def test_subjects_of_one_period_are_parts_of_it():
    swedish = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=600, slot="sv", excused=60)
    maths = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=600, slot="ma", unexcused=60)

    sums = totals([swedish, maths], SEPTEMBER)

    assert (sums.offered, sums.absent) == (1200, 120)


def test_a_period_of_unknown_length_hides_the_length_of_the_whole():
    untold = replace(
        period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=600), offered=None
    )

    sums = totals([untold, *lessons(date(2026, 10, 1))], AUTUMN)

    assert (sums.offered, sums.coverage, sums.least_offered) == (None, None, 6300)


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(0, 1, id="the period tells of none"),
        pytest.param(30, None, id="the period tells minutes, not how often"),
    ],
)
def test_late_arrivals_inside_a_sum_cannot_be_counted(late, expected):
    september = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=60, late=late)

    sums = totals([september, lesson(date(2026, 10, 1), excused=5, late=5)], AUTUMN)

    assert sums.late_count == expected


def test_a_period_silent_of_late_arrivals_leaves_their_number_unknown():
    untold = replace(
        period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, excused=60), late=None
    )

    assert totals([untold], SEPTEMBER).late_count is None


def test_absence_told_without_presence_counts_in_minutes_and_in_no_rate():
    marks = [*lessons(MONDAY), absence_only(FRIDAY, unexcused=60, late=5, excused=10)]

    sums = totals(marks)

    assert (sums.minutes("unexcused"), sums.minutes("total"), sums.minutes("late")) == (60, 70, 5)
    assert (sums.rate("unexcused"), sums.rate("total")) == (0.0, 0.0)


def test_absence_only_days_outside_the_span_are_left_out():
    sums = totals([absence_only(FRIDAY, unexcused=60)], DateSpan(MONDAY, date(2026, 9, 17)))

    assert (sums.minutes("unexcused"), sums.beside) == (None, {})


def test_a_period_of_absence_without_presence_counts_in_minutes_too():
    told = period(SEPTEMBER.starts_on, SEPTEMBER.ends_on, minutes=6000, unexcused=600)
    untold = replace(told, reported=None, present=None)

    sums = totals([untold], SEPTEMBER)

    assert (sums.minutes("unexcused"), sums.rate("unexcused"), sums.coverage) == (600, None, None)
    assert sums.offered == 6000


def test_the_same_span_asked_twice_is_the_same_answer():
    kept = record(week(missed=1))
    ledger = Ledger(kept.days)

    assert ledger.totals(WEEK) is ledger.totals(WEEK)


def test_a_days_sum_is_a_row_like_any_other():
    sums = totals([day_row(MONDAY, excused=150)])

    assert (sums.rate("total"), sums.minutes("scattered")) == (0.5, None)


_kinds = st.sampled_from(["excused", "unexcused", "unresolved", "other"])


@st.composite
def _week(draw: st.DrawFn) -> list[Mark]:
    marks = []
    for day in weekdays(MONDAY, FRIDAY):
        for slot in SLOTS[: draw(st.integers(0, 3))]:
            kind, missed = draw(_kinds), draw(st.sampled_from([0, 20, 60]))
            marks.append(lesson(day, slot, **{kind: missed}))
    return marks


@given(marks=_week(), place=st.integers(0, 14))
def test_an_unreported_lesson_never_makes_a_rate_look_better(marks, place):
    if not marks:
        return
    changed = marks[place % len(marks)]
    rest = [mark for mark in marks if mark is not changed]
    before = totals(marks)

    after = totals([*rest, unregistered(changed.starts_on, changed.slot)])

    assert after.rate("total") == totals(rest).rate("total")
    assert (after.coverage or 0) < (before.coverage or 0)
    assert after.offered == before.offered


@given(marks=_week(), cut=st.dates(MONDAY, FRIDAY))
def test_two_parts_of_a_span_sum_to_the_whole(marks, cut):
    parts = [
        totals(marks, DateSpan(MONDAY, cut)),
        totals(marks, DateSpan(cut + timedelta(days=1), FRIDAY)),
    ]

    whole = totals(marks)

    for name in ("offered", "reported", "present", "excused", "unexcused", "unresolved", "other"):
        assert (getattr(whole, name) or 0) == sum(getattr(part, name) or 0 for part in parts)
    assert whole.days == sum(part.days for part in parts)


TO_FRIDAY = DateSpan(date(2026, 9, 16), FRIDAY)


def test_what_came_before_a_window_is_no_part_of_its_late_arrivals_or_time():
    marks = [lesson(day, unexcused=10, late=10) for day in weekdays(MONDAY, FRIDAY)]

    sums = totals(marks, TO_FRIDAY)

    assert (sums.late_count, sums.least_offered, sums.days) == (3, 180, 3)


def test_what_nobody_knows_the_length_of_adds_no_time():
    """A day of unknown length and no registration, and a period of the same."""
    marks = [
        lesson(FRIDAY),
        unregistered(MONDAY, minutes=None),
        replace(
            period(date(2026, 9, 1), date(2026, 9, 10), minutes=0), offered=None, reported=None
        ),
    ]

    assert totals(marks, SEPTEMBER).least_offered == 60


def test_of_two_periods_that_end_together_the_shorter_is_believed():
    whole = period(date(2026, 9, 1), date(2026, 9, 30), minutes=6000, unexcused=600)
    half = period(date(2026, 9, 15), date(2026, 9, 30), minutes=3000, unexcused=30)

    for marks in ([whole, half], [half, whole]):
        assert totals(marks, SEPTEMBER).minutes("unexcused") == 30


def test_of_two_periods_that_share_a_day_the_first_is_believed():
    first = period(date(2026, 9, 1), date(2026, 9, 15), minutes=3000, unexcused=30)
    second = period(date(2026, 9, 15), date(2026, 9, 30), minutes=3000, unexcused=300)

    assert totals([second, first], SEPTEMBER).minutes("unexcused") == 30
