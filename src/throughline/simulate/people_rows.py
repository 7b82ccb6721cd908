"""People as the rows of a school's export: pupils, guardians, staff, and grades."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from throughline.simulate.grades import grades_of
from throughline.simulate.grading_days import graded_terms
from throughline.simulate.persons import (
    coordinator_of,
    guardians_of,
    mentor_of,
    staff_of,
)
from throughline.simulate.schools import year_name
from throughline.simulate.stories import last_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.simulate.grading_days import Grade, Term
    from throughline.simulate.persons import Employee
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.rows import Row
    from throughline.simulate.schools import SchoolClass
    from throughline.simulate.world import World


def schools(world: World) -> list[list[SchoolClass]]:
    """Return the classes of each school together."""
    by_school = groupby(world.classes, key=lambda each: each.school.number)
    return [list(classes) for _, classes in by_school]


def pupils(world: World) -> Iterator[Sequence[Row]]:
    """Yield each school's pupils."""
    for classes in schools(world):
        staff = staff_of(classes, plan=world.plan, preset=world.preset)
        yield [
            row
            for school_class in classes
            for row in _pupils_of(school_class, mentor_of(school_class, staff), world)
        ]


def guardians(world: World) -> Iterator[Sequence[Row]]:
    """Yield each school's guardians, a row for each pupil and guardian."""
    for classes in schools(world):
        yield [
            row
            for school_class in classes
            for pupil in world.pupils_of(school_class)
            for row in _guardians(pupil, world)
        ]


def staff(world: World) -> Iterator[Sequence[Row]]:
    """Yield each school's staff, a row for each person, role and class; first its municipality's."""
    place = None
    for classes in schools(world):
        school = classes[0].school
        rows: list[Row] = []
        if school.place != place:
            place = school.place
            coordinator = coordinator_of(place, plan=world.plan, preset=world.preset)
            rows.append(_employee(coordinator, "coordinator", "", "", world))
        for employee in staff_of(classes, plan=world.plan, preset=world.preset):
            rows.extend(_employments(employee, school.name, world))
        yield rows


def grades(world: World) -> Iterator[Sequence[Row]]:
    """Yield each school's grades."""
    terms = list(graded_terms(world))
    for classes in schools(world):
        yield [
            row
            for school_class in classes
            for pupil in world.pupils_of(school_class)
            for row in _grades(pupil, terms, world)
        ]


def _pupils_of(school_class: SchoolClass, mentor: Employee, world: World) -> Iterator[Row]:
    for pupil in world.pupils_of(school_class):
        left_on = _left_on(pupil, world)
        came_on = _date(world.came_on(pupil), world)
        yield _pupil(pupil, school_class, mentor, (came_on, left_on), world)
    for pupil, move in world.newcomers_of(school_class):
        yield _pupil(pupil, school_class, mentor, (_date(move.day, world), ""), world)


def _left_on(pupil: Pupil, world: World) -> str:
    """The last day in the class, of who moved or left by the last day written."""
    away = world.moves.get(pupil.number) or world.leaves.get(pupil.number)
    if away is None or away.day > last_day(world.plan):
        return ""
    return _date(away.day - timedelta(days=1), world)


def _pupil(
    pupil: Pupil, school_class: SchoolClass, mentor: Employee, dates: tuple[str, str], world: World
) -> Row:
    words = world.preset.words
    person = world.person_of(pupil)
    return (
        pupil.id,
        person.given_name,
        person.family_name,
        _date(person.born, world),
        person.civic_number,
        words["girl" if person.is_girl else "boy"],
        school_class.school.name,
        year_name(school_class.year),
        school_class.name(),
        school_class.programme.name if school_class.programme else "",
        mentor.email,
        f"{pupil.id}@example.org",
        "" if person.is_protected else school_class.school.place,
        _yes_or_no(person.is_protected, world),
        *dates,
    )


def _guardians(pupil: Pupil, world: World) -> Iterator[Row]:
    household = world.household_of(pupil)
    person = world.person_of(pupil)
    for guardian in guardians_of(person, household=household, plan=world.plan, preset=world.preset):
        yield (
            pupil.id,
            f"sim-v{household:06d}-{guardian.number}",
            guardian.given_name,
            guardian.family_name,
            guardian.email,
            guardian.phone,
            guardian.language,
            str(guardian.home),
            _yes_or_no(guardian.has_right_to_information, world),
            _yes_or_no(person.is_protected, world),
        )


def _employments(employee: Employee, school: str, world: World) -> Iterator[Row]:
    if employee.role != "teacher":
        yield _employee(employee, employee.role, school, "", world)
    if employee.mentors is not None:
        yield _employee(employee, "mentor", school, employee.mentors, world)
    for class_name in employee.teaches:
        yield _employee(employee, "teacher", school, class_name, world)


def _employee(employee: Employee, role: str, school: str, class_name: str, world: World) -> Row:
    return (
        employee.id,
        world.preset.words[role],
        school,
        class_name,
        employee.given_name,
        employee.family_name,
        employee.email,
        _date(date(world.last_year.first_year, 8, 1), world),
        "",
    )


def _grades(pupil: Pupil, terms: Sequence[Term], world: World) -> Iterator[Row]:
    move, leave = world.moves.get(pupil.number), world.leaves.get(pupil.number)
    for grade in grades_of(pupil, terms, world=world):
        if leave is not None and grade.term.set_on >= leave.day:
            break
        is_new = move is not None and grade.term.set_on >= move.day
        school_class = move.to if move is not None and is_new else pupil.school_class
        back = world.plan.school_year.first_year - grade.term.year.first_year
        row = (
            pupil.id,
            school_class.school.name,
            school_class.name(year=school_class.year - back),
            grade.term.label,
            grade.subject,
            grade.grade,
            _date(grade.term.set_on, world),
            *_about(grade, world),
        )
        # What stands last only some countries' files have columns for.
        yield row[: len(world.preset.columns["grades"])]


def _about(grade: Grade, world: World) -> tuple[str, str, str, str]:
    points = "" if grade.points is None else str(grade.points)
    choice = _yes_or_no(grade.is_choice, world) if grade.is_choice else ""
    return grade.kind, grade.level, points, choice


def _date(day: date, world: World) -> str:
    return day.strftime(world.preset.words["date"])


def _yes_or_no(answer: bool, world: World) -> str:  # noqa: FBT001 - the answer is the value written
    return str(world.preset.words["yes" if answer else "no"])
