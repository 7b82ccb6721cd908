"""Sweden: what each pupil's grades of compulsory school amount to, and what the file cannot tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from throughline.cli.grades_subjects import Tally, Untold, remark
from throughline.records.sweden.eligibility import NOTHING, eligibility
from throughline.records.sweden.merit import merit_value
from throughline.terms.grading import grade_scale
from throughline.terms.rulebook import rules
from throughline.terms.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from throughline.cli.grades_reading import GradeBook
    from throughline.records.sweden.eligibility import Eligibility, Gap
    from throughline.records.sweden.merit import Merit
    from throughline.terms.language import Text
    from throughline.terms.people import GradeRow

COUNTRY = "se"
_FEWEST_COURSE_POINTS = 25
"""A column of points may also hold what a grade gives; that is at most twenty."""
_UNTOLD = "MS"
"""The code of modern languages that leaves open whether it was the language choice."""

Declared = frozenset[str]


@dataclass(frozen=True, slots=True)
class SwedishPupil:
    """One pupil: merit value (``None`` without a grade), and which programmes the grades open."""

    pupil: str
    merit: Merit | None
    standing: Eligibility

    @property
    def distance(self) -> int:
        """How many subjects the pupil is from the first family of programmes, the vocational ones."""
        return next(iter(self.standing.gaps.values())).count

    @property
    def closed(self) -> dict[str, Gap]:
        """The gap to each family that the grades do not open."""
        return {name: gap for name, gap in self.standing.gaps.items() if gap.count}


def evaluate(
    book: GradeBook, *, on: date, declared: Mapping[str, Declared]
) -> Iterator[SwedishPupil]:
    """Yield every pupil of a book as of a day, in its order.

    Raises:
        UnknownRule: the rulebook has no rules for the day.
    """
    for pupil, rows in book.pupils.items():
        standing = eligibility(rows, on=on, declared=declared.get(pupil, NOTHING))
        yield SwedishPupil(pupil, merit_value(rows, on=on), standing)


def closest_first(pupils: Iterable[SwedishPupil]) -> list[SwedishPupil]:
    """Return those whom the fewest subjects part from eligibility first, the eligible last."""
    return sorted(pupils, key=lambda one: (one.distance == 0, one.distance, one.pupil))


def family_names(on: date) -> dict[str, Text]:
    """Return what each family of programmes is called inside a sentence, in the order of the rules."""
    found = rules(kind="eligibility", country=COUNTRY, on=on)
    return {code: name for each in found for code, name in each.values["families"].items()}


def is_of_a_course(row: GradeRow) -> bool:
    """Say whether a grade is of a course in upper-secondary school: those have points of their own."""
    return row.points is not None and row.points >= _FEWEST_COURSE_POINTS


def reads_grades(rows: Iterable[GradeRow], *, on: date) -> bool:
    """Say whether any grade belongs to a Swedish scale."""
    return any(_is_known(row, on) for row in rows)


def untold(book: GradeBook, *, on: date) -> Untold:
    """Return what the file cannot tell of its grades, and what was believed."""
    tally = Tally(on, cache(lambda word: subject_of(word, COUNTRY)))
    counts = Counter({"course_points": book.left_out})
    for rows in book.pupils.values():
        known = tally.take(rows)
        counts["unknown_grades"] += sum(not _is_known(row, on) for row in known)
        counts["no_language_choice"] += sum(_is_untold(row, tally) for row in known)
    names = ("unknown_grades", "no_language_choice", "course_points")
    own = [remark(name, counts[name]) for name in names if counts[name]]
    return Untold((*tally.told(), *own), tally.unknown)


def _is_known(row: GradeRow, on: date) -> bool:
    return row.passed is not None or grade_scale(COUNTRY, on=on).grade(row.grade) is not None


def _is_untold(row: GradeRow, tally: Tally) -> bool:
    """Say whether a grade may be the language choice and nothing tells: neither code nor column."""
    subject = tally.subject(row.subject)
    return row.language_choice is None and subject is not None and subject.code == _UNTOLD
