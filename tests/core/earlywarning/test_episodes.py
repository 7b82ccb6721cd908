"""Episodes: begin at the first crossing, survive a dip, end after a whole window below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.core.attendance import lesson, lessons, occasion, period, record, unit_on, weekdays
from tests.core.earlywarning.autumns import Autumn, autumns, nights, some_nights
from tests.core.earlywarning.policies import minutes, policy, rule, share
from throughline.earlywarning.findings import Outcome
from throughline.earlywarning.flags import judge, raise_flags
from throughline.records.windows import WindowKind
from throughline.terms.people import GradeRow

if TYPE_CHECKING:
    from throughline.earlywarning.rules import Rule
    from throughline.records.pupil import UnitDays

DAYS = weekdays(date(2026, 9, 14), date(2026, 10, 30))
FIVE_DAYS = share("rolling:5", 0.6)


def since(rule_: Rule, marks, *, as_of: date, days=DAYS, **more) -> date | None:
    """The first day of the episode that is open on a day, if one is."""
    kept = replace(record(marks), **more)
    found = raise_flags(
        [kept], units={kept.unit_id: unit_on(days)}, policy=policy(rule_), as_of=as_of
    )
    return next((flag.since for flag in found), None)


def days_of(pattern: str) -> list:
    """A school day for each sign: ``x`` missed, ``.`` attended."""
    return [
        mark
        for day, sign in zip(DAYS, pattern, strict=False)
        for mark in lessons(day, missed=5 if sign == "x" else 0)
    ]


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        pytest.param("..xxx", 4, id="just crossed"),
        pytest.param("..xxxx", 4, id="still over"),
        pytest.param("..xxx...xxx", 4, id="survives a short dip"),
        pytest.param("xxx....xxx", 0, id="survives four days below, of five"),
        pytest.param("xxx.....xxx", 10, id="five days below end it"),
        pytest.param("xxx..........xxx", 15, id="long ago"),
        pytest.param("xxx.......", None, id="below today"),
    ],
)
def test_an_episode_ends_after_a_whole_window_below(pattern, first):
    as_of = DAYS[len(pattern) - 1]

    found = since(FIVE_DAYS, days_of(pattern), as_of=as_of)

    assert found == (None if first is None else DAYS[first])


def test_an_episode_does_not_begin_before_the_enrolment():
    found = since(FIVE_DAYS, days_of("xxxxxxxx"), as_of=DAYS[7], starts_on=DAYS[3])

    assert found == DAYS[3]


@pytest.mark.parametrize("back", range(3), ids=["Friday", "Saturday", "Sunday"])
def test_the_first_day_does_not_move_over_a_weekend(back):
    friday = date(2026, 9, 18)

    assert since(FIVE_DAYS, days_of("..xxx"), as_of=friday + timedelta(days=back)) == friday


@pytest.mark.parametrize("night", [date(2026, 12, 31), date(2027, 1, 3), date(2027, 1, 7)])
def test_a_month_that_closes_in_a_holiday_is_judged_on_its_last_weekday(night):
    december = weekdays(date(2026, 12, 1), date(2026, 12, 18))
    marks = [lesson(day, excused=30) for day in december]
    days = [*december, date(2027, 1, 7)]

    assert since(share("month", 0.5), marks, as_of=night, days=days) == date(2026, 12, 31)


def test_a_month_below_ends_the_episode_of_the_month_before():
    days = weekdays(date(2026, 9, 1), date(2026, 12, 31))
    marks = [lesson(day, excused=0 if day.month in {10, 11} else 30) for day in days]

    found = since(share("month", 0.5), marks, as_of=date(2026, 12, 31), days=days)

    assert found == date(2026, 12, 31)


def test_two_months_in_a_row_are_one_episode():
    days = weekdays(date(2026, 9, 1), date(2026, 10, 30))
    marks = [lesson(day, excused=30) for day in days]

    found = since(share("month", 0.5), marks, as_of=date(2026, 10, 30), days=days)

    assert found == date(2026, 9, 30)


def test_a_share_of_calendar_days_may_cross_on_a_saturday_and_keeps_that_day():
    """Monday leaves the window on Saturday, and the share of the rest is higher."""
    days = weekdays(date(2026, 9, 14), date(2026, 9, 21))
    marks = [lesson(day, excused=60 if day == days[1] else 0) for day in days[:2]]
    window = share("days:5", 0.9)

    assert since(window, marks, as_of=date(2026, 9, 18), days=days) is None
    assert since(window, marks, as_of=date(2026, 9, 19), days=days) == date(2026, 9, 19)


def test_a_row_on_a_day_that_is_no_school_day_may_begin_an_episode():
    saturday = date(2026, 9, 19)
    marks = [lesson(saturday, unexcused=60), lesson(date(2026, 9, 21))]

    found = since(minutes("month", 60, scope="unexcused"), marks, as_of=date(2026, 9, 22))

    assert found == saturday


def test_a_sum_begins_its_episode_on_the_day_it_closes():
    closed = period(date(2026, 9, 1), date(2026, 9, 20), minutes=6000, unexcused=600)

    found = since(minutes("month", 60, scope="unexcused"), [closed], as_of=date(2026, 9, 25))

    assert found == date(2026, 9, 20)


def test_the_silence_of_a_pupil_without_rows_begins_on_the_fifth_school_day():
    silence = rule("no_data", "rolling:5", 5, "school_days")
    unit = Autumn((lesson(DAYS[0]),)).unit(date(2026, 10, 30))
    newcomer = replace(record([]), pupil_id="new")

    found = [
        flag.since
        for night in (date(2026, 10, 16), date(2026, 10, 20), date(2026, 10, 30))
        for flag in raise_flags(
            [newcomer], units={newcomer.unit_id: unit}, policy=policy(silence), as_of=night
        )
    ]

    assert found == [unit.days[4]] * 3


FAILED = rule("failed_subjects", "term", 1, "count")


def fail(**more) -> GradeRow:
    return GradeRow("elin", "Matematik", "F", passed=False, **more)


def passing(**more) -> GradeRow:
    return GradeRow("elin", "Matematik", "E", passed=True, **more)


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param(
            [fail(set_on=date(2025, 12, 19))], date(2025, 12, 19), id="the day it was set"
        ),
        pytest.param(
            [fail(set_on=date(2025, 12, 19)), fail(set_on=date(2026, 6, 10))],
            date(2025, 12, 19),
            id="two terms in a row",
        ),
        pytest.param(
            [passing(set_on=date(2025, 12, 19)), fail(set_on=date(2026, 6, 10))],
            date(2026, 6, 10),
            id="passed before",
        ),
        pytest.param(
            [
                fail(set_on=date(2024, 12, 19)),
                passing(set_on=date(2025, 6, 10)),
                fail(set_on=date(2025, 12, 19)),
            ],
            date(2025, 12, 19),
            id="passed for a term between",
        ),
        pytest.param([fail(term="VT 2026")], date(2026, 1, 1), id="the term alone"),
        pytest.param([fail(term="HT 2026")], DAYS[0], id="the first school day of the term"),
        pytest.param([fail()], DAYS[0], id="nothing dates it: the unit's first day"),
    ],
)
@pytest.mark.parametrize("as_of", [date(2026, 10, 1), date(2026, 10, 18)], ids=str)
def test_failed_subjects_are_known_since_a_day_that_stands_still(grades, expected, as_of):
    assert since(FAILED, [], as_of=as_of, grades=tuple(grades)) == expected


def test_an_undated_grade_of_a_pupil_with_rows_counts_from_the_first_of_them():
    assert since(FAILED, [lesson(DAYS[3])], as_of=DAYS[9], grades=(fail(),)) == DAYS[3]


def test_an_undated_grade_and_no_rows_at_all_count_from_the_school_year():
    found = since(FAILED, [], as_of=date(2026, 10, 1), days=[], grades=(fail(),))

    assert found == date(2026, 7, 1)


def test_counted_occasions_have_no_episode():
    assert since(FIVE_DAYS, [occasion(DAYS[0])], as_of=DAYS[9]) is None


RULES = [
    share("rolling:5", 0.5),
    share("rolling:10", 0.3, min_coverage=0.8, min_offered=1500),
    share("days:10", 0.5),
    share("month", 0.3, min_coverage=0.5),
    share("term", 0.3),
    share("year", 0.3),
    share("check:11-30", 0.2),
    share("check:12-31", 0.2),
    share("rolling:10", 0.1, scope="scattered"),
    minutes("days:10", 600, scope="unexcused"),
    minutes("month", 600, scope="unexcused", min_occasions=2),
    minutes("rolling:5", 300),
    rule("occasions", "month", 2, "count"),
    rule("occasions", "term", 3, "count", scope="unexcused"),
    rule("late_arrivals", "rolling:10", 3, "count"),
    rule("spell", "rolling:5", 4, "school_days"),
    rule("trend", "rolling:5", 0.2, "share"),
    rule("weekday", "rolling:10", 0.5, "share", min_occasions=2, min_level=0.05),
    rule("no_data", "rolling:5", 5, "school_days", min_unit_coverage=0.5),
]


def is_crossed(autumn: Autumn, rule_: Rule, night: date) -> bool:
    """Ask with nothing but what had been written that night."""
    written = autumn.up_to(night)
    finding = judge(written.record(), unit=written.unit(night), rule=rule_, as_of=night)
    return finding.outcome is Outcome.CROSSED


def judged_month(autumn: Autumn, rule_: Rule, night: date) -> int:
    """The month that a night's answer is about, numbered."""
    written = autumn.up_to(night)
    span = judge(written.record(), unit=written.unit(night), rule=rule_, as_of=night).span
    assert span is not None
    return span.ends_on.year * 12 + span.ends_on.month


def passed_below(autumn: Autumn, rule_: Rule, last: date, night: date, unit: UnitDays) -> bool:
    """Whether a whole window lies between two nights over the limit: the obvious definition."""
    window = rule_.window
    match window.kind:
        case WindowKind.ROLLING:
            return sum(last < day < night for day in unit.days) >= window.length
        case WindowKind.DAYS:
            return (night - last).days - 1 >= window.length
        case WindowKind.MONTH:
            months = [judged_month(autumn, rule_, one) for one in (last, night)]
            return months[1] - months[0] >= 2
        case _:
            halves = [2 * one.year + (one.month >= 7) for one in (last, night)]
            length = 2 if window.kind is WindowKind.YEAR else 1
            return halves[1] // length - halves[0] // length >= 2


def night_by_night(autumn: Autumn, rule_: Rule, until: date) -> date | None:
    """Walk forward, one night at a time, and keep the first night of the episode that is open."""
    begun = last = None
    for night in nights(until):
        if not is_crossed(autumn, rule_, night):
            continue
        unit = autumn.up_to(night).unit(night)
        if last is None or passed_below(autumn, rule_, last, night, unit):
            begun = night
        last = night
    return begun if last == until else None


@pytest.mark.parametrize(
    "rule_", RULES, ids=lambda one: f"{one.indicator}-{one.scope}-{one.window}-{one.unit}"
)
@settings(max_examples=12)
@given(autumn=autumns(), night=some_nights)
def test_walking_back_finds_what_walking_forward_night_by_night_finds(rule_, autumn, night):
    found = raise_flags(
        [autumn.record()],
        units={"north": autumn.unit(night)},
        policy=policy(rule_),
        as_of=night,
    )

    assert [flag.since for flag in found] == [
        day for day in [night_by_night(autumn, rule_, night)] if day is not None
    ]
