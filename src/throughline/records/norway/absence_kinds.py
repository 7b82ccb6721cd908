"""What one absence is to the Norwegian absence limit, and where a pupil can stand to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from throughline.terms.attendance import Documentation
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from datetime import date

    from throughline.terms.school_years import SchoolYear

HEALTH = "health"


class AbsenceKind(StrEnum):
    """What an absence is to the limit; which kinds count is said by the rules of the year."""

    NOT_ABSENCE = "not_absence"
    DOCUMENTED_OTHER = "documented_other"
    DOCUMENTED_HEALTH = "documented_health"
    SELF_CERTIFIED_HEALTH = "self_certified_health"
    UNDOCUMENTED = "undocumented"


class LimitState(StrEnum):
    """Where a pupil stands to the limit in one subject."""

    NO_LIMIT = "no_limit"
    NO_HOURS = "no_hours"
    NOTHING_REGISTERED = "nothing_registered"
    THIN = "thin"
    WITHIN = "within"
    NEAR = "near"
    DISCRETION = "discretion"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class SubjectAbsence:
    """Hours of sixty minutes that one pupil missed of one subject on one day."""

    day: date
    hours: Fraction | int
    kind: AbsenceKind


@dataclass(frozen=True, slots=True)
class SubjectYear:
    """One pupil's year in one subject: its hours, what was missed, and how much is registered.

    ``year_hours`` is the subject's årstimetall in hours of sixty minutes: what the percentage is
    of. ``coverage`` is the share (0-1) of the lesson time so far that somebody registered. Both are
    ``None`` where nobody told. ``lesson_hours`` is one lesson's length.
    ``untold`` are hours among the absences of which nobody said how they were shown.
    """

    subject: str
    school_year: SchoolYear
    year_hours: Fraction | int | None
    absences: tuple[SubjectAbsence, ...] = ()
    coverage: float | None = None
    lesson_hours: Fraction | int | None = None
    untold: Fraction = Fraction(0)


def hours_of(minutes: int) -> Fraction:
    """Return minutes as hours, exactly."""
    return Fraction(minutes, 60)


def absence_kind(
    cause: str | None,
    documentation: Documentation | None,
    *,
    school_year: SchoolYear,
    local_causes: frozenset[str] = frozenset(),
) -> AbsenceKind:
    """Return what an absence of a cause, shown in a way, is to the limit (NO-ABS-02, -05, -06, -09).

    Args:
        cause: ``health``, a cause that the rules list, or anything else; ``None`` is untold.
        documentation: how the cause was shown; ``None`` is not at all.
        school_year: whose rules hold.
        local_causes: those of the causes left to local rules that this school counts.

    Raises:
        UnknownRule: the school year lies before the limit, which came in 2016.
    """
    on = school_year.ends_on
    if cause in rule("NO-ABS-06", on=on).values["causes"]:
        return AbsenceKind.NOT_ABSENCE
    local = rule("NO-ABS-09", on=on).values
    if cause in local["by_local_rules"] and cause not in local_causes:
        return AbsenceKind.NOT_ABSENCE
    if cause in local["counts"]:
        return AbsenceKind.UNDOCUMENTED
    return _by_documentation(cause, documentation, on=on)


def _by_documentation(
    cause: str | None, documentation: Documentation | None, *, on: date
) -> AbsenceKind:
    is_self_certified = documentation is Documentation.SELF_CERTIFIED
    if is_self_certified and cause in rule("NO-ABS-02", on=on).values["self_certified"]:
        return AbsenceKind.SELF_CERTIFIED_HEALTH
    if documentation is not Documentation.DOCUMENTED:
        return AbsenceKind.UNDOCUMENTED
    if cause == HEALTH:
        return AbsenceKind.DOCUMENTED_HEALTH
    is_listed = cause in rule("NO-ABS-05", on=on).values["causes"]
    return AbsenceKind.DOCUMENTED_OTHER if is_listed else AbsenceKind.UNDOCUMENTED
