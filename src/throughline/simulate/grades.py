"""Grades by term: they follow merit, and fail where a pupil's score lies above the line."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from throughline.simulate.courses import course_grades
from throughline.simulate.grading_days import Grade
from throughline.simulate.letters import letter, reads_second_language
from throughline.simulate.plan import dice
from throughline.simulate.prospects import failing, lacking_basis, lines_of
from throughline.simulate.pupils import habits_of, was_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from throughline.simulate.grading_days import Term
    from throughline.simulate.preset import Grading
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.world import World

_DEEP_CORE = 0.3
_DEEP_OTHER = 0.2
"""How fast the chance of failing another core subject, and any other, grows above the line; assumed."""
_ONE_MORE = 0.3
"""Chance of a second and a third failed subject where no core subject is; assumed."""


def grades_of(pupil: Pupil, terms: Sequence[Term], *, world: World) -> Iterator[Grade]:
    """Yield a pupil's grades, in order of time: by term, or by course where there are courses."""
    track = pupil.school_class.programme.track if pupil.school_class.programme else ""
    if getattr(world.preset.courses, track, ()):
        yield from course_grades(pupil, world=world)
        return
    since = world.came_on(pupil)
    for term in terms:
        if term.set_on >= since and was_here(pupil, term.year) and _is_graded(pupil, term, world):
            yield from _of_term(pupil, term, world)


def _is_graded(pupil: Pupil, term: Term, world: World) -> bool:
    back = world.plan.school_year.first_year - term.year.first_year
    return pupil.school_class.year - back in pupil.school_class.school.stage.graded


def _of_term(pupil: Pupil, term: Term, world: World) -> Iterator[Grade]:
    preset = world.preset
    grading = preset.grades
    # One throw a pupil, not a term: who fails in autumn mostly fails in spring.
    thrown = dice(world.plan.seed, "grades", pupil.number)
    subjects = subjects_of(pupil, thrown, world)
    failed = _failed(pupil, subjects, thrown, term, world)
    absent = habits_of(pupil, year=term.year, plan=world.plan, preset=preset).share
    missing = grading.missing_share + (1 - grading.missing_share) * absent
    without = _without_basis(pupil, subjects, thrown, term, world)
    kind = grading.kinds[_is_final(pupil, term, world)]
    choice = grading.choice[0]
    for subject in subjects:
        grade = letter(pupil, thrown, world)
        chance = thrown.random()
        if subject in failed:
            is_missing = bool(grading.missing_share) and chance < missing
            grade = grading.missing if is_missing else grading.failed
        if subject in without:
            grade = grading.missing
        yield Grade(term, subject, grade, kind=kind, is_choice=subject == choice)


def subjects_of(pupil: Pupil, thrown: Random, world: World) -> list[str]:
    """Return the subjects that a pupil of compulsory school is graded in, in the week's order."""
    grading = world.preset.grades
    first, second, _ = grading.second_language
    choice, choosing = grading.choice
    reads_second = reads_second_language(pupil, thrown, world)
    reads_choice = thrown.random() < choosing
    subjects = [
        second if reads_second and subject == first else subject
        for subject in pupil.school_class.school.stage.subjects
    ]
    return [subject for subject in subjects if subject != choice or reads_choice]


def _failed(
    pupil: Pupil, subjects: Sequence[str], thrown: Random, term: Term, world: World
) -> set[str]:
    lines = lines_of(world.plan)
    score = failing(pupil, year=term.year, plan=world.plan, preset=world.preset)
    core = _core(subjects, world.preset.grades)
    others = [subject for subject in subjects if subject not in core]
    worst = thrown.choices(core, world.preset.grades.core_weights[: len(core)])[0]
    chances = {subject: thrown.random() for subject in subjects}
    few = 1 + sum(thrown.random() < _ONE_MORE for _ in range(2))
    if score <= lines.subjects:
        return set()
    if score <= lines.core:
        # Never so many that eligibility is lost.
        return set(sorted(others, key=lambda subject: chances[subject])[:few])
    deep = score - lines.core
    return {worst} | {
        subject
        for subject in subjects
        if chances[subject] < 1 - exp(-(_DEEP_CORE if subject in core else _DEEP_OTHER) * deep)
    }


def _core(subjects: Sequence[str], grading: Grading) -> list[str]:
    """The core subjects as this pupil reads them."""
    first, second, _ = grading.second_language
    return [second if name == first and second in subjects else name for name in grading.core]


def _without_basis(
    pupil: Pupil, subjects: Sequence[str], thrown: Random, term: Term, world: World
) -> set[str]:
    """The subjects that lack a basis for a grade: the one that is avoided, and some more."""
    line = lines_of(world.plan).basis
    score = lacking_basis(pupil, year=term.year, plan=world.plan, preset=world.preset)
    if score <= line:
        return set()
    habits = habits_of(pupil, year=term.year, plan=world.plan, preset=world.preset)
    avoided = habits.avoids if habits.avoids in subjects else subjects[0]
    chance = 1 - exp(-_DEEP_OTHER * (score - line))
    return {str(avoided)} | {subject for subject in subjects if thrown.random() < chance}


def _is_final(pupil: Pupil, term: Term, world: World) -> bool:
    """Say whether a term's grade stands: the last of compulsory school, or of a year of upper."""
    stage = pupil.school_class.school.stage
    back = world.plan.school_year.first_year - term.year.first_year
    is_last_year = stage.id == "upper" or pupil.school_class.year - back == stage.years[-1]
    return term.is_last and is_last_year and stage.id != "young"
