"""How far to go: a row of squares, solid where something is reached, hollow where it is not yet."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.values import Meter

STEP = 23.0
SIDE = 17.0
TOP = 4.0
LABEL_SIZE = 11.5
_LABELS = TOP + SIDE + 14
_TICK = TOP + SIDE + 4


def draw_meter(chart: Meter) -> svg.Picture:
    """Return the picture of ``chart``; the sentence is its description."""
    return svg.drawing(
        width=len(chart.slots) * STEP + 2,
        height=_height(chart),
        name="meter",
        title=chart.title,
        description=chart.summary,
        parts=chain(_squares(chart), _names(chart), _goals(chart)),
    )


def _squares(chart: Meter) -> Iterator[str]:
    for place, slot in enumerate(chart.slots):
        name = "meter-filled" if slot.is_filled else "meter-blank"
        yield svg.rect(place * STEP + 1, TOP, SIDE, SIDE, name=name, radius=3)


def _names(chart: Meter) -> Iterator[str]:
    for place, slot in enumerate(chart.slots):
        if slot.label:
            middle = place * STEP + 1 + SIDE / 2
            yield svg.text(middle, _LABELS, slot.label, name="axis-label", anchor="middle")


def _goals(chart: Meter) -> Iterator[str]:
    """Yield each goal's tick and words, the nearest goal uppermost so that words never meet."""
    for row, goal in enumerate(chart.goals):
        x = goal.count * STEP - (STEP - SIDE) / 2 + 1
        foot = _row(row)
        yield svg.line(x, _TICK, x, foot - 9, name="leader")
        yield svg.text(x, foot, goal.label, name="axis-label", anchor="end")


def _row(row: int) -> float:
    return _LABELS + 18 + row * 16


def _height(chart: Meter) -> float:
    return _row(len(chart.goals) - 1) + 6 if chart.goals else _LABELS + 6
