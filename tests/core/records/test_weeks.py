"""Weeks: the points of the red thread, and where it breaks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.attendance import lessons, record, silent, weekdays
from throughline.records.days import PupilDay
from throughline.records.intervals import wilson
from throughline.records.ledger import Ledger
from throughline.records.weeks import Week, weeks
from throughline.terms.school_years import DateSpan

MONDAYS = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]
DAYS = weekdays(MONDAYS[0], date(2026, 9, 25))


def test_a_week_is_a_share_with_its_interval_counted_over_days():
    kept = record([mark for day in DAYS[:5] for mark in lessons(day, missed=1)])

    (week,) = weeks(kept.days, until=DAYS[4], count=1, school_days=DAYS)

    assert week == Week(MONDAYS[0], wilson(0.2, 5), 1.0, 5, is_break=False)


def test_weeks_come_in_order_up_to_that_of_the_day_asked():
    found = weeks((), until=date(2026, 9, 23), count=3, school_days=DAYS)

    assert [week.monday for week in found] == MONDAYS


def test_the_thread_breaks_where_nothing_was_reported_and_a_break_is_told_from_silence():
    kept = record([mark for day in DAYS[5:10] for mark in silent(day)])

    found = weeks(kept.days, until=date(2026, 9, 27), count=3, school_days=DAYS[5:])

    assert [(week.absence, week.coverage, week.days, week.is_break) for week in found] == [
        (None, None, 0, True),
        (None, 0.0, 0, False),
        (None, None, 0, False),
    ]


def test_a_week_with_lessons_is_no_break_whatever_the_calendar_says():
    kept = record(lessons(DAYS[0]))

    (week,) = weeks(kept.days, until=DAYS[0], count=1, school_days=[])

    assert week.is_break is False


@st.composite
def _days(draw):
    """Days of three weeks of whatever a source may tell, absence without registered time too."""
    minutes = st.one_of(st.none(), st.integers(0, 300))
    days = []
    for day in draw(st.sets(st.sampled_from(DAYS), max_size=15)):
        reported = draw(minutes)
        present = None if reported is None else draw(st.one_of(st.none(), st.integers(0, reported)))
        other = None if present is None else draw(st.integers(0, reported - present))
        missed = draw(minutes)
        days.append(PupilDay(day, draw(minutes), reported, present, unexcused=missed, other=other))
    return sorted(days, key=lambda one: one.day)


@given(days=_days())
def test_a_week_says_what_a_ledger_says_of_its_days(days):
    found = weeks(days, until=DAYS[-1], count=3, school_days=DAYS)

    for week in found:
        totals = Ledger(days).totals(DateSpan(week.monday, week.monday + timedelta(days=6)))
        rate = totals.rate("total")
        assert week.absence == (None if rate is None else wilson(rate, totals.days))
        assert (week.coverage, week.days) == (totals.coverage, totals.days)
