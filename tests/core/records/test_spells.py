"""Spells: days in a row with at least half of the time missed."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.attendance import lesson, lessons, record, silent, weekdays
from throughline.records.days import PupilDay
from throughline.records.spells import Spell, absence_spells, ongoing_spell

DAYS = weekdays(date(2026, 9, 14), date(2026, 9, 25))


def days(pattern: str, kind: str = "unexcused") -> tuple[PupilDay, ...]:
    """A day for each sign: ``x`` missed, ``.`` attended, ``?`` not registered."""
    rows = {
        "x": lambda day: lessons(day, missed=5, kind=kind),
        ".": lessons,
        "?": silent,
    }
    marks = [mark for day, sign in zip(DAYS, pattern, strict=False) for mark in rows[sign](day)]
    return record(marks).days


def lengths(spells: list[Spell]) -> list[int]:
    return [spell.school_days for spell in spells]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("", [], id="no days"),
        pytest.param(".....", [], id="attended"),
        pytest.param("xx.x", [2, 1], id="two runs"),
        pytest.param("xxxxxxx", [7], id="across the weekend"),
        pytest.param("xx?x", [3], id="a silent day neither continues nor breaks"),
        pytest.param("?xx?", [2], id="silence at the edges"),
        pytest.param("????", [], id="silence alone is no absence"),
        pytest.param(".x?.x", [1, 1], id="attended after silence"),
    ],
)
def test_spells_are_runs_of_absence_days(pattern, expected):
    assert lengths(absence_spells(days(pattern))) == expected


def test_a_spell_knows_its_first_and_last_day():
    assert absence_spells(days(".xx?x.")) == [Spell(DAYS[1], DAYS[4], 3)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        pytest.param("", None, id="no days"),
        pytest.param("xx.", None, id="back at school"),
        pytest.param("x.xx", Spell(DAYS[2], DAYS[3], 2), id="the last run alone"),
        pytest.param("xx??", Spell(DAYS[0], DAYS[1], 2), id="silent since"),
        pytest.param("x?x", Spell(DAYS[0], DAYS[2], 2), id="silent between"),
        pytest.param("??", None, id="silence alone"),
    ],
)
def test_the_ongoing_spell_is_the_one_of_the_latest_reported_day(pattern, expected):
    assert ongoing_spell(days(pattern)) == expected


@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        pytest.param(150, [1], id="half the day"),
        pytest.param(149, [], id="just under half"),
    ],
)
def test_half_of_the_reported_time_makes_a_day_of_absence(missed, expected):
    day = record([lesson(DAYS[0], minutes=300, excused=missed)]).days

    assert lengths(absence_spells(day)) == expected


def test_half_is_of_the_reported_time_and_not_of_the_offered():
    day = record([lesson(DAYS[0], "08:10", excused=60), *silent(DAYS[0])[1:]]).days

    assert lengths(absence_spells(day)) == [1]


@pytest.mark.parametrize("find", [absence_spells, ongoing_spell])
def test_a_spell_of_one_kind_is_broken_by_another(find):
    mixed = [*days("xx"), *days("..x", kind="excused")[2:]]

    found = find(mixed, scope="unexcused")

    assert found == ([Spell(DAYS[0], DAYS[1], 2)] if find is absence_spells else None)


def test_other_school_activity_is_no_absence():
    assert absence_spells(days("xx", kind="other")) == []


MISSED = PupilDay(DAYS[1], offered=300, reported=300, present=0)
ATTENDED = PupilDay(DAYS[1], offered=300, reported=300, present=200)


@pytest.mark.parametrize(
    ("untold", "expected"),
    [
        pytest.param(MISSED, [2], id="absence of a kind that nobody tells"),
        pytest.param(ATTENDED, [1, 1], id="too little absence of any kind"),
    ],
)
def test_a_day_whose_kind_of_absence_is_unknown_breaks_a_run_only_when_attended(untold, expected):
    around = days("xxx")

    found = absence_spells([around[0], untold, around[2]], scope="unexcused")

    assert lengths(found) == expected


def test_a_day_of_unknown_kind_does_not_end_the_ongoing_spell():
    around = days("xx")

    assert ongoing_spell([around[0], MISSED], scope="unexcused") == Spell(DAYS[0], DAYS[0], 1)


@pytest.mark.parametrize(
    ("present", "lengths_expected"),
    [
        pytest.param(150, [2], id="just half of the day missed: it may be of this kind"),
        pytest.param(151, [1, 1], id="less than half missed: it is not"),
    ],
)
def test_a_day_of_absence_of_unknown_kind_breaks_a_spell_only_where_it_cannot_be_one(
    present, lengths_expected
):
    before, unknown, after = days("x.x")
    unknown = PupilDay(unknown.day, offered=300, reported=300, present=present)

    assert lengths(absence_spells([before, unknown, after], scope="unexcused")) == lengths_expected
