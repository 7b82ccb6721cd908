"""Flags are a pure function of rows, policy and the day asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.attendance import (
    UNIT,
    lesson,
    lessons,
    record,
    unit_of,
    unit_on,
    unregistered,
    weekdays,
)
from tests.core.earlywarning.autumns import LAST, Autumn, autumns, some_nights
from tests.core.earlywarning.policies import policy, rule, share
from throughline.earlywarning.flags import Flag, last_crossed, look_at, raise_flags
from throughline.earlywarning.policy import Policy, shipped_policies
from throughline.records.pupil import PupilRecord, record_of, unit_days_of

if TYPE_CHECKING:
    from throughline.terms.attendance import Mark

DAYS = weekdays(date(2026, 9, 14), date(2026, 10, 9))
FIVE_DAYS = share("rolling:5", 0.5, id="half")
HALF = policy(FIVE_DAYS)
SHIPPED = [pytest.param(one, id=one.id) for one in shipped_policies().values()]


def missing(*days: date, pupil: str = "elin", unit: str = UNIT) -> PupilRecord:
    marks = [mark for day in DAYS for mark in lessons(day, missed=5 if day in days else 0)]
    return record_of(pupil, unit, marks, group="9A")


def flags(*records: PupilRecord, by: Policy = HALF, as_of: date = DAYS[-1]) -> list[Flag]:
    return list(raise_flags(records, units=unit_days_of(records), policy=by, as_of=as_of))


def test_a_flag_tells_whom_by_what_since_when_and_the_numbers():
    (flag,) = flags(missing(*DAYS[-3:]))

    assert (flag.pupil_id, flag.unit_id) == ("elin", UNIT)
    assert (flag.policy_id, flag.policy_version, flag.rule) == ("test", "1", FIVE_DAYS)
    assert (flag.since, flag.as_of, flag.finding.observed) == (DAYS[-1], DAYS[-1], 0.6)


def test_flags_come_in_the_order_of_pupils_and_of_rules():
    both = policy(replace(FIVE_DAYS, id="b"), replace(FIVE_DAYS, id="a"))
    adam, elin = missing(*DAYS[-3:], pupil="adam"), missing(*DAYS[-3:])

    found = [(flag.pupil_id, flag.rule.id) for flag in flags(elin, adam, by=both)]

    assert found == [("elin", "b"), ("elin", "a"), ("adam", "b"), ("adam", "a")]


def test_one_pupil_at_two_units_is_judged_at_each():
    north, south = missing(*DAYS[-3:]), missing(unit="south")

    assert [flag.unit_id for flag in flags(north, south)] == ["north"]


def test_a_unit_of_which_nothing_is_known_raises_nothing():
    found = raise_flags([missing(*DAYS[-3:])], units={}, policy=HALF, as_of=DAYS[-1])

    assert list(found) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "count"),
    [
        pytest.param(None, None, 1, id="nothing told"),
        pytest.param(DAYS[-1], DAYS[-1], 1, id="the only day"),
        pytest.param(None, DAYS[-2], 0, id="left the day before"),
        pytest.param(date(2026, 10, 10), None, 0, id="begins the day after"),
    ],
)
def test_only_a_pupil_who_is_enrolled_that_day_is_judged(starts_on, ends_on, count):
    kept = replace(missing(*DAYS[-3:]), starts_on=starts_on, ends_on=ends_on)

    assert len(flags(kept)) == count


def test_as_of_a_weekend_says_what_friday_said():
    (saturday,) = flags(missing(*DAYS[-3:]), as_of=date(2026, 10, 10))

    assert saturday.since == DAYS[-1]


def later_rows(autumn: Autumn, night: date) -> Autumn:
    """The same rows, with all that is written after a night turned into truancy."""
    kept = autumn.up_to(night).marks
    changed = [
        replace(mark, reported=mark.offered, present=0, unexcused=mark.offered)
        for mark in autumn.marks
        if mark not in kept
    ]
    return Autumn((*kept, *changed), autumn.up_to(night).grades)


def raised(autumn: Autumn, by: Policy, *, as_of: date, written: date) -> list[Flag]:
    return list(
        raise_flags([autumn.record()], units={UNIT: autumn.unit(written)}, policy=by, as_of=as_of)
    )


@pytest.mark.parametrize("by", SHIPPED)
@settings(max_examples=15)
@given(autumn=autumns(), night=some_nights)
def test_a_run_that_night_and_a_run_made_later_agree(by, autumn, night):
    that_night = raised(autumn.up_to(night), by, as_of=night, written=night)

    later = raised(autumn, by, as_of=night, written=LAST)

    assert later == that_night


@pytest.mark.parametrize("by", SHIPPED)
@settings(max_examples=15)
@given(autumn=autumns(), night=some_nights)
def test_nothing_after_the_day_is_read(by, autumn, night):
    changed = later_rows(autumn, night)

    assert raised(changed, by, as_of=night, written=LAST) == raised(
        autumn, by, as_of=night, written=LAST
    )


@pytest.mark.parametrize("by", SHIPPED)
@settings(max_examples=10)
@given(autumn=autumns(), data=st.data())
def test_the_order_of_rows_changes_nothing(by, autumn, data):
    shuffled = Autumn(tuple(data.draw(st.permutations(autumn.marks))), autumn.grades)

    assert raised(shuffled, by, as_of=LAST, written=LAST) == raised(
        autumn, by, as_of=LAST, written=LAST
    )


@st.composite
def _half_registered(draw: st.DrawFn) -> list[Mark]:
    return [
        lesson(day, slot, unexcused=draw(st.sampled_from([0, 0, 60])))
        for day in DAYS[-5:]
        for slot in ("08:10", "09:20")
    ]


@given(marks=_half_registered(), place=st.integers(0, 9))
def test_an_unreported_lesson_never_hides_a_flag_behind_presence(marks, place):
    """Silence may thin the data; it never counts as presence."""
    lost = marks[place]
    rest = [mark for mark in marks if mark is not lost]
    silenced = [*rest, unregistered(lost.starts_on, lost.slot)]
    unit = unit_on(DAYS)

    found = {
        name: [
            flag.finding.observed
            for flag in raise_flags([record(rows)], units={UNIT: unit}, policy=HALF, as_of=DAYS[-1])
        ]
        for name, rows in {"silenced": silenced, "never offered": rest}.items()
    }

    assert found["silenced"] == found["never offered"]


def test_a_grade_flag_needs_no_attendance():
    failed = policy(rule("failed_subjects", "term", 1, "count"))
    graded = Autumn((), ())

    assert flags(graded.record(), by=failed) == []


def test_units_are_asked_by_their_own_days():
    kept = missing(*DAYS[-3:])

    found = raise_flags([kept], units={UNIT: unit_of(kept)}, policy=HALF, as_of=DAYS[-1])

    assert [flag.since for flag in found] == [DAYS[-1]]


def last_over(record_: PupilRecord, *, since: date, as_of: date = DAYS[-1]) -> date | None:
    """The last day on which half of five days were missed."""
    look = look_at(record_, unit=unit_on(DAYS), as_of=as_of)
    return last_crossed(look, rule=FIVE_DAYS, since=since, as_of=as_of)


def test_the_last_day_over_a_limit_is_the_last_that_really_was():
    away = missing(*DAYS[5:8])

    assert last_over(away, since=DAYS[7]) == DAYS[9]
    assert last_over(away, since=DAYS[9]) == DAYS[9]


def test_the_last_day_over_a_limit_may_be_the_day_asked():
    assert last_over(missing(*DAYS[5:8]), since=DAYS[7], as_of=DAYS[8]) == DAYS[8]


@pytest.mark.parametrize("since", [DAYS[10], DAYS[-1]])
def test_a_limit_that_was_not_over_since_has_no_last_day(since):
    assert last_over(missing(*DAYS[5:8]), since=since) is None


def test_a_limit_that_never_was_over_has_no_last_day():
    assert last_over(missing(), since=DAYS[0]) is None
