"""From marks to pupil-days: the roll-up that every window is counted from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.terms.attendance import KIND_FIELDS, Granularity, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


ABSENCES = ("excused", "unexcused", "unresolved")
"""The kinds whose sum is absence."""


@dataclass(frozen=True, slots=True)
class PupilDay:
    """One day of one pupil in minutes; ``None`` is unknown and never nought.

    ``scattered`` is unexcused time of whole missed lessons on a day when some lesson was attended,
    unknown where nobody tells of single lessons. ``late_count`` counts late arrivals, not minutes.
    """

    day: date
    offered: int | None = None
    reported: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    unresolved: int | None = None
    other: int | None = None
    late: int | None = None
    distance: int | None = None
    scattered: int | None = None
    late_count: int = 0

    @property
    def absent(self) -> int | None:
        """Minutes absent of those reported: reported less present and other school activity."""
        if self.reported is None or self.present is None:
            return None
        return self.reported - self.present - (self.other or 0)

    def minutes(self, scope: str) -> int | None:
        """Return the minutes of one scope: total, excused, unexcused, unresolved, late or scattered.

        The total is the absence of those reported, and where absence alone is told, its kinds.
        """
        if scope != "total":
            value = getattr(self, scope)
            return None if value is None else int(value)
        if self.tells_absence_only:
            return (self.excused or 0) + (self.unexcused or 0) + (self.unresolved or 0)
        return self.absent

    @property
    def tells_absence_only(self) -> bool:
        """Whether minutes of absence are told, but not how much was registered in all."""
        return self.reported is None and (
            self.excused is not None or self.unexcused is not None or self.unresolved is not None
        )


def roll_up(marks: Iterable[Mark]) -> list[PupilDay]:
    """Return one pupil's marks as days, in date order.

    Of several granularities on one day the finest is believed, so that a day's sum is never added
    to its lessons. Of several marks with one key the last is believed: a correction replaces.
    Periods and marks that only count are left out; see ``records.pupil``.
    """
    days: dict[date, dict[tuple[Granularity, str], Mark]] = defaultdict(dict)
    for mark in marks:
        if mark.granularity is not Granularity.PERIOD and not only_counts(mark):
            days[mark.starts_on][(mark.granularity, mark.slot)] = mark
    return [_one_day(day, _finest(list(days[day].values()))) for day in sorted(days)]


def only_counts(mark: Mark) -> bool:
    """Say whether a mark tells of occasions, and not of how many minutes they lasted."""
    return mark.occasions is not None and all(
        getattr(mark, name) is None for name in ("reported", *KIND_FIELDS)
    )


def _finest(marks: Sequence[Mark]) -> Sequence[Mark]:
    lessons = [mark for mark in marks if mark.granularity is Granularity.LESSON]
    return lessons or marks


def _one_day(day: date, marks: Sequence[Mark]) -> PupilDay:
    # Beside lessons that are registered in full, one of unknown presence counts as not registered.
    told = [mark for mark in marks if mark.reported is not None]
    believed = told or marks
    return PupilDay(
        day,
        offered=_offered(marks),
        reported=_known(told, "reported"),
        present=_present(told),
        excused=_known(believed, "excused"),
        unexcused=_known(believed, "unexcused"),
        unresolved=_known(believed, "unresolved"),
        other=_known(told, "other"),
        late=_known(believed, "late"),
        distance=_known(told, "distance"),
        scattered=_scattered(told),
        late_count=sum(1 for mark in believed if mark.late),
    )


def _known(marks: Sequence[Mark], name: str) -> int | None:
    known = [value for mark in marks if (value := getattr(mark, name)) is not None]
    return sum(known) if known else None


def _offered(marks: Sequence[Mark]) -> int | None:
    # One lesson of unknown length makes the day's length unknown: a guess would flatter coverage.
    if any(mark.offered is None for mark in marks):
        return None
    return sum(mark.offered or 0 for mark in marks)


def _present(told: Sequence[Mark]) -> int | None:
    # One registered lesson of unknown presence makes the day's unknown: it is no absence.
    if any(mark.reported and mark.present is None for mark in told):
        return None
    return _known(told, "present")


def _scattered(told: Sequence[Mark]) -> int | None:
    lessons = [mark for mark in told if mark.granularity is Granularity.LESSON]
    if all(mark.unexcused is None for mark in lessons):
        return None
    if not any(mark.present or mark.other for mark in lessons):
        return 0
    return sum(mark.unexcused or 0 for mark in lessons if mark.present == 0 and not mark.other)
