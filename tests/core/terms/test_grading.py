"""Scales of grades: points and verdicts by the day, and the dash that is no grade."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from throughline.terms.grading import grade_scale
from throughline.terms.rulebook import UnknownRule, rule, rules

TODAY = date(2026, 11, 23)
BEFORE = date(2011, 6, 30)


def told(on):
    """The grades of the scale of a day, with points and verdict."""
    scale = grade_scale("se", on=on)
    return {
        grade.code: (str(grade.points), grade.passed)
        for grade in scale.grades.values()
        if grade.is_set
    }


@pytest.mark.rule("SE-GRADE-01")
def test_a_to_e_pass_and_f_does_not():
    assert grade_scale("se", on=TODAY).id == "se-a-f"
    assert told(TODAY) == {
        "A": ("20", True),
        "B": ("17.5", True),
        "C": ("15", True),
        "D": ("12.5", True),
        "E": ("10", True),
        "F": ("0", False),
    }


@pytest.mark.rule("SE-GRADE-01")
def test_the_scale_before_was_another():
    assert grade_scale("se", on=BEFORE).id == "se-g-mvg"
    assert told(BEFORE) == {
        "MVG": ("20", True),
        "VG": ("15", True),
        "G": ("10", True),
        "IG": ("0", False),
    }


@pytest.mark.rule("SE-GRADE-01")
def test_the_scale_changed_on_the_first_of_july_2011():
    old, new = (rule("SE-GRADE-01", on=day) for day in (BEFORE, date(2011, 7, 1)))

    assert (old.valid_from, old.valid_to) == (date(1994, 7, 1), BEFORE)
    assert (new.valid_from, new.valid_to) == (date(2011, 7, 1), None)


@pytest.mark.rule("SE-GRADE-02", "SE-GRADE-03")
@pytest.mark.parametrize("sign", ["-", "–", "—", "streck", " Streck "])
def test_a_dash_is_no_grade_does_not_pass_and_gives_no_points(sign):
    dash = grade_scale("se", on=TODAY).grade(sign)

    assert (dash.code, dash.points, dash.passed, dash.is_set) == ("-", 0, False, False)


@pytest.mark.rule("SE-GRADE-02", "SE-GRADE-03")
def test_the_dash_came_with_the_scale_of_2011():
    assert grade_scale("se", on=BEFORE).grade("-") is None
    assert grade_scale("se", on=date(2011, 7, 1)).grade("-") is not None
    assert rule("SE-GRADE-03").valid_from == date(2011, 7, 1)


def test_a_grade_is_read_in_any_case():
    scale = grade_scale("se", on=TODAY)

    assert (scale.points(" b "), scale.passes("f"), scale.passes("E")) == (
        Decimal("17.5"),
        False,
        True,
    )


def test_a_grade_of_another_scale_is_unknown():
    scale = grade_scale("se", on=TODAY)

    assert (scale.grade("VG"), scale.points("VG"), scale.passes("5")) == (None, None, None)


def test_a_day_without_a_scale_is_refused():
    with pytest.raises(UnknownRule, match="No scale of grades of 'se' holds on 1990-01-01"):
        grade_scale("se", on=date(1990, 1, 1))


@pytest.mark.rule("SE-GRADE-04")
def test_term_grades_begin_in_year_6():
    told_from = rule("SE-GRADE-04")

    assert dict(told_from.values) == {"from_year": 6, "optional_years": (4, 5)}
    assert told_from.valid_from == date(2011, 7, 1)


@pytest.mark.rule("SE-GRADE-05")
def test_a_pass_takes_every_criterion_for_e_since_2022():
    asked = rule("SE-GRADE-05")

    assert dict(asked.values) == {"all_criteria_for": "E"}
    assert asked.valid_from == date(2022, 7, 1)


@pytest.mark.rule("SE-GRADE-06")
def test_a_fail_or_a_dash_is_explained_in_writing():
    asked = rule("SE-GRADE-06")

    assert dict(asked.values) == {"written_assessment_for": ("F", "-")}
    assert asked.valid_from == date(2011, 7, 1)


@pytest.mark.rule("SE-GRADE-10")
def test_the_planned_scale_of_2028_is_not_in_force_and_not_confirmed():
    plan = rule("SE-GRADE-10")

    assert dict(plan.values) == {"in_force": False, "lowest": 1, "highest": 10}
    assert (plan.is_confirmed, plan.valid_from) == (False, date(2028, 7, 1))
    assert grade_scale("se", on=date(2029, 1, 1)).id == "se-a-f"
    assert plan not in rules(kind="grade_scale")
