"""Who the pupils, their guardians and the staff are: invented people with ordinary names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.simulate.civic_numbers import civic_number
from throughline.simulate.names import draw_origin
from throughline.simulate.plan import dice
from throughline.simulate.stories import birthday_of_adult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from throughline.simulate.names import Names
    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Preset
    from throughline.simulate.pupils import Pupil
    from throughline.simulate.schools import SchoolClass
    from throughline.simulate.stories import Story

_STRIDE = 149
"""Pupils of an age in turn are born so many days apart, so that no civic number comes twice."""
_LAST_NUMBER = 9
_HEALTH_TEAM = 3
_LETTERS = str.maketrans("łøæđŁØÆĐı", "loadLOADi")


@dataclass(frozen=True, slots=True)
class Person:
    """One pupil as a person."""

    given_name: str
    family_name: str
    born: date
    civic_number: str
    is_girl: bool
    is_protected: bool
    names: Names


@dataclass(frozen=True, slots=True)
class Guardian:
    """One guardian of the children of one household; ``home`` is 1 or 2 where they have two."""

    number: int
    given_name: str
    family_name: str
    language: str
    phone: str
    email: str
    home: int
    has_right_to_information: bool


@dataclass(frozen=True, slots=True)
class Employee:
    """One member of a school's staff, with the classes taught and the class mentored."""

    id: str
    role: str
    given_name: str
    family_name: str
    email: str
    teaches: tuple[str, ...] = ()
    mentors: str | None = None


def person_of(
    pupil: Pupil, *, household: int, story: Story | None, plan: Plan, preset: Preset
) -> Person:
    """Return who a pupil is. A protected pupil's name here is the cover name agreed on."""
    at_home = dice(plan.seed, "household", household)
    names = draw_origin(preset.people, at_home)
    family = draw_origin(preset.people, at_home) if _is_mixed(preset, at_home) else names
    family_name = family.draw("family", at_home)
    is_protected = at_home.random() < preset.people.protected
    thrown = dice(plan.seed, "person", pupil.number)
    is_girl = thrown.random() < 0.486
    born, nth = _birth(pupil)
    if story is not None and story.is_just_adult:
        born, nth = birthday_of_adult(plan), _LAST_NUMBER
    return Person(
        given_name=names.draw("girls" if is_girl else "boys", thrown),
        family_name=family_name,
        born=born,
        civic_number=civic_number(born, is_girl=is_girl, nth=nth, country=plan.country),
        is_girl=is_girl,
        is_protected=is_protected or (story is not None and story.is_protected),
        names=names,
    )


def guardians_of(
    person: Person, *, household: int, plan: Plan, preset: Preset
) -> Iterator[Guardian]:
    """Yield the guardians of a child's household: one, two in one home, or two in two homes."""
    thrown = dice(plan.seed, "home", household)
    people = preset.people
    is_alone = thrown.random() < people.one_guardian
    has_two_homes = thrown.random() < people.two_homes / (1 - people.one_guardian)
    for number in (1,) if is_alone else (1, 2):
        names = draw_origin(people, thrown) if _is_mixed(preset, thrown) else person.names
        shares_name = thrown.random() < 0.75
        family = person.family_name if shares_name else names.draw("family", thrown)
        given = names.draw("women" if (number == 1) == (thrown.random() < 0.97) else "men", thrown)
        yield Guardian(
            number=number,
            given_name=given,
            family_name=family,
            language=names.language,
            phone=_phone(preset, thrown),
            email=f"{address(given)}.{address(family)}.{household}@example.net",
            home=2 if number == 2 and has_two_homes else 1,
            has_right_to_information=number == 1
            or thrown.random() >= people.no_right_to_information,
        )


def staff_of(classes: Sequence[SchoolClass], *, plan: Plan, preset: Preset) -> list[Employee]:
    """Return the staff of one school, given its classes: principal, health team and teachers."""
    school = classes[0].school
    thrown = dice(plan.seed, "staff", school.number)
    domain = f"{address(school.name)}.example"
    taken: set[str] = set()
    staff = [
        _employee(f"{school.number}-{nth}", role, domain, taken, preset, thrown)
        for nth, role in enumerate(["principal", *["health_team"] * _HEALTH_TEAM], start=1)
    ]
    names = [school_class.name() for school_class in classes]
    for nth in range(max(2, len(names) * 3 // 2)):
        number = f"{school.number}-{len(staff) + 1}"
        teacher = _employee(number, "teacher", domain, taken, preset, thrown)
        staff.append(_with_classes(teacher, nth, names))
    return staff


def coordinator_of(place: str, *, plan: Plan, preset: Preset) -> Employee:
    """Return the municipality's coordinator, who belongs to no school."""
    thrown = dice(plan.seed, "coordinator", place)
    domain = f"{address(place)}.example"
    return _employee(address(place), "coordinator", domain, set(), preset, thrown)


def mentor_of(school_class: SchoolClass, staff: Sequence[Employee]) -> Employee:
    """Return the mentor of a class."""
    name = school_class.name()
    return next(employee for employee in staff if employee.mentors == name)


def address(words: str) -> str:
    """Return words as they stand in an e-mail address: without accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(
        sign
        for sign in plain.replace(" ", "-")
        if sign.isascii() and (sign.isalnum() or sign == "-")
    )


def _is_mixed(preset: Preset, thrown: Random) -> bool:
    return thrown.random() < preset.people.mixed_names


def _birth(pupil: Pupil) -> tuple[date, int]:
    first = date(pupil.school_class.birth_year, 1, 1)
    days = (date(first.year + 1, 1, 1) - first).days
    return first + timedelta(pupil.age_rank * _STRIDE % days), pupil.age_rank // days


def _phone(preset: Preset, thrown: Random) -> str:
    least, most = preset.words["phones"]
    return str(preset.words["phone"]).format(number=thrown.randint(least, most))


def _employee(
    number: str, role: str, domain: str, taken: set[str], preset: Preset, thrown: Random
) -> Employee:
    names = draw_origin(preset.people, thrown)
    given = names.draw("women" if thrown.random() < 0.7 else "men", thrown)
    family = names.draw("family", thrown)
    email = f"{address(given)}.{address(family)}"
    while email in taken:
        email += "2"
    taken.add(email)
    return Employee(f"sim-p{number}", role, given, family, f"{email}@{domain}")


def _with_classes(teacher: Employee, nth: int, names: Sequence[str]) -> Employee:
    teaches = sorted({names[(nth + step) % len(names)] for step in (0, 1, 3, 4)})
    mentors = names[nth] if nth < len(names) else None
    return replace(teacher, teaches=tuple(teaches), mentors=mentors)
