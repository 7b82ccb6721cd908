"""Scales of grades from the rulebook: how many points a grade gives, and whether it passes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from throughline.terms.rulebook import UnknownRule, remembered, rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class ScaleGrade:
    """One grade of a scale; ``points`` is what it adds to a merit value.

    ``is_set`` is false for what stands where no grade could be set, such as the dash.
    """

    code: str
    points: Decimal
    passed: bool
    is_set: bool


@dataclass(frozen=True, slots=True)
class GradeScale:
    """One country's grades on one day, by how they are written."""

    id: str
    grades: Mapping[str, ScaleGrade]

    def grade(self, written: str) -> ScaleGrade | None:
        """Return the grade that a file writes so; ``None`` where the scale does not know it."""
        return self.grades.get(written.strip().casefold())

    def points(self, written: str) -> Decimal | None:
        """Return the points of a grade; ``None`` where the scale does not know it."""
        known = self.grade(written)
        return None if known is None else known.points

    def passes(self, written: str) -> bool | None:
        """Say whether a grade passes; ``None`` where the scale does not know it."""
        known = self.grade(written)
        return None if known is None else known.passed


@remembered
def grade_scale(country: str, *, on: date) -> GradeScale:
    """Return the scale that grades were set by in a country on a day.

    Raises:
        UnknownRule: no scale of the country holds on the day.
    """
    scales = rules(kind="grade_scale", country=country, on=on)
    if not scales:
        raise UnknownRule(f"No scale of grades of {country!r} holds on {on}.")
    values = scales[0].values
    known = {code: _grade(code, told) for code, told in values["grades"].items()}
    for sign, grade in _without_basis(country, on).items():
        known.setdefault(sign, grade)
    return GradeScale(values["scale"], {code.casefold(): grade for code, grade in known.items()})


def _grade(code: str, told: Mapping[str, Any]) -> ScaleGrade:
    return ScaleGrade(code, Decimal(str(told["points"])), passed=told["passed"], is_set=True)


def _without_basis(country: str, on: date) -> dict[str, ScaleGrade]:
    points = sum(
        Decimal(str(each.values["points"]))
        for each in rules(kind="no_basis_points", country=country, on=on)
    )
    return {
        sign: ScaleGrade(
            each.values["signs"][0], Decimal(points), passed=each.values["passed"], is_set=False
        )
        for each in rules(kind="no_basis", country=country, on=on)
        for sign in each.values["signs"]
    }
