"""School days of a unit by a calendar, so that a silence without any rows is seen too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.records.pupil import Registered, UnitDays
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Iterable
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
    reporting = {
        group: dict(sorted({**_silence(listed, since=next(iter(known))), **known}.items()))
        for group, known in own.reporting.items()
    }
    return UnitDays(own.unit_id, tuple(sorted({*listed, *beside})), reporting)


def _silence(days: Iterable[date], *, since: date) -> dict[date, Registered]:
    return {day: Registered() for day in days if day >= since}
