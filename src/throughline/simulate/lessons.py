"""What one class is offered in one school year, lesson by lesson, and what is usual in each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from throughline.simulate.plan import dice, school_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from random import Random

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Preset, Stage
    from throughline.simulate.schools import SchoolClass
    from throughline.terms.school_years import SchoolYear

_STARTS = (8 * 60, 8 * 60 + 10, 8 * 60 + 20, 8 * 60 + 30)
_BREAKS = (5, 10, 15)
_LUNCH = 45
_BEFORE_LUNCH = 3
_WEEKDAYS = 5


class Minutes(NamedTuple):
    """What was registered of one lesson or day, in minutes; see ``terms.attendance``."""

    present: int = 0
    excused: int = 0
    unexcused: int = 0
    unresolved: int = 0
    other: int = 0
    late: int = 0
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One lesson of a week's timetable; ``starts`` is written ``08:10``."""

    starts: str
    subject: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Lessons:
    """One class's school year: its days, and its lessons one after the other.

    ``starts[d]`` is the number of day ``d``'s first lesson, and has one entry more than ``days``.
    ``usual`` is what stands in the register for a pupil who is there; ``None``: nobody registered.
    ``shown`` lessons on ``shown_days`` days are written; the rest of the year is not known yet.
    """

    days: tuple[date, ...]
    starts: tuple[int, ...]
    slots: tuple[Slot, ...]
    day_of: tuple[int, ...]
    usual: tuple[Minutes | None, ...]
    shown_days: int

    @property
    def shown(self) -> int:
        """How many lessons are written."""
        return self.starts[self.shown_days]

    def of_day(self, day: int) -> range:
        """Return the numbers of one day's lessons."""
        return range(self.starts[day], self.starts[day + 1])

    def minutes_of(self, lessons: Sequence[int]) -> int:
        """Return how many minutes some lessons are together."""
        return sum(self.slots[lesson].minutes for lesson in lessons)


@cache
def attended(minutes: int) -> Minutes:
    """Return a lesson attended in full."""
    return Minutes(present=minutes)


@cache
def excused(minutes: int) -> Minutes:
    """Return a lesson missed with leave or notice."""
    return Minutes(excused=minutes)


@cache
def unexcused(minutes: int) -> Minutes:
    """Return a lesson skipped."""
    return Minutes(unexcused=minutes)


def lessons_of(
    school_class: SchoolClass,
    *,
    year: SchoolYear,
    plan: Plan,
    preset: Preset,
    silent_days: int = 0,
) -> Lessons:
    """Return a class's lessons of one school year, the same for all who ask.

    On the last ``silent_days`` days that are written the school has registered nothing.
    """
    thrown = dice(plan.seed, "class", school_class.key, year)
    days = school_days(plan.country, year)
    week = _timetable(school_class.school.stage, thrown)
    slots = [slot for day in days for slot in week[day.weekday()]]
    starts = [0]
    for day in days:
        starts.append(starts[-1] + len(week[day.weekday()]))
    shown_days = _shown_days(days, plan)
    usual = _usual(slots, starts, preset, thrown)
    silent_from = starts[max(0, shown_days - silent_days)]
    usual[silent_from : starts[shown_days]] = [
        None if silent_days else kept for kept in usual[silent_from : starts[shown_days]]
    ]
    return Lessons(
        days=days,
        starts=tuple(starts),
        slots=tuple(slots),
        day_of=tuple(nth for nth, day in enumerate(days) for _ in week[day.weekday()]),
        usual=tuple(usual),
        shown_days=shown_days,
    )


def _shown_days(days: Sequence[date], plan: Plan) -> int:
    if plan.as_of is None:
        return len(days)
    return sum(1 for day in days if day <= plan.as_of)


def _timetable(stage: Stage, thrown: Random) -> list[list[Slot]]:
    """A week: each subject's lessons on different days, the day's order drawn."""
    subjects = [subject for subject, times in stage.subjects.items() for _ in range(times)]
    hands = _deal(subjects, stage.lessons)
    return [list(_day(hand, stage, thrown)) for hand in hands]


def _deal(subjects: Sequence[str], lessons: Sequence[int]) -> list[list[str]]:
    hands: list[list[str]] = [[] for _ in range(_WEEKDAYS)]
    day = 0
    for subject in subjects:
        while len(hands[day % _WEEKDAYS]) >= lessons[day % _WEEKDAYS]:
            day += 1
        hands[day % _WEEKDAYS].append(subject)
        day += 1
    return hands


def _day(subjects: list[str], stage: Stage, thrown: Random) -> Iterator[Slot]:
    thrown.shuffle(subjects)
    clock = thrown.choice(_STARTS)
    for nth, subject in enumerate(subjects, start=1):
        minutes = thrown.choice(stage.minutes)
        yield Slot(f"{clock // 60:02d}:{clock % 60:02d}", subject, minutes)
        clock += minutes + (_LUNCH if nth == _BEFORE_LUNCH else thrown.choice(_BREAKS))


def _usual(
    slots: Sequence[Slot], starts: Sequence[int], preset: Preset, thrown: Random
) -> list[Minutes | None]:
    missed = preset.absence.unregistered
    usual = [None if thrown.random() < missed else attended(slot.minutes) for slot in slots]
    for _ in range(preset.absence.visits):
        day = thrown.randrange(len(starts) - 1)
        for lesson in range(starts[day], starts[day + 1]):
            usual[lesson] = Minutes(other=slots[lesson].minutes)
    return usual
