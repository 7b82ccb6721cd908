"""The warning letter (varsel) of one subject: what it must hold, in words, ready to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.records.norway.absence_limit import AbsenceLimit, absence_limit, days_that_count
from throughline.records.norway.ages import is_under
from throughline.records.norway.words import counted, enumeration, hours, sentence
from throughline.terms.language import Text, day_name
from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.records.norway.absence_kinds import SubjectYear


@dataclass(frozen=True, slots=True)
class WarningLetter:
    """One letter's title, the days it is about, and its paragraphs in the order of NO-MARK-07."""

    title: Text
    days: tuple[date, ...]
    paragraphs: tuple[Text, ...]


def warning_letter(
    year: SubjectYear, *, as_of: date, warn_at: Sequence[float] | None = None
) -> WarningLetter | None:
    """Return the letter that is due (NO-ABS-08), or ``None`` while no share to warn at is reached.

    It carries the dates of the absence, the limit, what follows if the limit is passed, and the
    right of complaint (NO-MARK-07, from professional memory).
    """
    found = absence_limit(year, as_of=as_of, warn_at=warn_at)
    if not found.crossings:
        return None
    days = days_that_count(year, as_of=as_of)
    parts = rule("NO-MARK-07", on=as_of).values["holds"]
    return WarningLetter(
        title=sentence("letter", "title", subject=found.subject),
        days=days,
        paragraphs=tuple(_part(each, found, days) for each in parts),
    )


def letter_to(birth_date: date | None, *, on: date) -> tuple[str, ...]:
    """Return who gets the letter: the pupil, and the guardians of a pupil under 18 (NO-ABS-08)."""
    duty = rule("NO-ABS-08", on=on).values
    is_minor = is_under(duty["adult_age"], birth_date, on=on)
    return tuple(duty["addressee_of_minors" if is_minor else "addressee"])


def _part(name: str, found: AbsenceLimit, days: tuple[date, ...]) -> Text:
    match name:
        case "dates":
            return sentence("letter", name, days=enumeration([day_name(day) for day in days]))
        case "limit":
            amounts = {"used": hours(found.used + found.excess), "limit": hours(found.limit or 0)}
            return sentence("letter", name, as_of=day_name(found.as_of), **amounts)
        case "consequence":
            marks = [sentence("marks", each) for each in found.marks_lost]
            form = "consequence_over" if found.excess else "consequence"
            return sentence("letter", form, marks=enumeration(marks, joined_by="or"))
        case _:
            n = rule("NO-MARK-07", on=found.as_of).values["complaint_days"]
            return counted("letter", name, n)
