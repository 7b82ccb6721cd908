"""Ført fravær: the absence that stands on a Norwegian diploma, beside the absence there was."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from throughline.records.norway.words import counted, hours, paragraph, sentence
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline.terms.attendance import Documentation
    from throughline.terms.language import Text
    from throughline.terms.school_years import SchoolYear


@dataclass(frozen=True, slots=True)
class DayAbsence:
    """What one pupil missed on one day: the whole of it, or single hours of sixty minutes.

    ``documentation`` is ``None`` where nobody told.
    """

    day: date
    documentation: Documentation | None
    is_whole_day: bool = True
    hours: Fraction | int = 0


@dataclass(frozen=True, slots=True)
class DiplomaAbsence:
    """One school year's absence twice: the days there were, and the days that the diploma shows.

    ``deleted`` documented days do not stand on the diploma. ``hours`` are single hours, the same
    in both. ``untold`` are whole days that nobody said were documented or not.
    """

    school_year: SchoolYear
    real_days: int
    deleted: int
    untold: int
    hours: Fraction

    @property
    def shown_days(self) -> int:
        """The days that stand on the diploma."""
        return self.real_days - self.deleted

    @property
    def text(self) -> Text:
        """Both figures, as they are read aloud to the pupil."""
        return _said(self)


def diploma_absence(
    absences: Iterable[DayAbsence], *, school_year: SchoolYear, as_of: date
) -> DiplomaAbsence:
    """Return a school year's absence as it was and as the diploma shows it (NO-DIP-01).

    Up to ten documented whole days a school year are deleted; single hours never are. Documented
    is not the same as valid: a day may be documented and still count elsewhere.
    """
    known = [
        each
        for each in absences
        if school_year.starts_on <= each.day <= min(as_of, school_year.ends_on)
    ]
    whole = {each.day: each.documentation for each in known if each.is_whole_day}
    documented = sum(_deletes(each, school_year) for each in whole.values())
    most = rule("NO-DIP-01", on=school_year.ends_on).values["most_days"]
    return DiplomaAbsence(
        school_year=school_year,
        real_days=len(whole),
        deleted=min(documented, most),
        untold=sum(each is None for each in whole.values()),
        hours=Fraction(sum(each.hours for each in known if each.day not in whole)),
    )


def _deletes(documentation: Documentation | None, school_year: SchoolYear) -> bool:
    ways = rule("NO-DIP-01", on=school_year.ends_on).values["deletes"]
    return documentation is not None and documentation in ways


def _said(found: DiplomaAbsence) -> Text:
    if not found.real_days and not found.hours:
        return sentence("diploma_absence", "none")
    said = [
        sentence(
            "diploma_absence",
            "shown",
            days=counted("diploma_absence", "days", found.shown_days),
            real_days=counted("diploma_absence", "days", found.real_days),
            hours=hours(found.hours),
        )
    ]
    if found.deleted:
        said.append(counted("diploma_absence", "deleted", found.deleted))
    if found.untold:
        said.append(counted("diploma_absence", "thin", found.untold))
    return paragraph(said)
