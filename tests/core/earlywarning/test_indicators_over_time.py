"""What the indicators of occasions, late arrivals, spells, weekdays, trends and grades see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.core.attendance import (
    lesson,
    lessons,
    silent,
    unregistered,
    weekdays,
)
from tests.core.earlywarning.asking import DAYS, LAST, asked, attended
from tests.core.earlywarning.policies import rule
from throughline.earlywarning.findings import Gap, Outcome
from throughline.terms.people import GradeRow
from throughline.terms.school_years import DateSpan

CROSSED, BELOW, THIN, NO_DATA = Outcome.CROSSED, Outcome.BELOW, Outcome.THIN, Outcome.NO_DATA


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        pytest.param({1, 2, 5, 9}, (CROSSED, 3), id="on the line: three runs"),
        pytest.param({1, 2, 3, 9}, (BELOW, 2), id="just under: two runs"),
        pytest.param(set(), (BELOW, 0), id="none"),
    ],
)
def test_occasions_are_runs_of_absence_days(missed, expected):
    rows = [lessons(day, missed=5 * (place in missed)) for place, day in enumerate(DAYS)]

    finding = asked(rule("occasions", "term", 3, "count"), [mark for row in rows for mark in row])

    assert (finding.outcome, finding.observed) == expected


@pytest.mark.parametrize("indicator", ["occasions", "spell"])
def test_runs_of_a_kind_that_nobody_tells_are_unknown(indicator):
    unit = "count" if indicator == "occasions" else "school_days"
    marks = [replace(lesson(day, excused=60), unexcused=None) for day in DAYS]

    finding = asked(rule(indicator, "term", 3, unit, scope="unexcused"), marks)

    assert (finding.outcome, finding.gap) == (NO_DATA, Gap.KIND)


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(5, (CROSSED, 5), id="on the line"),
        pytest.param(4, (BELOW, 4), id="just under"),
        pytest.param(0, (BELOW, 0), id="never late"),
    ],
)
def test_late_arrivals_are_counted_and_their_minutes_are_not(late, expected):
    marks = [
        lesson(day, unexcused=9 if place < late else 0, late=9 if place < late else 0)
        for place, day in enumerate(DAYS)
    ]

    finding = asked(rule("late_arrivals", "rolling:20", 5, "count"), marks)

    assert (finding.outcome, finding.observed) == expected


@pytest.mark.parametrize(
    ("marks", "gap"),
    [
        pytest.param([replace(one, late=None) for one in attended()], Gap.KIND, id="not told"),
        pytest.param(
            [mark for day in DAYS for mark in silent(day)], Gap.REGISTRATION, id="silence"
        ),
    ],
)
def test_late_arrivals_that_nobody_tells_are_unknown(marks, gap):
    finding = asked(rule("late_arrivals", "rolling:20", 5, "count"), marks)

    assert (finding.outcome, finding.gap) == (NO_DATA, gap)


SPELL = rule("spell", "rolling:10", 5, "school_days", scope="unexcused")


def run(pattern: str) -> list:
    """``x`` an unexcused day, ``.`` an attended one, ``?`` one that nobody registered; last is today."""
    rows = {"x": lambda day: lessons(day, missed=5), ".": lessons, "?": silent}
    last = DAYS[-len(pattern) :]
    return [mark for day, sign in zip(last, pattern, strict=True) for mark in rows[sign](day)]


@pytest.mark.parametrize(
    ("pattern", "expected", "observed"),
    [
        pytest.param("...xxxxx", CROSSED, 5, id="on the line"),
        pytest.param("....xxxx", BELOW, 4, id="just under"),
        pytest.param("xxxxxxx.", BELOW, 0, id="back at school"),
        pytest.param("xxx??xx?", CROSSED, 5, id="silent days between are not counted"),
        pytest.param("????????", NO_DATA, None, id="silence is no absence"),
        pytest.param("xxxxx" + "?" * 10, NO_DATA, None, id="nothing registered for a whole window"),
        pytest.param("xxxxx" + "?" * 9, CROSSED, 5, id="the last absence is still in the window"),
        pytest.param("x" * 15, CROSSED, 15, id="longer than the window"),
    ],
)
def test_a_spell_is_the_absence_that_goes_on(pattern, expected, observed):
    finding = asked(SPELL, run(pattern))

    assert (finding.outcome, finding.observed) == (expected, observed)


def test_a_spell_speaks_of_the_days_it_has_lasted():
    finding = asked(SPELL, run("..xxx?xxx"))

    assert finding.span == DateSpan(DAYS[-7], LAST)
    assert (finding.days, finding.coverage) == (6, 6 / 7)


WEEKDAY = rule("weekday", "rolling:20", 0.6, "share", min_occasions=3, min_level=0.05)


def on(pattern: dict[int, int]) -> list:
    return [
        mark
        for place, day in enumerate(DAYS)
        for mark in lessons(day, missed=pattern.get(place, 0))
    ]


@pytest.mark.parametrize(
    ("pattern", "expected", "observed"),
    [
        pytest.param(
            {0: 1, 5: 1, 10: 1, 3: 1, 4: 1}, CROSSED, 0.6, id="on the line: three of five"
        ),
        pytest.param({0: 1, 5: 1, 10: 1, 3: 1, 4: 1, 6: 1}, BELOW, 0.5, id="just under"),
        pytest.param({0: 3, 5: 2}, BELOW, 1.0, id="on two Mondays only"),
        pytest.param({0: 1, 5: 1, 10: 1}, BELOW, 1.0, id="three lessons of a hundred are too few"),
        pytest.param({}, BELOW, 0, id="no absence"),
    ],
)
def test_a_weekday_holds_most_of_an_absence_that_is_worth_a_word(pattern, expected, observed):
    finding = asked(WEEKDAY, on(pattern))

    assert (finding.outcome, finding.observed) == (expected, observed)
    assert finding.weekday == (0 if pattern else None)


def test_a_weekday_of_thin_data_is_not_judged():
    thin = replace(WEEKDAY, min_coverage=0.8)
    marks = [*lessons(DAYS[0], missed=5), *(mark for day in DAYS[1:] for mark in silent(day))]

    assert asked(thin, marks).outcome is THIN


def test_a_weekday_of_silent_days_is_unknown():
    finding = asked(WEEKDAY, [mark for day in DAYS for mark in silent(day)])

    assert (finding.outcome, finding.gap) == (NO_DATA, Gap.REGISTRATION)


LONG = weekdays(date(2026, 8, 24), LAST)
TREND = rule(
    "trend", "rolling:10", 0.2, "share", min_coverage=0.8, min_offered=1500, min_level=0.25
)


def two_levels(before: int, now: int, *, earlier=LONG[:-10]) -> list:
    """So many of the five lessons a day missed before, and so many in the last ten days."""
    rows = [*(lessons(day, missed=before) for day in earlier)]
    rows += [lessons(day, missed=now) for day in LONG[-10:]]
    return [mark for row in rows for mark in row]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(0, 4, CROSSED, id="surely risen"),
        pytest.param(0, 1, BELOW, id="risen, but the level is low"),
        pytest.param(2, 3, BELOW, id="risen, but it may be chance"),
        pytest.param(4, 0, BELOW, id="fallen"),
        pytest.param(3, 3, BELOW, id="as before"),
    ],
)
def test_a_trend_must_surely_rise_to_a_level_that_matters(before, now, expected):
    finding = asked(TREND, two_levels(before, now), days=LONG)

    assert finding.outcome is expected
    assert finding.observed == pytest.approx((now - before) / 5)


@pytest.mark.parametrize(
    ("changed", "before", "now", "expected"),
    [
        pytest.param({"limit": 0.1}, 2, 3, BELOW, id="over the limit, but it may be chance"),
        pytest.param({"min_level": 0.9}, 0, 4, BELOW, id="sure, but under the level"),
        pytest.param({"min_level": 0.8}, 0, 4, CROSSED, id="sure, on the line of the level"),
    ],
)
def test_a_rise_must_be_both_sure_and_high(changed, before, now, expected):
    finding = asked(replace(TREND, **changed), two_levels(before, now), days=LONG)

    assert finding.trend is not None
    assert (finding.outcome, finding.trend.rise.low > 0) == (expected, now == 4)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        pytest.param([], (THIN, Gap.EARLIER), id="nothing before"),
        pytest.param(LONG[-14:-10], (THIN, Gap.EARLIER), id="just under: four days before"),
        pytest.param(LONG[-15:-10], (CROSSED, None), id="on the line: five days before"),
    ],
)
def test_a_trend_needs_something_to_compare_with(earlier, expected):
    finding = asked(TREND, two_levels(0, 5, earlier=earlier), days=LONG)

    assert (finding.outcome, finding.gap) == expected


def test_a_trend_is_not_judged_against_days_that_were_hardly_registered():
    now = [mark for day in LONG[-10:] for mark in lessons(day, missed=5)]
    before = [*(mark for day in LONG[-18:-10] for mark in lessons(day)), *silent(LONG[-20])]
    before += [mark for day in LONG[-25:-18] for mark in silent(day)]

    finding = asked(TREND, [*before, *now], days=LONG)

    assert (finding.outcome, finding.gap) == (THIN, Gap.EARLIER)


def test_a_trend_speaks_of_the_coverage_of_both_times():
    marks = [*two_levels(0, 5), *(unregistered(day, "15:00", minutes=60) for day in LONG[-30:-20])]

    finding = asked(TREND, marks, days=LONG)

    assert finding.trend is not None
    assert finding.coverage == pytest.approx(150 / 160)
    assert finding.trend.school_days == 20


def test_a_trend_of_a_newcomer_compares_only_with_days_since_the_start():
    finding = asked(TREND, two_levels(0, 5), days=LONG, starts_on=LONG[-17])

    assert finding.trend is not None
    assert (finding.trend.school_days, finding.trend.earlier.starts_on) == (7, LONG[-17])


def test_a_trend_of_silent_days_is_unknown():
    finding = asked(TREND, [mark for day in LONG for mark in silent(day)], days=LONG)

    assert (finding.outcome, finding.gap) == (NO_DATA, Gap.REGISTRATION)


FAILED = rule("failed_subjects", "term", 2, "count")


def grades(*letters: str, term: str = "HT 2026") -> tuple[GradeRow, ...]:
    return tuple(
        GradeRow("elin", f"Ämne {place}", letter, letter != "F", term=term)
        for place, letter in enumerate(letters, start=1)
    )


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        pytest.param("FEF", (CROSSED, 2, ("Ämne 1", "Ämne 3")), id="on the line"),
        pytest.param("FEE", (BELOW, 1, ("Ämne 1",)), id="just under"),
        pytest.param("EEE", (BELOW, 0, ()), id="none"),
    ],
)
def test_failed_subjects_are_counted_in_the_latest_term(letters, expected):
    old = grades("F", "F", "F", term="VT 2026")

    finding = asked(FAILED, [], grades=(*old, *grades(*letters)))

    assert (finding.outcome, finding.observed, finding.subjects) == expected


def test_grades_of_a_later_term_are_not_read():
    finding = asked(FAILED, [], grades=grades("F", "F", term="VT 2027"))

    assert (finding.outcome, finding.gap) == (NO_DATA, Gap.GRADES)
