"""Intervals for shares, so that thin data look thin."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Interval:
    """A share or a difference of shares with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(share: float, looks: int) -> Interval:
    """Return Wilson's score interval of a share seen in ``looks`` independent looks.

    A pupil's lessons of one day stand or fall together, so the looks are school days, not lessons.
    Source: Wilson (1927), JASA 22, 209-212.
    """
    if looks <= 0:
        return Interval(share, 0.0, 1.0)
    middle = (share + _Z**2 / (2 * looks)) / (1 + _Z**2 / looks)
    half = _Z / (1 + _Z**2 / looks) * sqrt(share * (1 - share) / looks + _Z**2 / (4 * looks**2))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def difference(later: Interval, earlier: Interval) -> Interval:
    """Return how much a share rose, with Newcombe's hybrid score interval.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    value = later.value - earlier.value
    low = value - sqrt((later.value - later.low) ** 2 + (earlier.high - earlier.value) ** 2)
    high = value + sqrt((later.high - later.value) ** 2 + (earlier.value - earlier.low) ** 2)
    return Interval(value, low, high)
