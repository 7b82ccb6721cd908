"""Norway: each pupil's school points, which marks they rest on, and what the file cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from throughline.cli.grades_subjects import Tally, Untold, remark
from throughline.cli.words import sentence
from throughline.records.grades import is_known, known_from
from throughline.records.norway.marks import (
    Level,
    MarkKind,
    conduct_mark,
    is_conduct,
    subject_mark,
)
from throughline.records.norway.school_points import MarkUse, mark_use, school_points
from throughline.records.norway.subjects import subject_of
from throughline.terms import subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from throughline.cli.grades_reading import GradeBook
    from throughline.records.norway.school_points import SchoolPoints
    from throughline.terms.language import Text
    from throughline.terms.people import GradeRow
    from throughline.terms.subjects import Subject

COUNTRY = "no"


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """The mark that holds in one subject, or of one of its exams.

    ``counts`` tells whether it is a number mark that school points rest on; ``why`` why not.
    """

    code: str
    name: Text
    kind: str | None
    mark: str
    counts: bool
    why: Text | None


@dataclass(frozen=True, slots=True)
class NorwegianPupil:
    """One pupil: school points, the mark of each subject, and warnings in words."""

    pupil: str
    points: SchoolPoints
    subjects: tuple[SubjectLine, ...]

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What to look out for: no points, marks that are missing, or marks that are not final."""
        points = self.points
        is_settled = points.value is not None and not points.is_conditional
        return () if is_settled and not points.missing else (points.text,)


def evaluate(book: GradeBook, *, on: date) -> Iterator[NorwegianPupil]:
    """Yield every pupil of a book as of a day, in its order.

    Raises:
        UnknownRule: the rulebook has no rules for the day.
    """
    for pupil, rows in book.pupils.items():
        points = school_points(rows, on=on)
        yield NorwegianPupil(pupil, points, tuple(_lines(rows, points, on)))


def without_points_first(pupils: Iterable[NorwegianPupil]) -> list[NorwegianPupil]:
    """Return those who have no points first."""
    return sorted(pupils, key=lambda one: (one.points.value is not None, one.pupil))


def reads_grades(rows: Iterable[GradeRow], *, on: date) -> bool:
    """Say whether any mark belongs to the Norwegian scale."""
    return any(_is_known(row, on) for row in rows)


def untold(book: GradeBook, *, on: date) -> Untold:
    """Return what the file cannot tell of its marks, and what was believed."""

    @cache
    def named(word: str) -> Subject | None:
        found = subject_of(word, on=on)
        known = subjects.subject_of(found.code, COUNTRY)
        return found if known is not None or is_conduct(word, on=on) else None

    tally = Tally(on, named)
    unknown = 0
    for rows in book.pupils.values():
        unknown += sum(not _is_known(row, on) for row in tally.take(rows))
    own = [remark("unknown_grades", unknown)] if unknown else []
    return Untold((*tally.told(), *own), tally.unknown)


def _is_known(row: GradeRow, on: date) -> bool:
    if is_conduct(row.subject, on=on):
        return conduct_mark(row.grade, on=on) is not None
    return subject_mark(row.grade, on=on, level=Level.LOWER) is not None


def _lines(rows: Iterable[GradeRow], points: SchoolPoints, on: date) -> Iterator[SubjectLine]:
    """Yield the mark that holds in each subject, by code; what another mark replaces is left out."""
    counted = {id(row) for row in points.counted}
    holding: dict[tuple[str, bool], GradeRow] = {}
    lines = []
    for row in sorted(rows, key=lambda each: (str(known_from(each) or ""), each.grade)):
        place = subject_of(row.subject, on=on).code, mark_use(row.kind, on=on) is MarkUse.EXAM
        if id(row) in counted:
            lines.append((place, row))
        elif is_known(row, on=on) and not _is_number(row, on):
            holding[place] = row
    numbered = {place for place, _ in lines}
    lines += [(place, row) for place, row in holding.items() if place not in numbered]
    for _, row in sorted(lines, key=lambda each: each[0]):
        yield _line(row, on, counts=id(row) in counted)


def _line(row: GradeRow, on: date, *, counts: bool) -> SubjectLine:
    found = subject_of(row.subject, on=on)
    why = None if counts else sentence("grades_why", _reason(row, on))
    return SubjectLine(found.code, found.name, row.kind, row.grade, counts, why)


def _is_number(row: GradeRow, on: date) -> bool:
    found = subject_mark(row.grade, on=on, level=Level.LOWER)
    conduct = is_conduct(row.subject, on=on)
    return not conduct and found is not None and found.kind is MarkKind.NUMBER


def _reason(row: GradeRow, on: date) -> str:
    if is_conduct(row.subject, on=on):
        return "conduct"
    found = subject_mark(row.grade, on=on, level=Level.LOWER)
    return "unknown" if found is None else str(found.kind)
