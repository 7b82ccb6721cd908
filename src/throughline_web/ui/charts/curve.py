"""A smooth line through weekly values that never swings past them.

Monotone cubic interpolation (F. N. Fritsch and R. E. Carlson, "Monotone Piecewise Cubic
Interpolation", SIAM J. Numer. Anal. 17, 1980): between two weeks the line stays between their
values, so smoothing invents neither better nor worse weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from throughline_web.ui.charts.svg import number


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture, in its own units, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """The line between two neighbouring points, with the slopes at both ends."""

    start: Point
    end: Point
    start_slope: float
    end_slope: float

    def commands(self) -> str:
        """Return the Bézier command that draws the piece from its start."""
        third = (self.end.x - self.start.x) / 3
        return _cubic(
            Point(self.start.x + third, self.start.y + third * self.start_slope),
            Point(self.end.x - third, self.end.y - third * self.end_slope),
            self.end,
        )

    def backwards(self) -> Piece:
        """Return the same line, drawn from its end."""
        return Piece(self.end, self.start, self.end_slope, self.start_slope)

    def y_at(self, x: float) -> float:
        """Return how far down the line is at ``x``, which lies between the ends."""
        width = self.end.x - self.start.x
        t = (x - self.start.x) / width
        from_start = (1 + 2 * t) * (1 - t) ** 2 * self.start.y
        from_end = t * t * (3 - 2 * t) * self.end.y
        slopes = t * (1 - t) * width * ((1 - t) * self.start_slope - t * self.end_slope)
        return from_start + from_end + slopes


def pieces(points: tuple[Point, ...]) -> tuple[Piece, ...]:
    """Return the line through ``points``, which stand in order from left to right."""
    chords = [(b.y - a.y) / (b.x - a.x) for a, b in pairwise(points)]
    slopes = _slopes(chords)
    return tuple(Piece(a, b, slopes[i], slopes[i + 1]) for i, (a, b) in enumerate(pairwise(points)))


def move_to(point: Point) -> str:
    """Return the command that lifts the pen to ``point``."""
    return f"M{number(point.x)} {number(point.y)}"


def _slopes(chords: list[float]) -> list[float]:
    if not chords:
        return []
    inner = [_inner_slope(a, b) for a, b in pairwise(chords)]
    return [chords[0], *inner, chords[-1]]


def _inner_slope(before: float, after: float) -> float:
    # The harmonic mean is at most twice the flatter chord; three times would still be monotone.
    if before * after <= 0:
        return 0.0
    return 2 * before * after / (before + after)


def _cubic(first: Point, second: Point, end: Point) -> str:
    return (
        f"C{number(first.x)} {number(first.y)} {number(second.x)} {number(second.y)} "
        f"{number(end.x)} {number(end.y)}"
    )
