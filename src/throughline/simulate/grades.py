"""Grades by term: they follow merit, and fail where a pupil is not eligible."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from math import exp, sqrt
from typing import TYPE_CHECKING

from throughline.simulate.plan import dice, school_days
from throughline.simulate.pupils import habits_of, was_here
from throughline.simulate.stories import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from random import Random

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Grading
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.world import World
    from throughline.terms.school_years import SchoolYear

_STEADY = 0.75
"""Correlation of one subject's grade with the pupil's merit; assumed."""
_FAILS_OTHER = 0.35
"""Chance that a pupil who fails a core subject fails another one too; assumed."""
_FAILS_ONE = 0.006
"""Chance that a pupil who passes every core subject fails another one; assumed."""


@dataclass(frozen=True, slots=True)
class Grade:
    """One pupil's grade in one subject, one term."""

    term: str
    set_on: date
    year: SchoolYear
    subject: str
    grade: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term whose grades have been set."""

    label: str
    set_on: date
    year: SchoolYear


def grades_of(pupil: Pupil, terms: Iterable[Term], *, world: World) -> Iterator[Grade]:
    """Yield a pupil's grades of the terms in which the pupil was in the school."""
    for term in terms:
        if was_here(pupil, term.year) and _is_graded(pupil, term.year, world):
            yield from _of_term(pupil, term, world)


def graded_terms(world: World) -> Iterator[Term]:
    """Yield the terms graded by the last day written, from the school year before on."""
    plan = world.plan
    years = (world.last_year, plan.school_year) if plan.history else (plan.school_year,)
    terms = (term for year in years for term in _terms_of(year, world))
    return (term for term in terms if term.set_on <= last_day(plan))


def _is_graded(pupil: Pupil, year: SchoolYear, world: World) -> bool:
    back = world.plan.school_year.first_year - year.first_year
    return pupil.school_class.year - back in pupil.school_class.school.stage.graded


def _terms_of(year: SchoolYear, world: World) -> Iterator[Term]:
    days = _grading_days(world.plan, year)
    for label, set_on in zip(world.preset.grades.terms, days, strict=True):
        words = label.format(autumn=year.first_year, spring=year.first_year + 1, year=year)
        yield Term(words, set_on, year)


def _grading_days(plan: Plan, year: SchoolYear) -> tuple[date, date]:
    """The last school day before new year, and the last of the school year."""
    days = school_days(plan.country, year)
    return max(day for day in days if day.year == year.first_year), days[-1]


def _of_term(pupil: Pupil, term: Term, world: World) -> Iterator[Grade]:
    grading = world.preset.grades
    stage = pupil.school_class.school.stage
    # One throw a pupil, not a term: who fails in autumn mostly fails in spring.
    thrown = dice(world.plan.seed, "grades", pupil.number)
    fails_core = thrown.random() < _chance_of_failing(pupil, term.year, world)
    worst = thrown.choice(grading.core)
    for subject in stage.subjects:
        fails = _fails(subject, worst, grading, thrown, fails_core=fails_core)
        score = _STEADY * pupil.merit + sqrt(1 - _STEADY**2) * thrown.gauss(0.0, 1.0)
        is_missing = thrown.random() < grading.missing_share
        grade = _letter(score, grading)
        if fails:
            grade = grading.missing if is_missing else grading.failed
        yield Grade(term.label, term.set_on, term.year, subject, grade)


def _chance_of_failing(pupil: Pupil, year: SchoolYear, world: World) -> float:
    merit = world.preset.merit
    habits = habits_of(pupil, year=year, plan=world.plan, preset=world.preset)
    odds = merit.intercept - merit.slope * pupil.merit + merit.absence_slope * habits.share
    return 1 / (1 + exp(-odds))


def _fails(subject: str, worst: str, grading: Grading, thrown: Random, *, fails_core: bool) -> bool:
    chance = thrown.random()
    if not fails_core:
        return subject not in grading.core and chance < _FAILS_ONE
    return subject == worst or chance < _FAILS_OTHER


def _letter(score: float, grading: Grading) -> str:
    rising = sorted(grading.limits)
    return grading.scale[len(rising) - bisect(rising, score)]
