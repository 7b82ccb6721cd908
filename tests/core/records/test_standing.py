"""A standing: one window of one pupil as of a day, without any limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.core.attendance import lessons, occasion, record, weekdays
from throughline.records.patterns import WeekdayPattern
from throughline.records.spells import Spell
from throughline.records.standing import counts, standing
from throughline.records.windows import Window
from throughline.terms.attendance import Status
from throughline.terms.school_years import DateSpan

DAYS = weekdays(date(2026, 9, 14), date(2026, 9, 25))
ROLLING = Window.parse("rolling:5")
FRIDAY = DAYS[4]
MISSED = {DAYS[0], DAYS[1], DAYS[7]}
ELIN = record([mark for day in DAYS for mark in lessons(day, missed=5 if day in MISSED else 0)])


def test_a_standing_tells_minutes_coverage_spells_and_pattern():
    found = standing(ELIN, window=ROLLING, as_of=FRIDAY, school_days=DAYS)

    assert found is not None
    assert (found.span, found.coverage) == (DateSpan(DAYS[0], FRIDAY), 1.0)
    assert (found.totals.rate("total"), found.totals.days) == (0.4, 5)
    assert found.spells == (Spell(DAYS[0], DAYS[1], 2),)
    assert found.pattern == WeekdayPattern(0, 0.5, 1)


def test_a_standing_reads_nothing_after_its_day():
    cut = replace(ELIN, days=ELIN.days[:5])

    whole = standing(ELIN, window=Window.parse("term"), as_of=FRIDAY, school_days=DAYS)

    assert whole == standing(cut, window=Window.parse("term"), as_of=FRIDAY, school_days=DAYS)


def test_a_standing_leaves_out_what_lies_before_the_enrolment():
    newly = replace(ELIN, starts_on=DAYS[1])

    found = standing(newly, window=ROLLING, as_of=FRIDAY, school_days=DAYS)

    assert found is not None
    assert (found.totals.reported, found.spells) == (1200, (Spell(DAYS[1], DAYS[1], 1),))


def test_a_standing_in_a_month_is_to_date_whether_or_not_the_month_is_whole():
    found = standing(ELIN, window=Window.parse("month"), as_of=FRIDAY, school_days=DAYS)

    assert found is not None
    assert found.span == DateSpan(date(2026, 9, 1), FRIDAY)


def test_there_is_no_standing_in_a_window_without_school_days():
    assert standing(ELIN, window=ROLLING, as_of=date(2026, 9, 1), school_days=DAYS) is None


def test_occasions_are_counted_by_their_status():
    counted = record(
        [
            occasion(DAYS[0]),
            occasion(DAYS[1]),
            replace(occasion(DAYS[2], Status.LATE), occasions=3),
            replace(occasion(DAYS[3]), status=None),
        ]
    )

    assert counts(counted) == {Status.UNEXCUSED: 2, Status.LATE: 3}
