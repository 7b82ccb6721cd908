"""The grade that counts in each subject: the last set, the best of equals, whatever the order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.core.records.sweden.letters import SPRING, letter, letters
from throughline.records.sweden.grades import subject_grades
from throughline.terms.people import GradeRow

AUTUMN_DAY = date(2025, 12, 18)
SPRING_DAY = date(2026, 5, 20)


def by_code(rows, on=SPRING):
    return {each.code: each.row.grade for each in subject_grades(rows, on=on)}


def test_the_last_set_grade_of_a_subject_is_believed():
    rows = [letter("MA", "E", set_on=SPRING_DAY), letter("Matematik", "C", set_on=AUTUMN_DAY)]

    assert by_code(rows) == by_code(rows[::-1]) == {"MA": "E"}


def test_a_term_tells_the_time_where_no_day_does():
    rows = [letter("MA", "E", term="VT 2026"), letter("MA", "C", term="HT 2025")]

    assert by_code(rows) == by_code(rows[::-1]) == {"MA": "E"}


def test_of_grades_that_nothing_tells_apart_the_best_counts():
    assert by_code(letters("MA:E MA:- MA:C MA:F")) == {"MA": "C"}


def test_each_grade_has_its_points_and_its_verdict():
    read = {each.code: each for each in subject_grades(letters("MA:– BL:B SL:x"), on=SPRING)}

    assert {code: (each.points, each.passed, each.is_set) for code, each in read.items()} == {
        "BL": (Decimal("17.5"), True, True),
        "MA": (0, False, False),
        "SL": (None, False, False),
    }


def test_a_grade_that_the_scale_does_not_know_passes_if_its_source_says_so():
    [read] = subject_grades([GradeRow("p1", "SL", "godkänd", passed=True)], on=SPRING)

    assert (read.passed, read.is_set) == (True, False)


def test_a_subject_that_nobody_knows_stands_under_its_own_name_once():
    rows = letters("Schack:E", "schack:D")

    [read] = subject_grades(rows, on=SPRING)

    assert (read.code, read.group, read.is_own_name, read.row.grade) == (
        "schack",
        "schack",
        True,
        "D",
    )


def test_two_languages_are_two_subjects():
    assert set(by_code(letters("M1GER:E M1FRE:E M2SPA:E"))) == {"M1GER", "M1FRE", "M2SPA"}


@pytest.mark.rule("SE-MERIT-02")
def test_a_combined_grade_itself_is_not_a_subject():
    assert by_code(letters("NO:D BI:C")) == {"BI": "C", "FY": "D", "KE": "D"}
