"""Courses and levels of upper-secondary school, as a file of grades writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from throughline.records.grades import is_known, known_from
from throughline.records.sweden.grades import COUNTRY
from throughline.terms.grading import grade_scale
from throughline.terms.rulebook import UnknownRule, remembered, rule, rules
from throughline.terms.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from throughline.terms.grading import ScaleGrade
    from throughline.terms.people import GradeRow

_LEADING_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Course:
    """One course (GY11) or level (Gy25) with the grade that counts on it.

    ``subject`` is a code, or the name in small letters where nobody knows it. ``points`` is
    ``None`` where the file does not tell. ``is_graded`` is false for a dash. ``is_common`` is true
    for what the file marks as common to the programme, ``None`` where it says nothing of kind.
    """

    subject: str
    level: str | None
    points: int | None
    passed: bool
    is_graded: bool
    is_project: bool
    is_common: bool | None

    @property
    def number(self) -> int | None:
        """The number that a level begins with: 1 of ``1b``; ``None`` without a level."""
        told = _LEADING_NUMBER.match(self.level or "")
        return int(told[0]) if told else None


def courses(grades: Iterable[GradeRow], *, started_on: date, on: date) -> tuple[Course, ...]:
    """Return the pupil's courses or levels as known on a day, each once, in order.

    Of several grades on one the last set is believed. For whoever began under Gy25 a passing grade
    on a higher level counts for the lower ones in the list and replaces their grades (SE-DIPL-05);
    a level that the list does not name is not made up.
    """
    latest: dict[tuple[str, str | None], tuple[GradeRow, Course]] = {}
    for row in sorted((row for row in grades if is_known(row, on=on)), key=_in_time):
        course = _read(row, started_on=started_on, on=on)
        earlier = latest.get((course.subject, course.level))
        if earlier is None or _wins(row, course, over=earlier):
            latest[course.subject, course.level] = row, course
    found = tuple(latest[key][1] for key in sorted(latest, key=str))
    return _higher_for_lower(found) if _has_level_rule(started_on) else found


def _in_time(row: GradeRow) -> tuple[date, str]:
    return known_from(row) or date.min, repr(row)


def _wins(row: GradeRow, course: Course, *, over: tuple[GradeRow, Course]) -> bool:
    """Say whether a later row stands: of two that nothing tells apart in time the better does."""
    earlier, other = over
    if known_from(row) != known_from(earlier):
        return True
    return (course.passed, course.is_graded) >= (other.passed, other.is_graded)


def _read(row: GradeRow, *, started_on: date, on: date) -> Course:
    subject, level = _subject_and_level(row.subject, row.level)
    read = _on_its_scale(row, on)
    project = _is_project(row, started_on)
    is_graded = read.is_set if read else row.passed is not None
    passed = read.passed if read else row.passed is True
    return Course(
        subject=subject,
        level=level,
        points=row.points,
        passed=passed and (not project or _passes_project(row.grade, started_on)),
        is_graded=is_graded,
        is_project=project,
        is_common=_is_common(row.kind),
    )


def _on_its_scale(row: GradeRow, on: date) -> ScaleGrade | None:
    try:
        return grade_scale(COUNTRY, on=row.set_on or on).grade(row.grade)
    except UnknownRule:
        # A day before every scale is a slip of the pen in the file, not a reason to stop.
        return grade_scale(COUNTRY, on=on).grade(row.grade)


@remembered
def _subject_and_level(subject: str, level: str | None) -> tuple[str, str | None]:
    """Return a course's subject and level, from its course code, its name, or both columns."""
    told = rule("SE-DIPL-10").values
    for written in filter(None, (level, subject)):
        found = _by_code(written, told["codes"]) or _by_name(written, told["named"])
        if found:
            return found
    alone = re.fullmatch(told["level_alone"], (level or "").strip(), re.IGNORECASE)
    return _code(subject), alone[1].lower() if alone else (level or None)


def _by_code(written: str, codes: Mapping[str, str]) -> tuple[str, str] | None:
    for subject, pattern in codes.items():
        found = re.fullmatch(pattern, written.strip(), re.IGNORECASE)
        if found:
            return subject, found[1].lower()
    return None


def _by_name(written: str, pattern: str) -> tuple[str, str] | None:
    found = re.fullmatch(pattern, written.strip(), re.IGNORECASE)
    # "Nivå 2" is a level without its subject.
    return (_code(found[1]), found[2].lower()) if found and not _is_level(written) else None


def _is_level(written: str) -> bool:
    pattern = rule("SE-DIPL-10").values["level_alone"]
    return re.fullmatch(pattern, written.strip(), re.IGNORECASE) is not None


def _code(name: str) -> str:
    known = subject_of(name, COUNTRY)
    return known.code if known else name.strip().casefold()


def _is_project(row: GradeRow, started_on: date) -> bool:
    told = rule("SE-DIPL-04", on=started_on).values
    written = [word.strip() for word in (row.subject, row.level or "")]
    return any(
        word.casefold() in told["words"] or word.upper().startswith(told["code_begins"])
        for word in written
    )


def _passes_project(grade: str, started_on: date) -> bool:
    return bool(grade.strip().upper() == rule("SE-DIPL-04", on=started_on).values["passes"])


def _is_common(kind: str | None) -> bool | None:
    return None if kind is None else kind.strip().casefold() in rule("SE-DIPL-10").values["common"]


def _has_level_rule(started_on: date) -> bool:
    held = rules(kind="level_rule", country=COUNTRY, on=started_on)
    return any(each.values["higher_counts_for_lower"] for each in held)


def _higher_for_lower(found: tuple[Course, ...]) -> tuple[Course, ...]:
    highest: dict[str, int] = {}
    for each in found:
        if each.passed and each.number is not None:
            highest[each.subject] = max(each.number, highest.get(each.subject, 0))
    return tuple(
        replace(each, passed=True, is_graded=True)
        if each.number is not None and each.number < highest.get(each.subject, 0)
        else each
        for each in found
    )
