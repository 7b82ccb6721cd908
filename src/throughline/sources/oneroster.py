"""OneRoster packages (1.0, 1.1, 1.2 and their relatives) as pupils, guardians and staff."""

from __future__ import annotations

import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from throughline.sources import cells, dates
from throughline.sources.issues import CellFault, Severity, unreadable
from throughline.sources.oneroster_files import (
    Line,
    Package,
    members,
    open_package,
    say_gone,
    say_what_the_manifest_says,
)
from throughline.sources.portions import Portion
from throughline.terms.people import GuardianRow, PupilRow, StaffRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from throughline.sources.options import ReadOptions
    from throughline.sources.tables import SourceFile

_PUPIL = "student"
_HOMES = frozenset({"parent", "guardian", "relative"})
_STAFF = frozenset(
    {
        "teacher",
        "professor",
        "faculty",
        "adjunct",
        "instructor",
        "administrator",
        "aide",
        "counselor",
        "principal",
        "proctor",
        "staff",
        "districtadministrator",
        "siteadministrator",
        "systemadministrator",
    }
)


@dataclass(frozen=True, slots=True)
class _Role:
    """What one person is at one place."""

    role: str
    org: str | None
    grade: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(slots=True)
class _Person:
    """One user, with what the other files say of the same person."""

    id: str
    given: str | None
    family: str | None
    email: str | None
    phone: str | None
    agents: tuple[str, ...]
    protected: bool
    roles: list[_Role] = field(default_factory=list)
    homeroom: str | None = None
    teaches: dict[tuple[str | None, str], None] = field(default_factory=dict)
    birth_date: date | None = None
    sex: str | None = None


def read_package(source: SourceFile, options: ReadOptions) -> Iterator[Portion]:
    """Yield what a zipped package says; see ``read_oneroster``.

    Raises:
        UnreadableSource: the zip is damaged, which may show only while a file in it is read.
    """
    try:
        yield from read_oneroster(members(source, options), options)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise unreadable("damaged_zip", file=source.name) from None


def read_oneroster(files: Sequence[SourceFile], options: ReadOptions) -> Iterator[Portion]:
    """Yield the pupils, guardians and staff of a package's files.

    A pupil's class is the homeroom; a scheduled class is a lesson group and not a class. Rows are
    counted over all files that are read. Every person is held in memory, since the files refer to
    each other in any order.

    Raises:
        UnreadableSource: no list of users, or one that cannot be read.
    """
    package = open_package(files, options)
    say_what_the_manifest_says(package)
    people, hidden = _people(package)
    _add_roles(package, people, hidden)
    _add_demographics(package, people, hidden)
    _add_classes(package, people, hidden)
    guardians = list(_guardians(package, people, hidden))
    _say_what_is_odd(package, people, guardians)
    say_gone(package)
    yield replace(package.portion(), hidden_pupils=tuple(sorted(hidden)))
    rows: Iterator[PupilRow | StaffRow | GuardianRow] = _rows(people, guardians)
    while batch := list(islice(rows, options.batch_rows)):
        yield Portion(
            pupils=tuple(row for row in batch if isinstance(row, PupilRow)),
            guardians=tuple(row for row in batch if isinstance(row, GuardianRow)),
            staff=tuple(row for row in batch if isinstance(row, StaffRow)),
        )


def _people(package: Package) -> tuple[dict[str, _Person], set[str]]:
    """Return the users by their id, and the ids of those that are hidden."""
    schools = _schools(package)
    people: dict[str, _Person] = {}
    hidden: set[str] = set()
    for line in package.lines("users"):
        marked = line["protected"] is not None and cells.protected(line["protected"])
        if marked and not package.options.accept_protected:
            hidden.add(line["id"] or "")
            package.rejected += 1
            package.protected_refused += 1
            continue
        person = _person(line, protected=marked)
        if person.id in people:
            package.refuse("users", line, "person_twice")
            continue
        people[person.id] = person
        orgs: Sequence[str | None] = line.many("orgs")
        if line["role"] is not None:
            places = [org for org in orgs if org in schools] or orgs or (None,)
            grade = next(iter(line.many("grade")), None)
            person.roles = [_Role(line["role"].casefold(), org, grade) for org in places]
    if package.protected_refused:
        package.on("users").on_file("protected_refused", count=package.protected_refused)
    return people, hidden


def _schools(package: Package) -> set[str]:
    return {
        line["id"] or ""
        for line in package.lines("orgs")
        if (line["type"] or "").casefold() == "school"
    }


def _person(line: Line, *, protected: bool) -> _Person:
    return _Person(
        id=line["id"] or "",
        given=line["given"] or line["given_official"],
        family=line["family"] or line["family_official"],
        email=line["email"],
        phone=line["phone"],
        agents=line.many("agents"),
        protected=protected,
    )


def _add_roles(package: Package, people: dict[str, _Person], hidden: set[str]) -> None:
    """Let roles.csv, where there is one, say what each person is."""
    told: dict[str, list[_Role]] = defaultdict(list)
    for line in package.lines("roles"):
        user = line["user"] or ""
        if user in hidden:
            continue
        if user not in people:
            package.refuse("roles", line, "unknown_person")
            continue
        told[user].append(
            _Role(
                role=(line["role"] or "").casefold(),
                org=line["org"],
                grade=line["grade"],
                starts_on=_day(package, "roles", line, "starts"),
                ends_on=_day(package, "roles", line, "ends"),
            )
        )
    for user, roles in told.items():
        grade = next((role.grade for role in people[user].roles if role.grade), None)
        people[user].roles = [
            _Role(role.role, role.org, role.grade or grade, role.starts_on, role.ends_on)
            for role in roles
        ]


def _add_demographics(package: Package, people: dict[str, _Person], hidden: set[str]) -> None:
    for line in package.lines("demographics"):
        person = people.get(line["user"] or "")
        if person is not None:
            person.birth_date = _day(package, "demographics", line, "birth", birth=True)
            person.sex = line["sex"]
        elif line["user"] not in hidden:
            package.refuse("demographics", line, "unknown_person")


def _add_classes(package: Package, people: dict[str, _Person], hidden: set[str]) -> None:
    """Let the enrolments say who is in which homeroom and who teaches which class."""
    classes = {line["id"] or "": line for line in package.lines("classes")}
    for line in package.lines("enrollments"):
        person, group = people.get(line["user"] or ""), classes.get(line["class"] or "")
        if line["user"] in hidden:
            continue
        if person is None or group is None:
            package.refuse(
                "enrollments", line, "unknown_person" if person is None else "unknown_class"
            )
            continue
        school = line["school"] or group["school"]
        title = group["title"] or group["id"] or ""
        if (line["role"] or "").casefold() != _PUPIL:
            person.teaches.setdefault((school, title))
        elif (group["type"] or "").casefold() == "homeroom":
            person.homeroom = title


def _guardians(
    package: Package, people: dict[str, _Person], hidden: set[str]
) -> Iterator[GuardianRow]:
    """Yield each pair of pupil and guardian once, whichever of the two the file hangs it on."""
    pairs: dict[tuple[str, str], None] = {}
    for person in people.values():
        for agent in person.agents:
            pair = (agent, person.id) if _is_home(person) else (person.id, agent)
            pairs.setdefault(pair)
    for line in package.lines("relationships"):
        if line["user"] in hidden or line["agent"] in hidden:
            continue
        if line["user"] not in people or line["agent"] not in people:
            package.refuse("relationships", line, "unknown_person")
            continue
        pairs.setdefault((line["user"] or "", line["agent"] or ""))
    for pupil, agent in pairs:
        home = people.get(agent)
        if pupil in people and home is not None and not hidden & {pupil, agent}:
            yield GuardianRow(
                pupil_id=pupil,
                guardian_id=agent,
                given_name=home.given,
                family_name=home.family,
                email=home.email,
                phone=home.phone,
                protected=home.protected,
            )


def _is_home(person: _Person) -> bool:
    return any(role.role in _HOMES for role in person.roles)


def _rows(
    people: dict[str, _Person], guardians: Sequence[GuardianRow]
) -> Iterator[PupilRow | StaffRow | GuardianRow]:
    held = [(person, role) for person in people.values() for role in person.roles]
    for person, role in held:
        if role.role == _PUPIL:
            yield _pupil(person, role)
        elif role.role in _STAFF:
            yield from _staff(person, role)
    yield from guardians


def _pupil(person: _Person, role: _Role) -> PupilRow:
    return PupilRow(
        pupil_id=person.id,
        unit_id=role.org,
        class_name=person.homeroom,
        year_group=role.grade,
        given_name=person.given,
        family_name=person.family,
        birth_date=person.birth_date,
        sex=person.sex,
        email=person.email,
        starts_on=role.starts_on,
        ends_on=role.ends_on,
        protected=person.protected,
    )


def _staff(person: _Person, role: _Role) -> Iterator[StaffRow]:
    """Yield a row for each class taught at the place, or one for the place itself."""
    taught: Sequence[str | None] = [
        title for school, title in person.teaches if school in (role.org, None)
    ]
    for title in taught or (None,):
        yield StaffRow(
            staff_id=person.id,
            role=role.role,
            unit_id=role.org,
            class_name=title,
            given_name=person.given,
            family_name=person.family,
            email=person.email,
            starts_on=role.starts_on,
            ends_on=role.ends_on,
        )


def _say_what_is_odd(
    package: Package, people: dict[str, _Person], guardians: Sequence[GuardianRow]
) -> None:
    homes = {row.guardian_id for row in guardians}
    known = {_PUPIL, *_HOMES, *_STAFF}
    without = [person for person in people.values() if not person.roles and person.id not in homes]
    unknown = {role.role for person in people.values() for role in person.roles} - known
    if without:
        package.on("users").on_file("people_without_role", count=len(without))
    if unknown:
        package.on("users").on_file("unknown_roles", names=", ".join(sorted(unknown)))
    if "roles" in package.files and "manifest" not in package.files:
        package.on("users").on_file("school_data_sync")
    if not any(person.homeroom for person in people.values()):
        package.on("users").on_file("no_homerooms")


def _day(package: Package, name: str, line: Line, key: str, *, birth: bool = False) -> date | None:
    """Return a day, or nothing and a remark where it cannot be believed."""
    said = line[key]
    if said is None:
        return None
    earliest = dates.EARLIEST_BIRTH if birth else dates.EARLIEST
    try:
        return dates.day(said.partition("T")[0], order=lambda: None, earliest=earliest)
    except CellFault as fault:
        package.on(name).on_row(line.number, fault.code, severity=Severity.WARNING, **fault.words)
        return None
