"""Putting words where nothing else stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from throughline_web.ui.charts import svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Anchor = Literal["start", "middle", "end"]
# Share of the text size above and beneath the baseline.
ASCENT = 0.8
DESCENT = 0.24


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    foot: float

    def shared_with(self, other: Box) -> float:
        """Return how large an area both cover."""
        if self.right <= other.left or other.right <= self.left:
            return 0.0
        if self.foot <= other.top or other.foot <= self.top:
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.foot, other.foot) - max(self.top, other.top))


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a label could stand; ``cost`` is 0 for the best."""

    x: float
    y: float
    anchor: Anchor
    cost: float = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Words and where they stand."""

    words: str
    spot: Spot
    box: Box


class Placer:
    """Places labels one after the other; what is placed is taken for those that follow."""

    def __init__(self, bounds: Box, *, size: float, taken: Iterable[Box] = ()) -> None:
        self.bounds = bounds
        self.size = size
        self.taken = list(taken)

    def place(self, words: str, spots: Sequence[Spot]) -> Placed:
        """Return the words at the first free spot, or at the one that covers least.

        ``spots`` stand in order of their cost; there is at least one.
        """
        width = svg.text_width(words, self.size)
        best, least = spots[0], float("inf")
        for spot in spots:
            hidden = self._hidden(self._box(width, spot))
            if hidden < least:
                best, least = spot, hidden
            if not least:
                break
        placed = Placed(words, best, self._box(width, best))
        self.taken.append(placed.box)
        return placed

    def _hidden(self, box: Box) -> float:
        return self._outside(box) + sum(box.shared_with(other) for other in self.taken)

    def _outside(self, box: Box) -> float:
        inside = box.left >= self.bounds.left and box.right <= self.bounds.right
        if inside and box.top >= self.bounds.top and box.foot <= self.bounds.foot:
            return 0.0
        area = (box.right - box.left) * (box.foot - box.top)
        # Words cut off at the edge are worse than words that touch something.
        return 10 * (area - box.shared_with(self.bounds))

    def _box(self, width: float, spot: Spot) -> Box:
        left = spot.x - {"start": 0.0, "middle": width / 2, "end": width}[spot.anchor]
        return Box(
            left - 2, spot.y - ASCENT * self.size, left + width + 2, spot.y + DESCENT * self.size
        )


def spots_around(x: float, y: float, *, size: float) -> tuple[Spot, ...]:
    """Return spots near a knot, nearest first: beneath, above, to the right, to the left."""
    return tuple(_near(x, y, size)) + tuple(_far(x, y, size))


def _near(x: float, y: float, size: float) -> Iterator[Spot]:
    beneath, above = y + size + 9, y - 11
    yield Spot(x - 2, beneath, "start", 0)
    yield Spot(x + 2, beneath, "end", 1)
    yield Spot(x - 2, above, "start", 2)
    yield Spot(x + 2, above, "end", 3)
    yield Spot(x + 10, y + size / 3, "start", 4)
    yield Spot(x - 10, y + size / 3, "end", 5)


def _far(x: float, y: float, size: float) -> Iterator[Spot]:
    for step in range(1, 5):
        away = step * (size + 4)
        cost = 10.0 * step
        yield Spot(x - 2, y + size + 9 + away, "start", cost)
        yield Spot(x + 2, y + size + 9 + away, "end", cost + 1)
        yield Spot(x - 2, y - 11 - away, "start", cost + 2)
        yield Spot(x + 2, y - 11 - away, "end", cost + 3)
