"""One pupil at one unit, with everything the questions are asked of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.records.days import PupilDay, only_counts, roll_up
from throughline.records.grades import is_known
from throughline.terms.attendance import Granularity, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow


@dataclass(frozen=True, slots=True)
class PupilRecord:
    """What is known of one pupil at one unit: days, summary periods, counted occasions, grades.

    ``group`` is the class, where known. ``starts_on`` and ``ends_on`` bound the enrolment.
    """

    pupil_id: str
    unit_id: str | None
    group: str | None = None
    days: tuple[PupilDay, ...] = ()
    periods: tuple[Mark, ...] = ()
    counted: tuple[Mark, ...] = ()
    grades: tuple[GradeRow, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None

    def is_enrolled(self, on: date) -> bool:
        """Say whether the enrolment holds on a day; an unknown bound does not end it."""
        begun = self.starts_on is None or self.starts_on <= on
        return begun and (self.ends_on is None or on <= self.ends_on)

    @property
    def first_row_on(self) -> date | None:
        """The first day that any day or period tells of; ``None`` where none does."""
        firsts = [one.starts_on for one in self.periods]
        if self.days:
            firsts.append(self.days[0].day)
        return min(firsts, default=None)

    def up_to(self, as_of: date) -> PupilRecord:
        """Return the record as it could be known on a day.

        Nothing after the day is kept, and nothing from before the enrolment began.
        """
        start = self.starts_on
        first = 0 if start is None else bisect_left(self.days, start, key=_day_of)
        last = bisect_right(self.days, as_of, key=_day_of)
        return PupilRecord(
            self.pupil_id,
            self.unit_id,
            self.group,
            self.days[first:last],
            _within(self.periods, start, as_of),
            _within(self.counted, start, as_of),
            tuple(grade for grade in self.grades if is_known(grade, on=as_of)),
            start,
            self.ends_on,
        )


def _day_of(one: PupilDay) -> date:
    return one.day


def _within(marks: Iterable[Mark], start: date | None, as_of: date) -> tuple[Mark, ...]:
    return tuple(
        mark for mark in marks if mark.ends_on <= as_of and (start is None or start <= mark.ends_on)
    )


def record_of(
    pupil_id: str,
    unit_id: str | None,
    marks: Iterable[Mark],
    *,
    group: str | None = None,
    grades: Iterable[GradeRow] = (),
) -> PupilRecord:
    """Return the record of one pupil at one unit from that pupil's marks, in any order of days.

    Of several marks with one key the last is believed.
    """
    kept = list(marks)
    # An event that tells its minutes too, of a time nobody knows in full, is still an occasion.
    counted = [mark for mark in kept if mark.occasions is not None and mark.reported is None]
    periods = [
        mark for mark in kept if mark.granularity is Granularity.PERIOD and not only_counts(mark)
    ]
    return PupilRecord(
        pupil_id,
        unit_id,
        group,
        tuple(roll_up(kept)),
        _last_of_each_key(periods),
        _last_of_each_key(counted),
        tuple(grades),
    )


def _last_of_each_key(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    last = {(mark.granularity, mark.starts_on, mark.ends_on, mark.slot): mark for mark in marks}
    return tuple(last.values())


@dataclass(frozen=True, slots=True)
class Registered:
    """How many pupils of a class had a lesson offered on one day, and how many were registered."""

    pupils: int = 0
    registered: int = 0


@dataclass(frozen=True, slots=True)
class UnitDays:
    """The school days of one unit, in order, and how many of each class were registered on each.

    ``reporting`` holds each class's days in order; it tells a school that stopped registering from
    a pupil that nobody registers any more.
    """

    unit_id: str | None
    days: tuple[date, ...]
    reporting: Mapping[str | None, Mapping[date, Registered]] = field(default_factory=dict)

    def up_to(self, as_of: date) -> UnitDays:
        """Return the unit's days as they could be known on a day."""
        return UnitDays(self.unit_id, self.days[: bisect_right(self.days, as_of)], self.reporting)

    def registered(self, group: str | None, day: date, *, as_of: date) -> Registered | None:
        """Return how many of a class were registered on a day; ``None`` where it had no lessons.

        A class of which nothing is known as of a day stands with the unit as a whole: that nobody
        ever wrote its rows does not make its days free.
        """
        known = {
            name: days
            for name, days in self.reporting.items()
            if days and next(iter(days)) <= as_of
        }
        if not known or group in known:
            return known[group].get(day) if known else None
        others = [one for days in known.values() if (one := days.get(day)) is not None]
        return Registered(sum(one.pupils for one in others), sum(one.registered for one in others))


def unit_days_of(records: Iterable[PupilRecord]) -> dict[str | None, UnitDays]:
    """Return each unit's school days from its own rows: days on which anybody had a lesson offered.

    Use it where the unit has no calendar of its own. A day of which a pupil's rows tell absence
    only is a school day, and says nothing about who was registered.
    """
    offered: dict[str | None, set[date]] = defaultdict(set)
    groups: dict[str | None, dict[str | None, _Group]] = defaultdict(lambda: defaultdict(_Group))
    for record in records:
        taught = [one for one in record.days if one.offered != 0]
        if taught:
            offered[record.unit_id].update(one.day for one in taught)
            groups[record.unit_id][record.group].add(taught)
    return {
        unit: UnitDays(
            unit,
            tuple(sorted(days)),
            {name: group.registered() for name, group in groups[unit].items() if group.pupils},
        )
        for unit, days in offered.items()
    }


@dataclass(slots=True)
class _Group:
    """How many of one class had something offered on each day, and how many were registered."""

    pupils: Counter[date] = field(default_factory=Counter)
    known: Counter[date] = field(default_factory=Counter)

    def add(self, taught: Sequence[PupilDay]) -> None:
        """Take in one pupil's days."""
        self.pupils.update([one.day for one in taught if not one.tells_absence_only])
        self.known.update([one.day for one in taught if one.reported])

    def registered(self) -> dict[date, Registered]:
        """Return the counts by day, in order."""
        return {day: Registered(self.pupils[day], self.known[day]) for day in sorted(self.pupils)}
