"""Leaving: pupils of upper secondary school who leave during the year without beginning elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.simulate.plan import dice, school_days
from throughline.simulate.prospects import lines_of, starter_of
from throughline.simulate.pupils import pupils_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from datetime import date

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Preset
    from throughline.simulate.prospects import Starter
    from throughline.simulate.schools import SchoolClass

COUNTED_ON = (10, 1)
"""Month and day when the pupils are counted of whom some leave: the definition's own."""
_SETTLED = 20
"""Nobody leaves within so many school days of the year's last."""


@dataclass(frozen=True, slots=True)
class Leave:
    """One pupil's leaving: the first day away, and its place among the year's days."""

    day: date
    nth_day: int


def draw_leaves(
    classes: Sequence[SchoolClass], plan: Plan, preset: Preset, *, alone: Container[int]
) -> Mapping[int, Leave]:
    """Return who leaves, by the pupil's number; those in ``alone`` stay.

    Of each track exactly the preset's share of the pupils leaves: those least likely to complete.
    """
    if not plan.outcomes:
        return {}
    tracks: dict[str, list[Starter]] = defaultdict(list)
    lines = lines_of(plan)
    for each in classes:
        if each.programme is None:
            continue
        for pupil in pupils_of(each, plan=plan, preset=preset):
            starter = starter_of(pupil, lines=lines, plan=plan, preset=preset)
            tracks[starter.completion.tracks[0]].append(starter)
    leavers = [starter for starters in tracks.values() for starter in _leavers(starters, alone)]
    return {starter.pupil.number: _leave(starter, plan) for starter in leavers}


def _leavers(starters: Sequence[Starter], alone: Container[int]) -> Sequence[Starter]:
    wanted = round(starters[0].completion.left * len(starters))
    free = [each for each in starters if each.pupil.number not in alone]
    return sorted(free, key=lambda each: (-each.score, each.pupil.number))[:wanted]


def _leave(starter: Starter, plan: Plan) -> Leave:
    days = school_days(plan.country, plan.school_year)
    month, day_of_month = COUNTED_ON
    counted = sum((day.month, day.day) <= (month, day_of_month) for day in days if day.month >= 7)
    nth = dice(plan.seed, "leaves", starter.pupil.number).randrange(counted, len(days) - _SETTLED)
    return Leave(days[nth], nth)
