"""One pupil at one unit, with everything the questions are asked of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.records.days import PupilDay, only_counts, roll_up
from throughline.terms.attendance import Granularity, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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

    def up_to(self, as_of: date) -> PupilRecord:
        """Return the record as it could be known on a day: nothing after it is kept."""
        if not self.days or self.days[-1].day <= as_of:
            days = self.days
        else:
            days = self.days[: bisect_right([one.day for one in self.days], as_of)]
        return PupilRecord(
            self.pupil_id,
            self.unit_id,
            self.group,
            days,
            tuple(mark for mark in self.periods if mark.ends_on <= as_of),
            tuple(mark for mark in self.counted if mark.ends_on <= as_of),
            tuple(grade for grade in self.grades if grade.set_on is None or grade.set_on <= as_of),
            self.starts_on,
            self.ends_on,
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
    counted = [mark for mark in kept if only_counts(mark)]
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
class UnitDays:
    """The school days of one unit, in order, and how many of each class were registered on each.

    ``reporting`` maps class and day to the share of its pupils with anything registered; it tells
    a school that stopped registering from a pupil that nobody registers any more.
    """

    unit_id: str | None
    days: tuple[date, ...]
    reporting: Mapping[tuple[str | None, date], float] = field(default_factory=dict)

    def up_to(self, as_of: date) -> UnitDays:
        """Return the unit's days as they could be known on a day."""
        return UnitDays(self.unit_id, self.days[: bisect_right(self.days, as_of)], self.reporting)


def unit_days_of(records: Iterable[PupilRecord]) -> dict[str | None, UnitDays]:
    """Return each unit's school days from its own rows: days on which anybody had a lesson offered.

    Use it where the unit has no calendar of its own.
    """
    offered: dict[str | None, set[date]] = defaultdict(set)
    pupils: Counter[tuple[str | None, str | None, date]] = Counter()
    reported: Counter[tuple[str | None, str | None, date]] = Counter()
    for record in records:
        for one in record.days:
            if one.offered == 0:
                continue
            offered[record.unit_id].add(one.day)
            key = (record.unit_id, record.group, one.day)
            pupils[key] += 1
            reported[key] += bool(one.reported)
    shares: dict[str | None, dict[tuple[str | None, date], float]] = defaultdict(dict)
    for (unit, group, day), count in pupils.items():
        shares[unit][(group, day)] = reported[(unit, group, day)] / count
    return {
        unit: UnitDays(unit, tuple(sorted(days)), shares[unit]) for unit, days in offered.items()
    }
