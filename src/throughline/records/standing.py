"""A pupil's standing: what one window amounts to as of a day. It knows no limit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.records.ledger import Ledger, Totals
from throughline.records.patterns import WeekdayPattern, weekday_pattern
from throughline.records.spells import Spell, absence_spells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from throughline.records.pupil import PupilRecord
    from throughline.records.windows import Window
    from throughline.terms.attendance import Status
    from throughline.terms.school_years import DateSpan


@dataclass(frozen=True, slots=True)
class Standing:
    """One pupil at one unit in one window as of a day: minutes, coverage, spells and pattern."""

    pupil_id: str
    unit_id: str | None
    as_of: date
    window: Window
    span: DateSpan
    totals: Totals
    spells: tuple[Spell, ...]
    pattern: WeekdayPattern | None

    @property
    def coverage(self) -> float | None:
        """Share of the offered minutes that was reported."""
        return self.totals.coverage


def standing(
    record: PupilRecord, *, window: Window, as_of: date, school_days: Sequence[date]
) -> Standing | None:
    """Return a pupil's standing in a window, or ``None`` where the window holds no school day yet.

    A window never reaches back before the pupil's enrolment began.
    """
    span = window.span(as_of, school_days=school_days)
    if span is None:
        return None
    known = record.up_to(as_of)
    inside = tuple(one for one in known.days if one.day in span)
    return Standing(
        record.pupil_id,
        record.unit_id,
        as_of,
        window,
        span,
        Ledger(known.days, known.periods).totals(span),
        tuple(absence_spells(inside)),
        weekday_pattern(inside),
    )


def counts(record: PupilRecord) -> Mapping[Status, int]:
    """Return how many occasions of each status a source that only counts has told of."""
    found: Counter[Status] = Counter()
    for mark in record.counted:
        if mark.status is not None:
            found[mark.status] += mark.occasions or 0
    return found
