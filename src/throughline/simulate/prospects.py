"""Who fails and who completes: scores with chance in them, and lines that meet the targets exactly.

A score is a log-odds with its own throw already in it, so that a line drawn through the sorted
scores of a population puts the wanted share of its pupils above, not only on average.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf, log, sqrt
from typing import TYPE_CHECKING

from throughline.simulate.plan import dice
from throughline.simulate.preset import load_preset
from throughline.simulate.pupils import habits_of, pupils_of
from throughline.simulate.schools import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from random import Random

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Completion, Preset
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.schools import SchoolClass
    from throughline.terms.school_years import SchoolYear

_TRACK = 0.9
"""Correlation of merit with the choice of the first of two tracks; assumed."""
_BASIS = 14.0
"""Of the log-odds of lacking a basis for a grade, the whole year absent; assumed."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one plan; a pupil whose score lies above has failed, left, or not completed.

    ``core`` and ``subjects`` are drawn in the last year of lower secondary school. ``finish`` are
    lines by the autumn of the start and the first of the tracks: one for each of the completion's
    years, then one for each lesser outcome.
    """

    core: float
    subjects: float
    basis: float
    track: float
    finish: Mapping[tuple[int, str], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Starter:
    """A pupil who begins, or has begun, upper secondary school in an autumn."""

    pupil: Pupil
    autumn: int
    completion: Completion
    failed_core: bool
    score: float

    @property
    def key(self) -> tuple[int, str]:
        """The cohort whose share is exact: the autumn, and the first of the tracks."""
        return self.autumn, self.completion.tracks[0]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a starter: the outcome, and the whole years after the start, if any."""

    outcome: str
    years: int | None


def merit_of(pupil: Pupil, preset: Preset) -> float:
    """Return a pupil's merit among all pupils: those of one track are alike."""
    programme = pupil.school_class.programme
    if programme is None:
        return pupil.merit
    mean, spread = preset.completion_of(programme.track).entry
    return mean + spread * pupil.merit


def failing(pupil: Pupil, *, year: SchoolYear, plan: Plan, preset: Preset) -> float:
    """Return how near a pupil is to failing: above the line of the core subjects, in one of them."""
    habits = habits_of(pupil, year=year, plan=plan, preset=preset)
    figures = preset.merit
    odds = figures.absence_slope * habits.share - figures.slope * merit_of(pupil, preset)
    return odds + _logistic(dice(plan.seed, "fails", pupil.number))


def lacking_basis(pupil: Pupil, *, year: SchoolYear, plan: Plan, preset: Preset) -> float:
    """Return how near a pupil is to lacking a basis for a grade: absence, and some chance."""
    habits = habits_of(pupil, year=year, plan=plan, preset=preset)
    return _BASIS * habits.share + _logistic(dice(plan.seed, "basis", pupil.number))


def starter_of(pupil: Pupil, *, lines: Lines, plan: Plan, preset: Preset) -> Starter:
    """Return a pupil of upper secondary school, or of the year before it, as a starter."""
    completion = _completion(pupil, lines.track, plan, preset)
    year = plan.school_year
    habits = habits_of(pupil, year=year, plan=plan, preset=preset)
    failed = failing(pupil, year=year, plan=plan, preset=preset) > lines.core
    odds = (
        completion.absence_slope * habits.share
        - completion.merit_slope * _merit_in_track(pupil, completion)
        + completion.failed_slope * failed
    )
    begins = pupil.school_class.begins if pupil.school_class.programme else year.first_year + 1
    score = odds + _logistic(dice(plan.seed, "completes", pupil.number))
    return Starter(pupil, begins, completion, failed, score)


def fate_of(starter: Starter, lines: Lines) -> Fate:
    """Return what becomes of a starter."""
    completion = starter.completion
    drawn = lines.finish[starter.key]
    for years, line in zip(completion.years, drawn, strict=False):
        if starter.score <= line:
            return Fate(completion.outcome, years)
    for outcome, line in zip(completion.lesser, drawn[len(completion.years) :], strict=True):
        if starter.score <= line:
            return Fate(outcome, completion.years[0])
    return Fate("", None)


def starting_classes(classes: Iterable[SchoolClass]) -> Iterator[SchoolClass]:
    """Yield the classes whose pupils begin, or have begun, upper secondary school."""
    for each in classes:
        stage = each.school.stage
        if stage.id == "upper" or (stage.id == "lower" and each.year == stage.years[-1]):
            yield each


@lru_cache(maxsize=4)
def lines_of(plan: Plan) -> Lines:
    """Return the lines that meet the preset's targets in the population of a plan."""
    preset = load_preset(plan.country).for_years_from(plan.youngest)
    population = [
        pupil
        for school_class in starting_classes(lay_out(plan, preset))
        for pupil in pupils_of(school_class, plan=plan, preset=preset)
    ]
    year, grading = plan.school_year, preset.grades
    upper = [pupil for pupil in population if pupil.school_class.programme]
    leaving = [pupil for pupil in population if not pupil.school_class.programme]
    failed = [failing(each, year=year, plan=plan, preset=preset) for each in leaving or upper]
    absent = [lacking_basis(each, year=year, plan=plan, preset=preset) for each in upper]
    lines = Lines(
        core=line_of(failed, share=grading.not_core),
        subjects=line_of(failed, share=grading.not_all),
        basis=line_of(absent, share=grading.no_basis) if grading.no_basis else inf,
        track=-line_of([-_first_track(each, plan) for each in leaving], share=1 - _first(preset)),
        finish={},
    )
    return _with_finish(lines, population, plan, preset)


def line_of(scores: Iterable[float], *, share: float) -> float:
    """Return a line with the share of the scores above it, to the nearest whole pupil."""
    falling = sorted(scores, reverse=True)
    above = round(share * len(falling))
    if not falling:
        return inf
    if not above:
        return falling[0] + 1.0
    if above == len(falling):
        return falling[-1] - 1.0
    return (falling[above - 1] + falling[above]) / 2


def _with_finish(lines: Lines, population: Iterable[Pupil], plan: Plan, preset: Preset) -> Lines:
    cohorts: dict[tuple[int, str], list[Starter]] = defaultdict(list)
    for pupil in population:
        starter = starter_of(pupil, lines=lines, plan=plan, preset=preset)
        cohorts[starter.key].append(starter)
    finish = {key: _finish_lines(starters) for key, starters in cohorts.items()}
    return replace(lines, finish=finish)


def _finish_lines(starters: Sequence[Starter]) -> tuple[float, ...]:
    completion = starters[0].completion
    left_over = completion.not_within[-1]
    shares = list(completion.not_within)
    for share in completion.lesser.values():
        left_over -= share
        shares.append(left_over)
    return tuple(line_of((each.score for each in starters), share=share) for share in shares)


def _completion(pupil: Pupil, line: float, plan: Plan, preset: Preset) -> Completion:
    programme = pupil.school_class.programme
    if programme is not None:
        return preset.completion_of(programme.track)
    is_first = _first(preset) >= 1.0 or _first_track(pupil, plan) > line
    return preset.completions[0 if is_first else -1]


def _first(preset: Preset) -> float:
    return preset.completions[0].share


def _first_track(pupil: Pupil, plan: Plan) -> float:
    chance = dice(plan.seed, "track", pupil.number).gauss(0.0, 1.0)
    return _TRACK * pupil.merit + sqrt(1 - _TRACK**2) * chance


def _merit_in_track(pupil: Pupil, completion: Completion) -> float:
    if pupil.school_class.programme is not None:
        return pupil.merit
    mean, spread = completion.entry
    return (pupil.merit - mean) / spread


def _logistic(thrown: Random) -> float:
    chance = min(max(thrown.random(), 1e-12), 1 - 1e-12)
    return log(chance / (1 - chance))
