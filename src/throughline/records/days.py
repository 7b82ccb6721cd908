"""From marks to pupil-days: the roll-up that every window is counted from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.terms.attendance import Granularity, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class PupilDay:
    """One day of one pupil in minutes; ``None`` is unknown and never nought.

    ``scattered`` is unexcused time of whole missed lessons on a day when some lesson was attended.
    ``late_count`` counts late arrivals; it is a count, not minutes.
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

    @property
    def is_absence(self) -> bool:
        """Whether at least half of the day's reported time was missed."""
        absent = self.absent
        return bool(self.reported) and absent is not None and 2 * absent >= (self.reported or 0)


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
    return mark.occasions is not None and mark.reported is None


def _finest(marks: Sequence[Mark]) -> Sequence[Mark]:
    lessons = [mark for mark in marks if mark.granularity is Granularity.LESSON]
    return lessons or marks


def _one_day(day: date, marks: Sequence[Mark]) -> PupilDay:
    return PupilDay(
        day,
        offered=_offered(marks),
        reported=_known([mark.reported for mark in marks]),
        present=_known([mark.present for mark in marks]),
        excused=_known([mark.excused for mark in marks]),
        unexcused=_known([mark.unexcused for mark in marks]),
        unresolved=_known([mark.unresolved for mark in marks]),
        other=_known([mark.other for mark in marks]),
        late=_known([mark.late for mark in marks]),
        distance=_known([mark.distance for mark in marks]),
        scattered=_scattered(marks),
        late_count=sum(1 for mark in marks if mark.late),
    )


def _known(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _offered(marks: Sequence[Mark]) -> int | None:
    # One lesson of unknown length makes the day's length unknown: a guess would flatter coverage.
    if any(mark.offered is None for mark in marks):
        return None
    return sum(mark.offered or 0 for mark in marks)


def _scattered(marks: Sequence[Mark]) -> int | None:
    if all(mark.unexcused is None for mark in marks):
        return None
    if marks[0].granularity is not Granularity.LESSON or not any(mark.present for mark in marks):
        return 0
    return sum(mark.unexcused or 0 for mark in marks if mark.present == 0)
