"""From attendance marks to a pupil's year in each subject, as the Norwegian absence limit asks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from throughline.records.norway.absence_kinds import (
    HEALTH,
    AbsenceKind,
    SubjectAbsence,
    SubjectYear,
    absence_kind,
    hours_of,
)
from throughline.terms.attendance import Basis, Documentation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from throughline.terms.attendance import Mark
    from throughline.terms.school_years import SchoolYear


def subject_years(
    marks: Iterable[Mark],
    *,
    school_year: SchoolYear,
    as_of: date,
    year_hours: Mapping[str, Fraction | int],
) -> tuple[SubjectYear, ...]:
    """Return one pupil's school year in each subject that the marks name, by subject.

    Excused absence that is documented on another ground than health was accepted by the school
    and is exempt; unexcused absence counts although it is documented: documented is not valid.
    Absence that nobody has judged yet counts as undocumented. ``untold`` holds the excused hours
    of which the source does not say how they were shown.

    Args:
        marks: one pupil's marks; those without a subject, or outside the year, are left out.
        school_year: whose rules hold.
        as_of: nothing later is looked at.
        year_hours: each subject's årstimetall, by the subject's word in the marks.
    """
    by_subject: dict[str, list[Mark]] = defaultdict(list)
    last = min(as_of, school_year.ends_on)
    for mark in marks:
        if mark.subject and school_year.starts_on <= mark.starts_on <= last:
            by_subject[mark.subject].append(mark)
    return tuple(
        _year(subject, found, school_year, year_hours.get(subject))
        for subject, found in sorted(by_subject.items())
    )


def _year(
    subject: str, marks: list[Mark], school_year: SchoolYear, hours: Fraction | int | None
) -> SubjectYear:
    untold = sum(mark.excused or 0 for mark in marks if mark.documentation is None)
    return SubjectYear(
        subject,
        school_year,
        hours,
        tuple(one for mark in marks for one in _absences(mark, school_year)),
        _coverage(marks),
        untold=hours_of(untold),
    )


def _absences(mark: Mark, school_year: SchoolYear) -> Iterator[SubjectAbsence]:
    minutes = (mark.unexcused or 0) + (mark.unresolved or 0)
    if minutes:
        yield SubjectAbsence(mark.starts_on, hours_of(minutes), AbsenceKind.UNDOCUMENTED)
    if mark.excused:
        kind = _excused_kind(mark, school_year)
        yield SubjectAbsence(mark.starts_on, hours_of(mark.excused), kind)


def _excused_kind(mark: Mark, school_year: SchoolYear) -> AbsenceKind:
    is_other = mark.basis is Basis.OTHER
    match mark.documentation:
        case Documentation.DOCUMENTED:
            return AbsenceKind.DOCUMENTED_OTHER if is_other else AbsenceKind.DOCUMENTED_HEALTH
        case None:
            # What a source calls valid is documented, but leave is granted without a document.
            return AbsenceKind.UNDOCUMENTED if is_other else AbsenceKind.DOCUMENTED_HEALTH
        case shown:
            return absence_kind(None if is_other else HEALTH, shown, school_year=school_year)


def _coverage(marks: Iterable[Mark]) -> float | None:
    """Return the share of the offered minutes that was reported; ``None`` where a mark tells neither."""
    told = [(mark.offered, mark.reported) for mark in marks]
    offered = [each for each, _ in told if each is not None]
    reported = [each for _, each in told if each is not None]
    if len(offered) < len(told) or len(reported) < len(told) or not sum(offered):
        return None
    return min(1.0, sum(reported) / sum(offered))
