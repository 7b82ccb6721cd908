"""Twelve weeks at a glance: a falling thread is rising absence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.curve import Point
from throughline_web.ui.charts.marks import cross
from throughline_web.ui.charts.runs import Stop, runs_of
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.runs import Run
    from throughline_web.ui.charts.values import Sparkline, SparkWeek
    from throughline_web.ui.charts.words import ChartWords

WIDTH = 172.0
HEIGHT = 46.0
SIDE = 6.0
TOP = 5.0
FOOT = 7.0
# Every pupil's line has the same scale, so that rows can be compared, up to this absence.
ORDINARY_DEPTH = 0.4


def draw_sparkline(chart: Sparkline, words: ChartWords) -> svg.Picture:
    """Return the picture of ``chart``."""
    parts = chain(_spans(chart), _limit(chart), _thread(chart), _unregistered(chart))
    return svg.drawing(
        width=WIDTH,
        height=HEIGHT,
        name="sparkline",
        title=chart.title,
        description=_description(chart, words),
        parts=parts,
    )


def sparkline_table(chart: Sparkline, words: ChartWords) -> DataTable:
    """Return the same data as a table."""
    rows = tuple((week.label, _in_words(week, words)) for week in chart.weeks)
    return DataTable(chart.title, (words.week, words.absence), rows)


def _description(chart: Sparkline, words: ChartWords) -> str:
    weeks = ", ".join(f"{week.label} {_in_words(week, words)}" for week in chart.weeks)
    return ". ".join([weeks, *(span.label for span in chart.spans)]) + "."


def _in_words(week: SparkWeek, words: ChartWords) -> str:
    return "–" if week.is_break else words.share(week.absence)


def _x(chart: Sparkline, week: float) -> float:
    return SIDE + (WIDTH - 2 * SIDE) * week / max(len(chart.weeks) - 1, 1)


def _y(chart: Sparkline, share: float) -> float:
    known = (week.absence for week in chart.weeks if week.absence is not None)
    depth = max(ORDINARY_DEPTH, *known, 0)
    return TOP + (HEIGHT - TOP - FOOT) * share / depth


def _spans(chart: Sparkline) -> Iterator[str]:
    for span in chart.spans:
        left = max(_x(chart, span.first - 0.5), 0)
        right = min(_x(chart, span.last + 0.5), WIDTH)
        yield svg.rect(left, 0, right - left, HEIGHT, name="span", radius=3)


def _limit(chart: Sparkline) -> Iterator[str]:
    if chart.limit is not None:
        y = _y(chart, chart.limit)
        yield svg.line(SIDE, y, WIDTH - SIDE, y, name="limit")


def _thread(chart: Sparkline) -> Iterator[str]:
    runs = runs_of([_stop(chart, index) for index in range(len(chart.weeks))])
    for run in runs:
        yield from _run(run)
    if runs:
        last = runs[-1].points[-1]
        yield svg.circle(last.x, last.y, 3.1, name="thread-end")


def _run(run: Run) -> Iterator[str]:
    if len(run.points) == 1:
        yield svg.circle(run.points[0].x, run.points[0].y, 1.6, name="thread-end")
    if solid := run.solid():
        yield svg.path(solid, name="thread-line")
    if resting := run.resting():
        yield svg.path(resting, name="thread-rest")


def _stop(chart: Sparkline, index: int) -> Stop:
    week = chart.weeks[index]
    if week.absence is None:
        return Stop(None, week.is_break)
    return Stop(Point(_x(chart, index), _y(chart, week.absence)), is_break=False)


def _unregistered(chart: Sparkline) -> Iterator[str]:
    silent = [
        index
        for index, week in enumerate(chart.weeks)
        if week.absence is None and not week.is_break
    ]
    if silent:
        crosses = "".join(cross(_x(chart, index), HEIGHT - 6, 2.6) for index in silent)
        yield svg.path(crosses, name="mark-cross")
