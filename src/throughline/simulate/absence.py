"""One pupil's absence in one school year: illness in spells, single lessons, and late arrivals."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from throughline.simulate.lessons import Minutes, excused, unexcused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from random import Random

    from throughline.simulate.lessons import Lessons
    from throughline.simulate.preset import Absence

_HEAVY = 0.25
"""From this share of the year absent, illness comes in longer spells."""
_TRIES = 40
_HOT_MONTHS = 2
_HOT = 4.0
_AWAY_AT_MOST = 0.8
_LATE_AT_MOST = 0.3
_MORNING_LATE = 0.55
_UNJUDGED_DAYS = 5

Marks = dict[int, Minutes | None]
"""By a lesson's number what is registered instead of the usual; ``None`` is nothing at all."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How one pupil is absent in one year, before the dice fall.

    ``share`` is all absence, of offered minutes; ``scattered`` is the part of it that is single
    lessons, unexcused; ``late`` is a share of lessons. ``avoids`` is the subject missed so most.
    """

    share: float
    scattered: float = 0.0
    late: float = 0.0
    avoids: str | None = None
    distance_on: int | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """The weights of one class's days and lessons, summed up for quick draws."""

    ill_days: tuple[float, ...]
    heavy_ill_days: tuple[float, ...]
    lessons: tuple[float, ...]
    offered: int

    @classmethod
    def of(cls, lessons: Lessons, figures: Absence) -> Odds:
        """Return the odds in one class's year."""
        first = set(lessons.starts)
        weights = (
            figures.first_lesson if lesson in first else 1.0 for lesson in range(len(lessons.slots))
        )
        return cls(
            _ill_days(lessons, figures, figures.stay),
            _ill_days(lessons, figures, figures.stay_heavy),
            tuple(accumulate(weights)),
            sum(slot.minutes for slot in lessons.slots),
        )


def draw_absence(
    habits: Habits, *, lessons: Lessons, odds: Odds, figures: Absence, thrown: Random
) -> Marks:
    """Return what differs from the usual in a whole year; its sum is as near the share as lessons allow."""
    budget = habits.share * odds.offered
    mean = odds.offered / len(lessons.slots)
    late = _late_minutes(habits, lessons, thrown, at_most=_LATE_AT_MOST * budget)
    scattered = _scattered_times(habits, budget / mean, figures)
    ill = _ill(
        budget - sum(late) - scattered * mean,
        stay=figures.stay_heavy if habits.share > _HEAVY else figures.stay,
        days=odds.heavy_ill_days if habits.share > _HEAVY else odds.ill_days,
        lessons=lessons,
        thrown=thrown,
    )
    marks: Marks = _distance(habits, lessons)
    marks.update((lesson, excused(lessons.slots[lesson].minutes)) for lesson in ill)
    marks |= _missed_singly(scattered, habits, lessons, odds, thrown, taken=ill)
    _come_late(marks, late, lessons, figures, thrown)
    return marks


def leave_unjudged(marks: Marks, lessons: Lessons, thrown: Random) -> None:
    """Make some of the latest absence unresolved: nobody has judged it yet."""
    first = lessons.starts[max(0, lessons.shown_days - _UNJUDGED_DAYS)]
    for lesson in range(first, lessons.shown):
        mark = marks.get(lesson)
        if mark is None or not mark.excused + mark.unexcused or mark.late:
            continue
        if thrown.random() < (0.7 if mark.unexcused else 0.15):
            marks[lesson] = Minutes(unresolved=mark.excused + mark.unexcused)


def missed(lesson_numbers: Iterable[int], lessons: Lessons, *, accepted: bool) -> Marks:
    """Return some lessons as missed, excused or not."""
    kind = excused if accepted else unexcused
    return {lesson: kind(lessons.slots[lesson].minutes) for lesson in lesson_numbers}


def _ill_days(lessons: Lessons, figures: Absence, stay: float) -> tuple[float, ...]:
    # A day's absence is the spells begun on it and what stays of the day before: so that absence
    # follows the factors, spells begin by what is left when the stayers are taken away.
    wanted = [
        figures.weekdays[day.weekday()] * figures.months[day.month - 1] for day in lessons.days
    ]
    stayers = [stay * before for before in (wanted[0], *wanted)]
    return tuple(
        accumulate(max(0.05, want - stayed) for want, stayed in zip(wanted, stayers, strict=False))
    )


def _late_minutes(habits: Habits, lessons: Lessons, thrown: Random, *, at_most: float) -> list[int]:
    times = int(habits.late * len(lessons.slots) + thrown.random())
    minutes: list[int] = []
    for _ in range(times):
        late = 2 + min(23, int(thrown.expovariate(1 / 6)))
        if sum(minutes) + late > at_most:
            break
        minutes.append(late)
    return minutes


def _scattered_times(habits: Habits, lessons_absent: float, figures: Absence) -> int:
    if not habits.scattered:
        return 0
    times = max(figures.scattered_lessons, habits.scattered * lessons_absent)
    return round(min(times, _AWAY_AT_MOST * lessons_absent))


def _ill(
    minutes: float, *, stay: float, days: Sequence[float], lessons: Lessons, thrown: Random
) -> set[int]:
    """Lessons missed in spells of whole days; the last of the minutes is a part of a day."""
    ill: set[int] = set()
    well = set(range(len(days)))
    for day in _spell_days(days, stay, thrown):
        if minutes <= 0:
            break
        if day in well:
            well.discard(day)
            missed_today = _part_of_day(lessons, day, minutes, thrown)
            ill.update(missed_today)
            minutes -= lessons.minutes_of(missed_today) or minutes
    return ill


def _spell_days(days: Sequence[float], stay: float, thrown: Random) -> Iterator[int]:
    """The days of one spell after the other, each begun by the weights of the days."""
    for _ in range(_TRIES * len(days)):
        day = bisect(days, thrown.random() * days[-1])
        yield day
        while thrown.random() < stay and day + 1 < len(days):
            day += 1
            yield day


def _part_of_day(lessons: Lessons, day: int, minutes: float, thrown: Random) -> Sequence[int]:
    """The whole day, or as many of its last lessons as there are minutes for."""
    today = lessons.of_day(day)
    if lessons.minutes_of(today) <= minutes:
        return today
    part: list[int] = []
    for lesson in reversed(today):
        length = lessons.slots[lesson].minutes
        if minutes < length * thrown.random():
            break
        part.append(lesson)
        minutes -= length
    return part


def _missed_singly(
    times: int, habits: Habits, lessons: Lessons, odds: Odds, thrown: Random, *, taken: set[int]
) -> Marks:
    """Single lessons, most of them in a few bad months, and more of the subject that is avoided."""
    if not times:
        return {}
    hot = {thrown.choice((8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6)) for _ in range(_HOT_MONTHS)}
    found: set[int] = set()
    for _ in range(_TRIES * times):
        lesson = bisect(odds.lessons, thrown.random() * odds.lessons[-1])
        slot = lessons.slots[lesson]
        keen = _HOT if lessons.days[lessons.day_of[lesson]].month in hot else 1.0
        keen *= 2.0 if slot.subject == habits.avoids else 1.0
        if lesson not in taken and thrown.random() * 2 * _HOT < keen:
            found.add(lesson)
        if len(found) == times:
            break
    return missed(sorted(found), lessons, accepted=False)


def _come_late(
    marks: Marks, late: Sequence[int], lessons: Lessons, figures: Absence, thrown: Random
) -> None:
    for minutes in late:
        lesson = int(thrown.random() * len(lessons.slots))
        if thrown.random() < _MORNING_LATE:
            lesson = lessons.starts[lessons.day_of[lesson]]
        if lesson in marks:
            continue
        length = lessons.slots[lesson].minutes
        accepted = thrown.random() < figures.late_excused
        marks[lesson] = late_by(min(minutes, length - 5), length, accepted=accepted)


def late_by(minutes: int, length: int, *, accepted: bool) -> Minutes:
    """Return a lesson of some length to which a pupil came late."""
    return Minutes(
        present=length - minutes,
        excused=minutes if accepted else 0,
        unexcused=0 if accepted else minutes,
        late=minutes,
    )


def _distance(habits: Habits, lessons: Lessons) -> Marks:
    if habits.distance_on is None:
        return {}
    return {
        lesson: Minutes(present=slot.minutes, distance=slot.minutes)
        for lesson, slot in enumerate(lessons.slots)
        if lessons.days[lessons.day_of[lesson]].weekday() == habits.distance_on
    }
