"""Attendance for tests of the core: hours of lesson, days of five, sums of a period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline.records.pupil import PupilRecord, UnitDays, record_of, unit_days_of
from throughline.terms.attendance import Granularity, Mark, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LESSON = 60
SLOTS = ("08:10", "09:20", "10:30", "12:30", "13:40")
FULL_DAY = LESSON * len(SLOTS)
PUPIL, UNIT, CLASS = "elin", "north", "9A"


def weekdays(first: date, last: date) -> list[date]:
    """The Mondays to Fridays of a span, both ends included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def lesson(day: date, slot: str = SLOTS[0], *, minutes: int = LESSON, **kinds: int) -> Mark:
    """One registered lesson; what is not named as another kind was attended."""
    return _row(day, day, slot, Granularity.LESSON, minutes, kinds)


def unregistered(day: date, slot: str = SLOTS[0], *, minutes: int | None = LESSON) -> Mark:
    """One lesson that was offered and that nobody registered."""
    return Mark(PUPIL, UNIT, day, day, slot, offered=minutes)


def lessons(day: date, *, missed: int = 0, kind: str = "unexcused") -> list[Mark]:
    """Five lessons, of which the first ``missed`` were missed whole."""
    return [
        lesson(day, slot, **{kind: LESSON if place < missed else 0})
        for place, slot in enumerate(SLOTS)
    ]


def silent(day: date) -> list[Mark]:
    """Five lessons that nobody registered."""
    return [unregistered(day, slot) for slot in SLOTS]


def day_row(day: date, *, minutes: int = FULL_DAY, **kinds: int) -> Mark:
    """One day as a sum."""
    return _row(day, day, "", Granularity.DAY, minutes, kinds)


def period(first: date, last: date, *, minutes: int, slot: str = "", **kinds: int) -> Mark:
    """One longer time as a sum."""
    return _row(first, last, slot, Granularity.PERIOD, minutes, kinds)


def occasion(day: date, status: Status = Status.UNEXCUSED, slot: str = "1") -> Mark:
    """One occasion of a source that only counts."""
    return Mark(PUPIL, UNIT, day, day, slot, status=status, occasions=1)


def absence_only(day: date, slot: str = SLOTS[0], **kinds: int) -> Mark:
    """One lesson of a source that only tells of absence."""
    return Mark(PUPIL, UNIT, day, day, slot, **kinds)


def record(marks: Iterable[Mark], *, group: str | None = CLASS) -> PupilRecord:
    """Elin's record of her marks."""
    return record_of(PUPIL, UNIT, marks, group=group)


def unit_of(*records: PupilRecord) -> UnitDays:
    """The school days of the one unit that the records belong to."""
    return unit_days_of(records)[UNIT]


def unit_on(days: Sequence[date]) -> UnitDays:
    """A unit with these school days, of which nothing else is told."""
    return UnitDays(UNIT, tuple(days))


def _row(
    first: date,
    last: date,
    slot: str,
    granularity: Granularity,
    minutes: int,
    kinds: dict[str, int],
) -> Mark:
    inside = {"late", "distance"}
    missed = sum(value for name, value in kinds.items() if name not in inside)
    stated = {"excused": 0, "unexcused": 0, "unresolved": 0, "other": 0, "late": 0, "distance": 0}
    return Mark(
        PUPIL,
        UNIT,
        first,
        last,
        slot,
        granularity,
        offered=minutes,
        reported=minutes,
        present=minutes - missed,
        **{**stated, **kinds},
    )
