"""Attendance targets, as the measures count them from the written lessons of a whole year.

A share p of n pupils has the standard error of sqrt(p(1 - p)/n), and about twice that as pupils of
one school are alike; a tolerance here is two such errors of some 1,800 pupils a year group.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.core.simulate.graded import summed
from tests.core.simulate.written import whole_year
from throughline.measures.facts import Minutes, PupilFact, Stay
from throughline.terms.school_years import SchoolYear

PUPILS, SEED = 8_000, 5
KINDS = ("offered", "reported", "absent", "excused", "unexcused", "unresolved")

pytestmark = pytest.mark.heavy


@cache
def facts(*years):
    measured = whole_year("se", PUPILS, SEED)
    sums = measured.marks.group_by("pupil_id").aggregate([(kind, "sum") for kind in KINDS])
    return [
        PupilFact(row["pupil_id"], (stay(row, measured.pupils[row["pupil_id"]][0]),))
        for row in sums.to_pylist()
        if measured.pupils[row["pupil_id"]][1] in years
    ]


def stay(row, school):
    minutes = Minutes(**{kind: row[f"{kind}_sum"] for kind in KINDS})
    return Stay(school, date(2025, 8, 1), date(2026, 6, 30), minutes=minutes)


def told(measure, *years):
    return summed(measure, facts(*years), SchoolYear(2025))


@pytest.mark.parametrize(("year", "expected"), [(7, 0.16), (8, 0.19), (9, 0.22)])
def test_the_measure_sees_each_year_groups_share_of_much_absence(year, expected):
    """At least 15 %, Skolverket's figure of the autumn of 2019."""
    cell = told("persistent-absence-15", year)

    assert cell.event / cell.total == pytest.approx(expected, abs=0.036)


@pytest.mark.parametrize(("least", "expected"), [(10, 0.32), (20, 0.12), (30, 0.056)])
def test_the_measure_sees_the_tail_of_the_three_year_groups(least, expected):
    cell = told(f"persistent-absence-{least}", 7, 8, 9)

    assert cell.event / cell.total == pytest.approx(expected, abs=0.03)


def test_the_measures_see_how_much_is_absence_and_how_much_of_it_is_unexcused():
    """About a tenth of the time, a twelfth of it unexcused."""
    total, unexcused = told("absence-total", 7, 8, 9), told("absence-unexcused", 7, 8, 9)

    assert float(total.value / total.weight) == pytest.approx(0.101, abs=0.007)
    assert float(unexcused.value / total.value) == pytest.approx(0.08, abs=0.015)


def test_every_pupil_is_counted_once():
    measured = whole_year("se", PUPILS, SEED)
    wanted = sum(year in {7, 8, 9} for _, year in measured.pupils.values())

    assert told("absence-total", 7, 8, 9).total == wanted
