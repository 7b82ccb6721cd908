"""Where the thread holds, where it only rests for a holiday, and where it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from throughline_web.ui.charts.curve import Piece, Point, move_to, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Stop:
    """One week on the way: its place in the picture, or None where nothing was registered."""

    point: Point | None
    is_break: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the thread without a week that nobody registered.

    ``rests`` has one entry a piece: whether it only crosses a holiday.
    """

    points: tuple[Point, ...]
    pieces: tuple[Piece, ...]
    rests: tuple[bool, ...]

    def solid(self) -> str:
        """Return the commands of what is known, week by week."""
        return "".join(self._drawn(is_rest=False))

    def resting(self) -> str:
        """Return the commands of what only joins the weeks around a holiday."""
        return "".join(self._drawn(is_rest=True))

    def _drawn(self, *, is_rest: bool) -> Iterator[str]:
        pen: Point | None = None
        for piece, rests in zip(self.pieces, self.rests, strict=True):
            if rests is not is_rest:
                continue
            if pen != piece.start:
                yield move_to(piece.start)
            yield piece.commands()
            pen = piece.end


def runs_of(stops: Sequence[Stop]) -> tuple[Run, ...]:
    """Split the weeks into runs; a holiday does not break a run, an unregistered week does."""
    return tuple(_run(group) for group in _groups(stops))


def y_at(runs: Sequence[Run], x: float) -> float | None:
    """Return how far down the thread is at ``x``, or None where there is no thread."""
    drawn = (piece for run in runs for piece in run.pieces)
    here = next((piece for piece in drawn if piece.start.x <= x <= piece.end.x), None)
    if here is not None:
        return here.y_at(x)
    nearest = min(
        (point for run in runs for point in run.points),
        key=lambda point: abs(point.x - x),
        default=None,
    )
    return None if nearest is None else nearest.y


def _groups(stops: Sequence[Stop]) -> Iterator[list[tuple[int, Point]]]:
    group: list[tuple[int, Point]] = []
    for index, stop in enumerate(stops):
        if stop.point is not None:
            group.append((index, stop.point))
        elif group and not stop.is_break:
            yield group
            group = []
    if group:
        yield group


def _run(group: list[tuple[int, Point]]) -> Run:
    points = tuple(point for _, point in group)
    rests = tuple(later - earlier > 1 for (earlier, _), (later, _) in pairwise(group))
    return Run(points, pieces(points), rests)
