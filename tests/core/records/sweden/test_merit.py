"""The merit value: the sixteen best, the language choice besides, and nothing divided."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.core.records.sweden.letters import (
    PRACTICAL,
    SCIENCE,
    SOCIAL,
    SPRING,
    letter,
    letters,
    passed,
    practical,
)
from throughline.records.sweden.merit import Merit, average_merit, merit_value
from throughline.terms.grading import grade_scale
from throughline.terms.rulebook import UnknownRule, rule

SIXTEEN = ("SV", "EN", "MA", *SCIENCE, *SOCIAL, "BL", "HKK", "IDH", "MU", "SL", "TK")
TEN_E = passed(*SIXTEEN[:10])
FOUR_C = passed(*SIXTEEN[10:14], grade="C")
TWO_F = passed(*SIXTEEN[14:], grade="F")


def value(*lines: str) -> Decimal | None:
    merit = merit_value(letters(*lines), on=SPRING)
    return None if merit is None else merit.value


@pytest.mark.rule("SE-MERIT-01", "SE-GRADE-01")
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((passed(*SIXTEEN, grade="C"), "M2SPA:B"), "257.5", id="16 C, language B"),
        pytest.param((TEN_E, FOUR_C, TWO_F, "ML:A M2SPA:E"), "190", id="10 E, 4 C, 2 F, A, E"),
        pytest.param((passed(*SIXTEEN[:15]),), "150", id="15 subjects are not divided"),
        pytest.param((passed(*SIXTEEN, grade="A"),), "320", id="the highest"),
        pytest.param((passed(*SIXTEEN, grade="A"), "M2:A"), "340", id="the highest with language"),
        pytest.param(
            (passed(*SIXTEEN, "ML", "M1GER", grade="A"), "M2:E"), "330", id="of 18 the best"
        ),
        pytest.param(("SV:B EN:D MA:F",), "30", id="halves add up"),
    ],
)
def test_the_sixteen_best_are_added_up_and_the_language_choice_besides(lines, expected):
    assert value(*lines) == Decimal(expected)


@pytest.mark.rule("SE-MERIT-01")
def test_the_highest_values_are_what_the_best_grade_gives():
    told = rule("SE-MERIT-01").values
    best = grade_scale("se", on=SPRING).points("A")

    assert told["highest"] == told["best"] * best
    assert told["highest_with_language_choice"] == (told["best"] + 1) * best


def test_what_was_counted_is_told():
    merit = merit_value(letters(TEN_E, FOUR_C, TWO_F, "ML:A M2SPA:E"), on=SPRING)

    assert [row.grade for row in merit.counted] == ["A", *"CCCC", *"EEEEEEEEEE", "F", "E"]
    assert merit.language_choice == letter("M2SPA", "E")


@pytest.mark.parametrize(
    "lines", [pytest.param((), id="none"), pytest.param(("SV:- MA:-",), id="dashes")]
)
def test_a_pupil_without_any_grade_has_no_merit_value(lines):
    assert value(*lines) is None


def test_a_fail_is_a_grade_and_gives_nought():
    assert value("SV:F") == 0


@pytest.mark.rule("SE-MERIT-01")
@pytest.mark.parametrize(
    ("row", "is_choice"),
    [
        pytest.param(letter("M2SPA", "B"), True, id="by its code"),
        pytest.param(letter("språkval", "B"), True, id="by its name"),
        pytest.param(letter("M2FRE", "B", language_choice=True), True, id="by code and word"),
        pytest.param(letter("M1SPA", "B", language_choice=True), True, id="by the file's word"),
        pytest.param(letter("Moderna språk", "B", language_choice=True), True, id="any language"),
        pytest.param(letter("Tyska", "B", language_choice=True), True, id="a language by its name"),
        pytest.param(letter("Moderna språk", "B"), False, id="nobody says so"),
        pytest.param(letter("M1SPA", "B"), False, id="the pupil's choice"),
        pytest.param(letter("M2SPA", "B", language_choice=False), False, id="the file denies it"),
        pytest.param(letter("ML", "B", language_choice=True), False, id="mother tongue is none"),
    ],
)
def test_the_language_choice_is_known_by_code_or_by_the_files_word(row, is_choice):
    sixteen = letters(passed(*SIXTEEN, grade="A"))

    merit = merit_value([*sixteen, row], on=SPRING)

    assert merit.value == Decimal("337.5" if is_choice else "320")
    assert (merit.language_choice is not None) is is_choice


def test_of_two_language_choices_the_better_is_the_extra_one():
    lines = (passed(*SIXTEEN, grade="C"), "M2SPA:A M2GER:E")

    assert value(*lines) == Decimal(260)


@pytest.mark.rule("SE-SUBJ-01")
def test_swedish_and_swedish_as_a_second_language_count_once():
    assert value("SV:C SVA:B EN:E") == Decimal("27.5")


@pytest.mark.rule("SE-MERIT-02")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("NO:C SO:E", 85, id="three C and four E"),
        pytest.param("NO:C BI:E FY:A", 50, id="a better grade of its own stays"),
        pytest.param("NO:C FY:F KE:F", 45, id="a worse one gives way"),
        pytest.param("NO:E BI:A FY:A KE:A", 60, id="with all three it adds nothing"),
        pytest.param("SO:E GE:A HI:A RE:A SH:A", 80, id="with all four it adds nothing"),
    ],
)
def test_a_combined_grade_stands_for_the_subjects_it_covers(line, expected):
    assert value(line) == expected


@pytest.mark.rule("SE-GRADE-01")
def test_a_grade_counts_by_the_scale_of_the_day_it_was_set():
    old = letter("SV", "VG", set_on=date(2010, 6, 8))
    new = letter("MA", "B", set_on=date(2026, 6, 8))

    assert merit_value([old, new], on=date(2026, 6, 10)).value == Decimal("32.5")


def test_a_slip_of_the_pen_in_the_day_is_read_by_the_scale_of_today():
    assert merit_value([letter("SV", "B", set_on=date(1926, 6, 8))], on=SPRING).value == Decimal(
        "17.5"
    )


def test_there_is_no_merit_value_of_this_kind_before_its_rule():
    with pytest.raises(UnknownRule, match="SE-MERIT-01 does not hold on 2010-06-01"):
        merit_value(letters("SV:E"), on=date(2010, 6, 1))


def test_a_grade_set_later_is_not_known_yet():
    rows = [
        letter("SV", "A", set_on=date(2026, 6, 8)),
        letter("SV", "E", set_on=date(2025, 12, 18)),
    ]

    assert merit_value(rows, on=SPRING).value == 10
    assert merit_value(rows, on=date(2026, 6, 8)).value == 20


def test_the_practical_subjects_of_these_tests_are_nine():
    assert len(set(PRACTICAL)) == 9 == len(practical(9).split())


def merits(*values):
    return [None if value is None else Merit(Decimal(value), (), None) for value in values]


@pytest.mark.rule("SE-MERIT-03")
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(("257.5", "190"), "223.8", id="half up, one decimal"),
        pytest.param(("200", None, "100"), "150.0", id="without any grade is left out"),
        pytest.param(("200", "0"), "100.0", id="nought counts"),
    ],
)
def test_the_average_is_of_those_who_have_a_grade(values, expected):
    assert str(average_merit(merits(*values), on=SPRING)) == expected


def test_there_is_no_average_of_nobody():
    assert average_merit(merits(None), on=SPRING) is None
