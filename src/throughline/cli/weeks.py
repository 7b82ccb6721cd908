"""A pupil's last weeks, one share of absence each: what the thread is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from throughline.records.days import PupilDay

WEEKS = 12
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """One calendar week of one pupil, begun on a Monday.

    ``absence`` is the share of the reported minutes, ``None`` where nothing was reported;
    ``is_break`` says that nothing was offered either.
    """

    monday: date
    absence: float | None
    is_break: bool


def last_weeks(days: Sequence[PupilDay], *, as_of: date) -> tuple[Week, ...]:
    """Return the twelve weeks that end with the week of ``as_of``, the oldest first."""
    last = as_of - timedelta(days=as_of.weekday())
    mondays = [last - _WEEK * back for back in reversed(range(WEEKS))]
    return tuple(
        _week(monday, [one for one in days if monday <= one.day < monday + _WEEK])
        for monday in mondays
    )


def _week(monday: date, days: Iterable[PupilDay]) -> Week:
    offered = [one for one in days if one.offered != 0]
    told = [one for one in offered if one.reported and one.absent is not None]
    reported = sum(one.reported or 0 for one in told)
    absent = sum(one.absent or 0 for one in told)
    return Week(monday, absent / reported if reported else None, is_break=not offered)
