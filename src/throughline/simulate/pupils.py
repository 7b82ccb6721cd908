"""Pupils: what each is like before the dice of a year fall, drawn from the pupil's own number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import exp, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from throughline.simulate.absence import Habits
from throughline.simulate.plan import dice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Absence, Preset
    from throughline.simulate.schools import SchoolClass
    from throughline.terms.school_years import SchoolYear

_MOST = 0.97
"""No pupil is absent more of a year than this."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil: the place in a class, and scores in standard deviations over all pupils.

    ``at`` is the pupil's place in the class, from 0; ``level`` is how absent the pupil tends to
    be, ``scattering`` how much of it is single lessons, ``merit`` how high the grades are.
    """

    number: int
    at: int
    school_class: SchoolClass
    level: float
    scattering: float
    merit: float

    @property
    def id(self) -> str:
        """The id in every file; nothing real looks like it."""
        return f"sim-{self.number:06d}"

    @property
    def age_rank(self) -> int:
        """The pupil's number among all of the same birth year, from 0."""
        return self.school_class.first_of_age + self.at


def pupils_of(school_class: SchoolClass, *, plan: Plan, preset: Preset) -> Iterator[Pupil]:
    """Yield the pupils of a class."""
    for at in range(school_class.pupils):
        yield pupil_at(at, school_class, plan=plan, preset=preset)


def pupil_at(at: int, school_class: SchoolClass, *, plan: Plan, preset: Preset) -> Pupil:
    """Return one pupil of a class, the same whoever else is drawn."""
    number = school_class.first + at
    thrown = dice(plan.seed, "pupil", number)
    common = preset.merit.school_share
    vulnerability = _mixed(
        school_class.school.vulnerability, thrown.gauss(0.0, 1.0), share=sqrt(common)
    )
    level = _mixed(vulnerability, thrown.gauss(0.0, 1.0), share=preset.absence.vulnerability)
    return Pupil(
        number=number,
        at=at,
        school_class=school_class,
        level=level,
        scattering=thrown.gauss(0.0, 1.0),
        merit=_mixed(-vulnerability, thrown.gauss(0.0, 1.0), share=preset.merit.vulnerability),
    )


def habits_of(pupil: Pupil, *, year: SchoolYear, plan: Plan, preset: Preset) -> Habits:
    """Return how a pupil is absent in one school year."""
    figures = preset.absence
    thrown = dice(plan.seed, "habits", pupil.number, year)
    level = _mixed(pupil.level, thrown.gauss(0.0, 1.0), share=sqrt(figures.year_correlation))
    scattering = _mixed(level, pupil.scattering, share=figures.scattered_correlation)
    least, most = figures.scattered_share
    stage = pupil.school_class.school.stage
    scatters = stage.scatters and scattering > _scattered_from(figures)
    share = thrown.uniform(least, most) if scatters else 0.0
    return Habits(
        share=min(_MOST, _median(pupil, year, plan) * exp(figures.sigma * level)),
        scattered=share,
        late=figures.late_rate * exp(figures.late_sigma * thrown.gauss(0.0, 1.0)),
        avoids=thrown.choice(list(stage.subjects)),
        distance_on=thrown.randrange(5) if thrown.random() < figures.distance_pupils else None,
    )


def was_here(pupil: Pupil, year: SchoolYear) -> bool:
    """Say whether the pupil went to this school in a school year."""
    return pupil.school_class.begins <= year.first_year


def _median(pupil: Pupil, year: SchoolYear, plan: Plan) -> float:
    stage = pupil.school_class.school.stage
    nth = stage.years.index(pupil.school_class.year)
    return stage.medians[nth - (plan.school_year.first_year - year.first_year)]


def _mixed(one: float, other: float, *, share: float) -> float:
    """A score that correlates with ``one`` by ``share`` and has its variance of 1 kept."""
    return share * one + sqrt(1 - share * share) * other


@lru_cache
def _scattered_from(figures: Absence) -> float:
    return NormalDist().inv_cdf(1 - figures.scattered_pupils)
