"""The upper half of the thread: support spans, the axis, the interval, the line, its knots."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.curve import Piece, Point, move_to, pieces
from throughline_web.ui.charts.frame import LABEL_ROW
from throughline_web.ui.charts.labels import Box, Placer, Spot, spots_around
from throughline_web.ui.charts.runs import Stop, runs_of, y_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.frame import Frame
    from throughline_web.ui.charts.labels import Placed
    from throughline_web.ui.charts.runs import Run
    from throughline_web.ui.charts.values import Thread, ThreadSpan, ThreadWeek
    from throughline_web.ui.charts.words import ChartWords

# The line is sampled this often to keep labels off it.
SAMPLES = 4


def span_labels(thread: Thread, frame: Frame) -> tuple[Placed, ...]:
    """Place the names of the measures above the plot, one row lower where two would meet."""
    placer = Placer(Box(0, 0, frame.size.width, 1000), size=frame.size.text)
    return tuple(placer.place(span.label, _span_spots(span, frame)) for span in thread.spans)


def rows_needed(placed: tuple[Placed, ...]) -> int:
    """Return how many rows the placed names take."""
    return max((round((label.spot.y + 1) / LABEL_ROW) for label in placed), default=0)


def draw_spans(thread: Thread, frame: Frame, placed: tuple[Placed, ...]) -> Iterator[str]:
    """Draw each measure as a shaded span through the whole picture."""
    foot = frame.strip_top + 6
    for span, label in zip(thread.spans, placed, strict=True):
        left, right = frame.starts(span.starts), frame.ends(span.ends)
        # A span starts at its own row, so that no line crosses the name of another.
        top = label.spot.y + 1 - LABEL_ROW
        yield svg.rect(left, top, right - left, foot - top, name="span", radius=6)
        hidden = LABEL_ROW if label.spot.anchor == "end" else 3
        yield svg.line(left, top + hidden, left, foot - 3, name="span-start")
    for label in placed:
        yield _label(label, "span-label")


def draw_axis(frame: Frame, words: ChartWords) -> Iterator[str]:
    """Draw the lines of the axis, which points down."""
    lines = round(frame.depth / frame.step) + 1
    for index in range(lines):
        share = index * frame.step
        y = frame.y(share)
        name = "axis" if index == 0 else "axis axis-inner"
        yield svg.line(frame.left, y, frame.right, y, name=name)
        label_x = frame.left - 10
        yield svg.text(label_x, y + 4, words.share(share), name="axis-label", anchor="end")


def draw_thread(thread: Thread, frame: Frame) -> Iterator[str]:
    """Draw the interval, the line, its goals and limit, and the knots with their labels."""
    runs = runs_of([_stop(frame, index, week) for index, week in enumerate(thread.weeks)])
    yield from _bands(thread, frame)
    yield from _levels(thread, frame)
    for run in runs:
        yield from _line(run)
    yield from _end(runs)
    yield from _knots(thread, frame, runs)


def _span_spots(span: ThreadSpan, frame: Frame) -> tuple[Spot, ...]:
    left = frame.starts(span.starts) + 8
    fits = left + svg.text_width(span.label, frame.size.text) <= frame.right
    rows = [LABEL_ROW * (row + 1) - 1 for row in range(4)]
    if fits:
        return tuple(Spot(left, y, "start", cost) for cost, y in enumerate(rows))
    return tuple(Spot(frame.right - 6, y, "end", cost) for cost, y in enumerate(rows))


def _stop(frame: Frame, index: int, week: ThreadWeek) -> Stop:
    if week.absence is None:
        return Stop(None, is_break=bool(week.no_school))
    return Stop(Point(frame.week_middle(index), frame.y(week.absence)), is_break=False)


def _line(run: Run) -> Iterator[str]:
    if len(run.points) == 1:
        yield svg.circle(run.points[0].x, run.points[0].y, 2.4, name="thread-end")
    if resting := run.resting():
        yield svg.path(resting, name="thread-rest")
    if solid := run.solid():
        yield svg.path(solid, name="thread-line")


def _end(runs: tuple[Run, ...]) -> Iterator[str]:
    # The last week that is known, which need not be the last one.
    for run in runs[-1:]:
        yield svg.circle(run.points[-1].x, run.points[-1].y, 3.4, name="thread-end")


def _bands(thread: Thread, frame: Frame) -> Iterator[str]:
    chain_of_weeks: list[int] = []
    for index, week in enumerate(thread.weeks):
        if week.low is not None and week.high is not None:
            chain_of_weeks.append(index)
            continue
        yield from _band(thread, frame, chain_of_weeks)
        chain_of_weeks = []
    yield from _band(thread, frame, chain_of_weeks)


def _band(thread: Thread, frame: Frame, weeks: list[int]) -> Iterator[str]:
    if not weeks:
        return
    upper = _edge(frame, weeks, [thread.weeks[index].low or 0.0 for index in weeks])
    lower = _edge(frame, weeks, [thread.weeks[index].high or 0.0 for index in weeks])
    there = "".join(piece.commands() for piece in upper)
    back = "".join(piece.backwards().commands() for piece in reversed(lower))
    turn = f"L{svg.number(lower[-1].end.x)} {svg.number(lower[-1].end.y)}"
    yield svg.path(f"{move_to(upper[0].start)}{there}{turn}{back}z", name="thread-band")


def _edge(frame: Frame, weeks: list[int], shares: list[float]) -> tuple[Piece, ...]:
    # Half a day on either side, so that a single thin week still has a band one can see.
    ends = (frame.week_middle(weeks[0]) - 3, frame.week_middle(weeks[-1]) + 3)
    xs = [ends[0], *(frame.week_middle(week) for week in weeks), ends[1]]
    ys = [frame.y(share) for share in (shares[0], *shares, shares[-1])]
    return pieces(tuple(Point(x, y) for x, y in zip(xs, ys, strict=True)))


def _levels(thread: Thread, frame: Frame) -> Iterator[str]:
    if thread.limit is not None:
        y = frame.y(thread.limit)
        yield svg.line(frame.left, y, frame.right, y, name="limit")
    for goal in thread.goals:
        y = frame.y(goal.absence)
        left, right = frame.starts(goal.starts), frame.ends(goal.ends)
        yield svg.line(left, y, right, y, name="goal")
        yield svg.circle(left, y, 3, name="goal-end")


def _knots(thread: Thread, frame: Frame, runs: tuple[Run, ...]) -> Iterator[str]:
    points = [_knot_point(frame, runs, frame.day_middle(knot.at)) for knot in thread.knots]
    placer = Placer(
        Box(frame.left - 30, 0, frame.size.width, frame.grid_top - 2),
        size=frame.size.text,
        taken=chain(
            _boxes_of_line(runs),
            _boxes_of_knots(points),
            _boxes_of_names(frame),
            _boxes_of_edges(thread, frame),
        ),
    )
    yield from _goal_labels(thread, frame, placer)
    for knot, point in zip(thread.knots, points, strict=True):
        label = placer.place(knot.label, spots_around(point.x, point.y, size=frame.size.text))
        if label.spot.cost >= 10:
            yield svg.line(point.x, point.y, point.x, _near_edge(label, point), name="leader")
        yield svg.circle(point.x, point.y, 5.5, name="knot")
        yield _label(label, "knot-label")


def _knot_point(frame: Frame, runs: tuple[Run, ...], x: float) -> Point:
    y = y_at(runs, x)
    return Point(x, frame.plot_top if y is None else y)


def _near_edge(label: Placed, point: Point) -> float:
    return label.box.top if label.box.top > point.y else label.box.foot


def _goal_labels(thread: Thread, frame: Frame, placer: Placer) -> Iterator[str]:
    for goal in thread.goals:
        y = frame.y(goal.absence)
        left, right = frame.starts(goal.starts), frame.ends(goal.ends)
        spots = (
            Spot(right - 6, y - 7, "end", 0),
            Spot(left + 8, y - 7, "start", 1),
            Spot(right - 6, y + frame.size.text + 3, "end", 2),
            Spot(left + 8, y + frame.size.text + 3, "start", 3),
            Spot(left - 8, y + 4, "end", 4),
        )
        yield _label(placer.place(goal.label, spots), "goal-label")


def _boxes_of_line(runs: tuple[Run, ...]) -> Iterator[Box]:
    for run in runs:
        for piece in run.pieces:
            yield from _boxes_of_piece(piece)


def _boxes_of_piece(piece: Piece) -> Iterator[Box]:
    step = (piece.end.x - piece.start.x) / SAMPLES
    for index in range(SAMPLES):
        x = piece.start.x + index * step
        y, y_next = piece.y_at(x), piece.y_at(x + step)
        yield Box(x, min(y, y_next) - 2, x + step, max(y, y_next) + 2)


def _boxes_of_knots(points: list[Point]) -> Iterator[Box]:
    for point in points:
        yield Box(point.x - 7, point.y - 7, point.x + 7, point.y + 7)


def _boxes_of_names(frame: Frame) -> Iterator[Box]:
    if frame.label_rows:
        yield Box(frame.left, 0, frame.size.width, frame.label_rows * LABEL_ROW + 4)


def _boxes_of_edges(thread: Thread, frame: Frame) -> Iterator[Box]:
    for span in thread.spans:
        left = frame.starts(span.starts)
        yield Box(left - 1, 0, left + 1, frame.strip_top)
    for goal in thread.goals:
        y = frame.y(goal.absence)
        yield Box(frame.starts(goal.starts) - 4, y - 3, frame.ends(goal.ends), y + 3)


def _label(placed: Placed, name: str) -> str:
    spot = placed.spot
    return svg.text(spot.x, spot.y, placed.words, name=name, anchor=spot.anchor)
