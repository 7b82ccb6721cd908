"""School days of a unit by a calendar, so that a silence without any rows is seen too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.records.pupil import UnitDays
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from datetime import date

    from throughline.terms.calendars import Calendar


def by_calendar(own: UnitDays, calendar: Calendar, *, until: date) -> UnitDays:
    """Return a unit's school days as a calendar has them, from its first own day.

    A school day without a row for a class counts as one on which nothing was registered for it,
    from the first day that the class has rows. In school years that the calendar does not know,
    the unit's own days stand.

    Args:
        own: the school days of the unit's own rows.
        calendar: what says which days are school days.
        until: the last day asked.
    """
    if not own.days:
        return own
    listed = [
        day for day in calendar.school_days(DateSpan(own.days[0], until)) if calendar.covers(day)
    ]
    beside = {day for day in own.days if not calendar.covers(day)}
    reporting = dict(own.reporting)
    for group, first in _first_days(own).items():
        for day in listed:
            if day >= first:
                reporting.setdefault((group, day), 0.0)
    return UnitDays(own.unit_id, tuple(sorted({*listed, *beside})), reporting)


def _first_days(own: UnitDays) -> dict[str | None, date]:
    first: dict[str | None, date] = {}
    for group, day in own.reporting:
        first[group] = min(day, first.get(group, day))
    return first
