"""When grades are set: at the end of each term, and early in the autumn for short courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from throughline.simulate.plan import PlanError, school_days
from throughline.simulate.stories import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.simulate.preset import Grading
    from throughline.simulate.world import World
    from throughline.terms.school_years import SchoolYear

_WITHOUT_CALENDAR = {"early": (10, 24), "autumn": (12, 19), "spring": (6, 12)}
"""Month and day of grades that were set before the first school year of the calendar; assumed."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term, or its first weeks, whose grades have been set; ``is_last`` of its school year."""

    label: str
    set_on: date
    year: SchoolYear
    is_last: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """One pupil's grade in one subject or course; ``is_choice`` is the language choice."""

    term: Term
    subject: str
    grade: str
    kind: str = ""
    level: str = ""
    points: int | None = None
    is_choice: bool = False


def graded_terms(world: World) -> Iterator[Term]:
    """Yield the terms graded by the last day written, from the school year before on."""
    plan = world.plan
    years = (world.last_year, plan.school_year) if plan.history else (plan.school_year,)
    terms = (term_of(year, when, world) for year in years for when in ("autumn", "spring"))
    return (term for term in terms if term.set_on <= last_day(plan))


def term_of(year: SchoolYear, when: str, world: World) -> Term:
    """Return the term in which grades are set early, at the end of autumn, or of spring."""
    grading = world.preset.grades
    form = grading.terms[when == "spring"]
    label = form.format(autumn=year.first_year, spring=year.first_year + 1, year=year)
    return Term(label, _day(world.plan.country, year, when, grading), year, when == "spring")


@lru_cache(maxsize=64)
def _day(country: str, year: SchoolYear, when: str, grading: Grading) -> date:
    try:
        days = school_days(country, year)
    except PlanError:
        return date(year.first_year + (when == "spring"), *_WITHOUT_CALENDAR[when])
    if when == "spring":
        return days[-1]
    last = date(year.first_year, *(grading.early if when == "early" else (12, 31)))
    return max(day for day in days if day <= last)
