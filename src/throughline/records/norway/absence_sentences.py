"""What the absence limit says of a pupil, as it is read aloud: plain, thin, and without data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.records.norway.absence_kinds import LimitState
from throughline.records.norway.words import (
    capital,
    counted,
    enumeration,
    hours,
    paragraph,
    sentence,
)
from throughline.terms.language import Text, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.records.norway.absence_limit import AbsenceLimit


def limit_said(found: AbsenceLimit) -> Text:
    """Return where a pupil stands, what it rests on, and what is not confirmed."""
    match found.state:
        case LimitState.NO_LIMIT:
            return sentence("absence_limit", "no_limit")
        case LimitState.NO_HOURS | LimitState.NOTHING_REGISTERED:
            return sentence("absence_limit", str(found.state), subject=capital(found.subject))
        case LimitState.THIN:
            return paragraph([*_thin(found), *_untold(found)])
        case LimitState.OVER | LimitState.DISCRETION:
            return paragraph([*_over(found), *_untold(found)])
        case _:
            return paragraph([*_within(found), *_untold(found), coverage_said(found.coverage)])


def coverage_said(coverage: float | None) -> Text:
    """Return how much of the lesson time is registered, in words."""
    if coverage is None:
        return sentence("coverage", "unknown")
    return sentence("coverage", "known", coverage=percent(coverage))


def _within(found: AbsenceLimit) -> Iterator[Text]:
    counted_hours, limit = hours(found.used), hours(found.limit or 0)
    name = "within" if found.used else "nothing_used"
    yield sentence(
        "absence_limit",
        name,
        subject=capital(found.subject),
        used=counted_hours,
        limit=limit,
        left=_left(found),
    )
    if found.state is LimitState.NEAR and found.lessons_to_loss is not None:
        yield counted("absence_limit", "near", found.lessons_to_loss)
    if not found.left and found.share_of == "year_hours":
        yield sentence("absence_limit", "document_now")


def _left(found: AbsenceLimit) -> Text:
    if not found.left:
        return sentence("absence_limit", "left_none")
    said = hours(found.left, floor=True)
    return sentence("absence_limit", "left_one" if found.left == 1 else "left", hours=said)


def _over(found: AbsenceLimit) -> Iterator[Text]:
    marks = enumeration([sentence("marks", each) for each in found.marks_lost], joined_by="or")
    yield sentence(
        "absence_limit",
        "over",
        subject=capital(found.subject),
        excess=hours(found.excess),
        limit=hours(found.limit or 0),
        marks=marks,
    )
    yield sentence(
        "absence_limit", f"{found.state}_rule", top=percent(float(found.discretion_to or 0))
    )
    if "NO-ABS-07" in found.believed:
        yield sentence("absence_limit", "discretion_unconfirmed")


def _thin(found: AbsenceLimit) -> Iterator[Text]:
    yield sentence(
        "absence_limit",
        "thin",
        subject=capital(found.subject),
        used=hours(found.used),
        limit=hours(found.limit or 0),
        coverage=percent(found.coverage or 0),
    )


def _untold(found: AbsenceLimit) -> Iterator[Text]:
    if found.untold:
        yield sentence("absence_limit", "untold", hours=hours(found.untold))
