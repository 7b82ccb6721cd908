"""One pupil's record beside its unit's school days, ready to be looked at on any of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.records.ledger import Ledger
from throughline.records.windows import WindowKind
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline.records.pupil import PupilRecord, UnitDays
    from throughline.records.windows import Window


@dataclass(frozen=True, slots=True)
class Reach:
    """What a window really holds for one pupil: from the first day known of, how many school days.

    ``is_short`` says that the window began before the pupil's rows, or the unit's own, do.
    """

    span: DateSpan
    school_days: int
    is_short: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One pupil's record and its unit's days, with sums kept, so that many days are cheap."""

    record: PupilRecord
    unit: UnitDays
    ledger: Ledger
    first_row_on: date | None
    reaches: dict[tuple[WindowKind, int, DateSpan], Reach] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def at(cls, record: PupilRecord, unit: UnitDays) -> Look:
        """Return a look at what could be known: see ``PupilRecord.up_to`` and ``UnitDays.up_to``."""
        return cls(record, unit, Ledger(record.days, record.periods), record.first_row_on)

    @property
    def counts_only(self) -> bool:
        """Whether all that is known are counted occasions, without offered time."""
        return bool(self.record.counted) and not self.record.days and not self.record.periods

    @property
    def begins(self) -> date | None:
        """The day the pupil's time at the unit began, as stated, or as the rows show it."""
        return self.record.starts_on or self.first_row_on

    def days_in(self, span: DateSpan) -> Sequence[PupilDay]:
        """Return the pupil's days of a span."""
        dates = self.ledger.dates
        return self.record.days[
            bisect_left(dates, span.starts_on) : bisect_right(dates, span.ends_on)
        ]

    def day(self, on: date) -> PupilDay | None:
        """Return one day of the pupil's, or ``None`` where no row tells of it."""
        found = self.days_in(DateSpan(on, on))
        return found[0] if found else None

    def school_days_in(self, span: DateSpan) -> Sequence[date]:
        """Return the unit's school days of a span."""
        days = self.unit.days
        return days[bisect_left(days, span.starts_on) : bisect_right(days, span.ends_on)]

    def known_from(self, span: DateSpan) -> date:
        """Return the first day known of: the enrolment's or the first row's, the later of them."""
        known = [day for day in (self.record.starts_on, self.first_row_on) if day is not None]
        return max(known, default=span.starts_on)

    def reach(self, window: Window, span: DateSpan) -> Reach:
        """Return what of a span is known, so that a window is not said to hold more than it does.

        The rules of one ladder ask of the same spans, so each is answered once.
        """
        key = window.kind, window.length, span
        found = self.reaches.get(key)
        if found is None:
            found = self.reaches[key] = self._reach(window, span)
        return found

    def _reach(self, window: Window, span: DateSpan) -> Reach:
        taught = self.school_days_in(span)
        if not taught:
            return Reach(span, 0, is_short=False)
        first = max(taught[0], self.known_from(span))
        held = len(taught) - bisect_left(taught, first)
        if window.kind is WindowKind.ROLLING:
            is_short = held < window.length
        else:
            is_cut = taught[0] == self.unit.days[0] and taught[0] > span.starts_on
            is_short = first > taught[0] or is_cut
        return Reach(DateSpan(min(first, span.ends_on), span.ends_on), held, is_short)
