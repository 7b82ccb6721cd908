"""Grades of upper secondary school by course or level: each once, when it has been read.

Whoever began when levels came reads levels, others courses. Who completes in the shortest of the
completion's years passes all that a diploma asks for; who does not, fails some of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Any

from throughline.simulate.grading_days import Grade, term_of
from throughline.simulate.letters import letter, reads_second_language
from throughline.simulate.plan import dice
from throughline.simulate.prospects import fate_of, lines_of, starter_of
from throughline.simulate.pupils import habits_of
from throughline.simulate.stories import last_day
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from throughline.simulate.preset import Courses
    from throughline.simulate.prospects import Starter
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.world import World

_WORST = (0.5, 0.2, 0.15, 0.1, 0.05)
"""Which of the required subjects is failed first, in the preset's order; assumed."""
_DEEP = 0.25
"""How fast the chance of failing any other subject grows above the line; assumed."""
_ONE_FAIL = 0.3
"""Chance that a pupil just below the line fails a course that is not required; assumed."""


@dataclass(frozen=True, slots=True)
class Course:
    """One course: its subject, the place among the subject's courses, and when it is graded."""

    subject: str
    nth: int
    level: str
    points: int
    year: int
    when: str


@dataclass(frozen=True, slots=True)
class Failing:
    """From which of its courses on a pupil fails a subject; whether a fail may be without a grade."""

    first: Mapping[str, int]
    only: Course | None
    missing: float

    def holds(self, course: Course) -> bool:
        """Say whether the pupil fails a course: who fails one fails what builds on it."""
        return course == self.only or course.nth >= self.first.get(course.subject, course.nth + 1)


def course_grades(pupil: Pupil, *, world: World) -> Iterator[Grade]:
    """Yield the grades of the courses that a pupil has read by the last day written."""
    school_class = pupil.school_class
    begins = school_class.begins
    read = _courses_of(pupil, world.preset.courses)
    thrown = dice(world.plan.seed, "courses", pupil.number)
    failing = _failing(pupil, read, thrown, world)
    is_second = reads_second_language(pupil, thrown, world)
    until = last_day(world.plan)
    for course in read:
        term = term_of(SchoolYear(begins + course.year - 1), course.when, world)
        grade = _graded(pupil, course, failing, thrown, world)
        if term.set_on <= until:
            name, level = _named(course, begins, world, is_second=is_second)
            kind = _kind(pupil, course, world.preset.courses)
            yield Grade(term, name, grade, kind=kind, level=level, points=course.points)


def _courses_of(pupil: Pupil, courses: Courses) -> list[Course]:
    programme = pupil.school_class.programme
    track = programme.track if programme else ""
    rows = list(getattr(courses, track))
    if pupil.school_class.begins >= courses.levels_from and track in courses.more:
        rows.append(courses.more[track])
    return list(_numbered(rows))


def _numbered(rows: Sequence[Sequence[Any]]) -> Iterator[Course]:
    read: dict[str, int] = {}
    for subject, level, points, year, when in rows:
        read[subject] = read.get(subject, -1) + 1
        yield Course(subject, read[subject], level, points, year, when)


def _failing(pupil: Pupil, read: Sequence[Course], thrown: Random, world: World) -> Failing:
    plan, preset = world.plan, world.preset
    lines = lines_of(plan)
    starter = starter_of(pupil, lines=lines, plan=plan, preset=preset)
    above = starter.score - lines.finish[starter.key][0]
    required = _required(pupil, preset.courses)
    first = _first_failed(read, required, above, thrown)
    free = [course for course in read if course.subject not in required]
    one, chance = thrown.choice(free), thrown.random()
    if above <= 0:
        return Failing({}, one if chance < _ONE_FAIL * exp(above) else None, 0.0)
    return Failing(first, None, _missing(starter, world))


def _required(pupil: Pupil, courses: Courses) -> Sequence[str]:
    programme = pupil.school_class.programme
    return courses.required[programme.track] if programme else ()


def _first_failed(
    read: Sequence[Course], required: Sequence[str], above: float, thrown: Random
) -> dict[str, int]:
    """By subject the first course that is failed: of the worst one a course that a diploma needs."""
    many = {course.subject: course.nth + 1 for course in read}
    worst = thrown.choices(required, _WORST[: len(required)])[0]
    first = {}
    for subject, courses in many.items():
        chance, nth = thrown.random(), thrown.randrange(courses)
        if subject == worst:
            # Of mathematics a diploma asks for the first course alone.
            first[subject] = 0 if subject == required[0] else nth
        elif chance < 1 - exp(-_DEEP * max(above, 0.0)):
            first[subject] = nth
    return first


def _missing(starter: Starter, world: World) -> float:
    """Return the chance that a fail is without a basis: none for who is graded in everything."""
    if fate_of(starter, lines_of(world.plan)).outcome in {"diploma", "certificate_2500"}:
        return 0.0
    year, plan = world.plan.school_year, world.plan
    absent = habits_of(starter.pupil, year=year, plan=plan, preset=world.preset).share
    least = world.preset.grades.missing_share
    return least + (1 - least) * absent


def _graded(pupil: Pupil, course: Course, failing: Failing, thrown: Random, world: World) -> str:
    grading = world.preset.grades
    passing, chance = letter(pupil, thrown, world), thrown.random()
    if failing.holds(course):
        return grading.missing if chance < failing.missing else grading.failed
    return grading.scale[-1] if course.subject == world.preset.courses.project else passing


def _named(course: Course, begins: int, world: World, *, is_second: bool) -> tuple[str, str]:
    """Return a course's subject and level as they are written."""
    courses = world.preset.courses
    first, second, _ = world.preset.grades.second_language
    subject = second if is_second and course.subject == first else course.subject
    if subject == courses.project:
        return subject, ""
    if begins >= courses.levels_from:
        return subject, courses.level.format(level=course.level)
    old = courses.old_levels.get(subject, ())
    level = old[course.nth] if old else course.level
    return courses.course.format(subject=subject, level=level), ""


def _kind(pupil: Pupil, course: Course, courses: Courses) -> str:
    programme = pupil.school_class.programme
    common = courses.common.get(programme.track) if programme else None
    return courses.common_word if course.subject == common else ""
