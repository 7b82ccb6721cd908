"""The legend: every shape and line that occurs in the picture, with its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.marks import KEY_SIZE, draw_key
from throughline_web.ui.charts.tables import kinds_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.svg import Picture
    from throughline_web.ui.charts.values import Thread
    from throughline_web.ui.charts.words import ChartWords

LINE_KEY = 22.0


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    picture: Picture
    words: str


def legend_of(thread: Thread, words: ChartWords) -> tuple[Key, ...]:
    """Return the keys of what occurs in ``thread``, the line first."""
    kinds = (Key(draw_key(kind), words.kinds[kind]) for kind in kinds_in(thread))
    return (*_lines(thread, words), *kinds)


def _lines(thread: Thread, words: ChartWords) -> Iterator[Key]:
    middle = KEY_SIZE / 2
    yield Key(_key(svg.line(1, middle, LINE_KEY - 1, middle, name="thread-line")), words.line)
    if any(week.low is not None for week in thread.weeks):
        yield Key(_key(svg.rect(0, 1, LINE_KEY, KEY_SIZE - 2, name="thread-band")), words.band)
    if thread.limit is not None:
        yield Key(_key(svg.line(0, middle, LINE_KEY, middle, name="limit")), words.limit)
    if thread.goals:
        goal = svg.line(3, middle, LINE_KEY, middle, name="goal")
        yield Key(_key(goal + svg.circle(3.5, middle, 3, name="goal-end")), words.goal)
    if thread.spans:
        span = svg.rect(0, 0, LINE_KEY, KEY_SIZE, name="span span-key", radius=3)
        yield Key(_key(span), words.support)


def _key(shapes: str) -> svg.Picture:
    return svg.key(width=LINE_KEY, height=KEY_SIZE, name="key key-line", shapes=shapes)
