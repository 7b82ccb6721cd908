"""What holds for every set of courses: a better grade never hurts, and order never matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.core.records.sweden.courses import DONE, GY11, GY25, PROJECT, course, courses_of
from throughline.records.sweden.diploma import Diploma, diploma

if TYPE_CHECKING:
    from datetime import date

BETTER = "-FEDCBA"
NAMES = ("SV1", "SV2", "SV3", "SVA3", "EN1", "EN2", "EN5", "EN6", "MA1", "MA2", "X", "Y")
reports = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(BETTER))
starts = st.sampled_from([GY11, GY25])


def standing(report: dict[str, str], started_on: date, *, order=lambda rows: rows) -> Diploma:
    common = course("bas", "E", 400, kind="programgemensam")
    rows = [course(name, grade, 200) for name, grade in report.items()]
    rows = order([*rows, *courses_of(PROJECT, "rest:E*700"), common])
    return diploma(rows, programme="BF", started_on=started_on, on=DONE)


@given(reports, st.sampled_from(NAMES), st.sampled_from(BETTER), starts)
def test_improving_a_grade_never_loses_a_diploma(report, name, better, started_on):
    before = {**report, name: min(report.get(name, better), better, key=BETTER.index)}
    after = {**report, name: max(report.get(name, better), better, key=BETTER.index)}

    worse, improved = standing(before, started_on), standing(after, started_on)

    assert improved.reached >= worse.reached
    assert improved.passed_points >= worse.passed_points
    assert improved.graded_points >= worse.graded_points


@given(reports, starts, st.randoms())
def test_the_order_of_levels_does_not_matter(report, started_on, chance):
    def shuffled(rows):
        again = list(rows)
        chance.shuffle(again)
        return again

    assert standing(report, started_on, order=shuffled) == standing(report, started_on)


@given(reports, starts)
def test_a_course_told_twice_counts_once(report, started_on):
    assert standing(report, started_on, order=lambda rows: rows * 2) == standing(report, started_on)
