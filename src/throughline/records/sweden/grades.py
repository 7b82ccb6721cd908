"""The grade that counts in each subject of compulsory school, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from throughline.records.grades import is_known, known_from
from throughline.terms.grading import grade_scale
from throughline.terms.rulebook import UnknownRule, remembered, rules
from throughline.terms.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from throughline.terms.grading import ScaleGrade
    from throughline.terms.people import GradeRow

COUNTRY = "se"
_NEVER = date.min


@dataclass(frozen=True, slots=True)
class SubjectGrade:
    """The grade that counts in one subject.

    ``code`` is the subject's code, or its own name where nobody knows it; ``group`` is the code
    without a language (M2 of M2SPA). ``points`` is ``None`` where the scale does not know the
    grade. ``is_set`` is false for a dash, which is no grade. ``is_own_name`` tells a subject that
    the rulebook does not know.
    """

    code: str
    group: str
    row: GradeRow
    points: Decimal | None
    passed: bool
    is_set: bool
    is_own_name: bool = False


def subject_grades(grades: Iterable[GradeRow], *, on: date) -> tuple[SubjectGrade, ...]:
    """Return the grade that counts in each subject on a day, by code.

    Of several in one subject the last set is believed; of several that nothing tells apart in time
    the best. What was set after the day is left out. A combined grade stands for the subjects it
    covers wherever it is better (SE-MERIT-02). The order of the rows does not matter.
    """
    counts: dict[str, SubjectGrade] = {}
    for each in (_read(row, on) for row in grades if is_known(row, on=on)):
        other = counts.get(each.code)
        if other is None or _in_time(other) < _in_time(each):
            counts[each.code] = each
    covered = _combined(on)
    for code in sorted(covered.keys() & counts.keys()):
        _spread(counts, counts.pop(code), covered[code])
    return tuple(counts[code] for code in sorted(counts))


def _read(row: GradeRow, on: date) -> SubjectGrade:
    subject = subject_of(row.subject, COUNTRY)
    own_name = row.subject.strip().casefold()
    read = _on_its_scale(row, on)
    return SubjectGrade(
        code=subject.code if subject else own_name,
        group=subject.group if subject else own_name,
        row=row,
        points=read.points if read else None,
        passed=read.passed if read else row.passed is True,
        is_set=read.is_set if read else False,
        is_own_name=subject is None,
    )


def _on_its_scale(row: GradeRow, on: date) -> ScaleGrade | None:
    """Return a grade by the scale of the day it was set, else by that of the day we ask for."""
    try:
        return grade_scale(COUNTRY, on=row.set_on or on).grade(row.grade)
    except UnknownRule:
        # A day before every scale is a slip of the pen in the file, not a reason to stop.
        return grade_scale(COUNTRY, on=on).grade(row.grade)


def _in_time(grade: SubjectGrade) -> tuple[date, tuple[bool, bool, Decimal], str]:
    # The row itself comes last: so the same row wins whatever order they came in.
    return known_from(grade.row) or _NEVER, _in_worth(grade), repr(grade.row)


@remembered
def _combined(on: date) -> dict[str, tuple[str, ...]]:
    found = rules(kind="combined_grades", country=COUNTRY, on=on)
    return {code: covers for each in found for code, covers in each.values["stands_for"].items()}


def _spread(
    counts: dict[str, SubjectGrade], combined: SubjectGrade, covers: tuple[str, ...]
) -> None:
    for each in _as_own(combined, covers):
        own = counts.get(each.code)
        if own is None or _in_worth(own) < _in_worth(each):
            counts[each.code] = each


def _as_own(combined: SubjectGrade, covers: tuple[str, ...]) -> Iterator[SubjectGrade]:
    for code in covers:
        row = replace(combined.row, subject=code)
        yield replace(combined, code=code, group=code, row=row)


def _in_worth(grade: SubjectGrade) -> tuple[bool, bool, Decimal]:
    return grade.passed, grade.is_set, grade.points or Decimal(0)
