"""Moves: pupils who leave one school for another in the middle of the school year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.simulate.plan import dice, school_days
from throughline.simulate.stories import last_day

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.simulate.plan import Plan
    from throughline.simulate.schools import SchoolClass

_SETTLED = 20
"""Nobody moves within so many school days of the year's first, or of the last day written."""


@dataclass(frozen=True, slots=True)
class Move:
    """One pupil's move: the first day at the new school, its place among the year's days, and the class."""

    day: date
    nth_day: int
    to: SchoolClass


def draw_moves(
    classes: Sequence[SchoolClass], plan: Plan, *, share: float, alone: Container[int]
) -> Mapping[int, Move]:
    """Return the moves of a plan by the pupil's number; those in ``alone`` stay.

    A pupil moves to the same year group of another school of the same kind, of another
    municipality where the own has none.
    """
    days = [day for day in school_days(plan.country, plan.school_year) if day <= last_day(plan)]
    if not plan.moves or len(days) < 2 * _SETTLED + 1:
        return {}
    alike: dict[tuple[str, int], list[SchoolClass]] = defaultdict(list)
    for each in classes:
        alike[each.school.stage.id, each.year].append(each)
    moves: dict[int, Move] = {}
    for number, school_class in _movers(classes, plan, share):
        others = _others(school_class, alike[school_class.school.stage.id, school_class.year])
        if others and number not in alone:
            thrown = dice(plan.seed, "move", number)
            nth = thrown.randrange(_SETTLED, len(days) - _SETTLED)
            moves[number] = Move(days[nth], nth, thrown.choice(others))
    return moves


def _movers(
    classes: Sequence[SchoolClass], plan: Plan, share: float
) -> Iterator[tuple[int, SchoolClass]]:
    numbers = ((number, each) for each in classes for number in _numbers(each))
    for number, each in numbers:
        if dice(plan.seed, "moves", number).random() < share:
            yield number, each


def _numbers(school_class: SchoolClass) -> range:
    return range(school_class.first, school_class.first + school_class.pupils)


def _others(own: SchoolClass, alike: Sequence[SchoolClass]) -> list[SchoolClass]:
    elsewhere = [each for each in alike if each.school.number != own.school.number]
    near = [each for each in elsewhere if each.school.place == own.school.place]
    return near or elsewhere
