"""Grades as recorded: the latest term, what is not passed in it, and since when it is known."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.grades import is_known, known_from, latest_term, subjects_not_passed
from throughline.terms.people import GradeRow


def grade(subject="Matematik", letter="F", *, passed=False, **more) -> GradeRow:
    return GradeRow("elin", subject, letter, passed, **more)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param("HT 2025", "VT 2026", id="calendar year after the term"),
        pytest.param("VT 2025", "HT 2025", id="spring before autumn of one year"),
        pytest.param("ht25", "VT26", id="two figures"),
        pytest.param("HT-25", "VT-26", id="two figures with a hyphen"),
        pytest.param("2025/26 HT", "2025/26 VT", id="school year"),
        pytest.param("HT 2025/2026", "VT 2025/2026", id="school year in full"),
        pytest.param("2025-26 höst", "2025-26 vår", id="school year with a hyphen"),
        pytest.param("1. termin 2025/26", "2. termin 2025/26", id="Norwegian terms"),
        pytest.param("1. halvår 2025-2026", "2. halvår 2025-2026", id="Norwegian halves"),
        pytest.param("2. termin 2024/25", "1. termin 2025/26", id="across the summer"),
        pytest.param("Høst 2025", "Vår 2026", id="Norwegian seasons"),
        pytest.param("Höstterminen 2025", "Vårterminen 2026", id="whole words"),
        pytest.param("Autumn 2025", "Spring 2026", id="English"),
        pytest.param("åk 8 VT 2025", "åk 9 HT 2025", id="with the year group"),
        pytest.param("2024/25", "2025/26", id="school years alone"),
        pytest.param("2025", "2026", id="years alone"),
        pytest.param(None, "HT 2025", id="no label against one"),
        pytest.param("slutbetyg", "HT 2025", id="a label without a year against one with"),
    ],
)
def test_terms_are_told_apart_by_the_labels_schools_write(earlier, later):
    old, new = grade("Engelska", term=earlier), grade("Matematik", term=later)

    assert latest_term([new, old]) == [new]


def test_the_last_two_figures_of_a_century_are_a_school_year_too():
    assert latest_term([grade(term="1999/00 VT"), grade(term="2000/01 HT")]) == [
        grade(term="2000/01 HT")
    ]


def test_without_a_label_the_day_tells_the_term():
    december, june = grade(set_on=date(2025, 12, 19)), grade(set_on=date(2026, 6, 10))

    assert latest_term([june, december]) == [june]


def test_the_label_goes_before_the_day():
    late = grade("Engelska", term="HT 2025", set_on=date(2026, 1, 8))
    rest = grade("Matematik", term="HT 2025", set_on=date(2025, 12, 19))

    assert latest_term([late, rest]) == [late, rest]


def test_grades_that_name_no_term_are_of_one():
    rows = [grade("Engelska"), grade("Matematik")]

    assert latest_term(rows) == rows


def test_no_grades_have_no_latest_term():
    assert latest_term([]) == []


def test_subjects_not_passed_are_named_once_and_in_order():
    rows = [
        grade("Matematik", "F"),
        grade("Engelska", "-"),
        grade("Idrott", "E", passed=True),
        grade("Musik", "fritatt", passed=None),
    ]

    assert subjects_not_passed(rows) == ("Engelska", "Matematik")


def test_a_grade_set_again_replaces_the_one_before():
    failed = grade("Matematik", "F", set_on=date(2026, 6, 1))
    passed = grade("Matematik", "E", passed=True, set_on=date(2026, 6, 10))

    assert subjects_not_passed([passed, failed]) == ()
    assert subjects_not_passed([failed, passed]) == ()


def test_a_fail_that_is_exempted_later_is_no_fail():
    rows = [grade("Matematik", "F"), grade("Matematik", "fritatt", passed=None)]

    assert subjects_not_passed(rows) == ()


@pytest.mark.parametrize("key", ["level", "kind"])
def test_grades_of_two_levels_or_kinds_stand_beside_each_other(key):
    rows = [
        grade("Norsk", "1", **{key: "skriftlig"}),
        grade("Norsk", "4", passed=True, **{key: "muntlig"}),
    ]

    assert subjects_not_passed(rows) == ("Norsk",)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(grade(set_on=date(2026, 6, 10)), date(2026, 6, 10), id="the day it was set"),
        pytest.param(grade(term="VT 2026"), date(2026, 1, 1), id="the first of a spring term"),
        pytest.param(
            grade(term="1. termin 2025/26"), date(2025, 7, 1), id="the first of an autumn"
        ),
        pytest.param(grade(), None, id="nothing tells"),
    ],
)
def test_a_grade_is_known_from_its_day_else_from_its_term(row, expected):
    assert known_from(row) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(grade(set_on=date(2026, 6, 10)), True, id="set that day"),
        pytest.param(grade(set_on=date(2026, 6, 11)), False, id="set the day after"),
        pytest.param(grade(term="HT 2026"), False, id="of the next term"),
        pytest.param(grade(), True, id="undated"),
    ],
)
def test_a_grade_of_a_later_day_or_term_is_not_known_yet(row, expected):
    assert is_known(row, on=date(2026, 6, 10)) is expected
