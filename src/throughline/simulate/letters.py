"""The letter or number of a grade that passes, and what a pupil reads because of the home."""

from __future__ import annotations

from bisect import bisect
from math import sqrt
from typing import TYPE_CHECKING

from throughline.simulate.prospects import merit_of

if TYPE_CHECKING:
    from random import Random

    from throughline.simulate.pupils import Pupil
    from throughline.simulate.world import World


def letter(pupil: Pupil, thrown: Random, world: World) -> str:
    """Return a grade that passes, by the pupil's merit and some chance."""
    grading = world.preset.grades
    steady = grading.steady
    score = steady * merit_of(pupil, world.preset) + sqrt(1 - steady**2) * thrown.gauss(0.0, 1.0)
    rising = sorted(grading.limits)
    return grading.scale[len(rising) - bisect(rising, score)]


def reads_second_language(pupil: Pupil, thrown: Random, world: World) -> bool:
    """Say whether a pupil reads the country's language as a second one: many from other homes do.

    The language of the home is the one that the guardians' file tells.
    """
    share = world.preset.grades.second_language[2]
    own = next(iter(world.preset.people.origins))
    reads = thrown.random() < share
    return reads and world.person_of(pupil).names.language != own
