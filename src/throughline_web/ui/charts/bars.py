"""A distribution as bars: each bar is a line of text one can read, and follow when it filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from throughline_web.ui.charts.svg import Picture
    from throughline_web.ui.charts.values import Bar, Bars
    from throughline_web.ui.charts.words import ChartWords

WIDTH = 100.0
HEIGHT = 12.0
# A bar of one must still be seen beside a bar of hundreds.
LEAST = 1.2


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """One bar with its words; the count is in words, so the picture is for eyes only."""

    label: str
    count: str
    note: str
    url: str
    is_current: bool
    is_hidden: bool
    picture: Picture


def draw_bars(chart: Bars, words: ChartWords) -> tuple[DrawnBar, ...]:
    """Draw every bar on one scale; a hidden count gets no length, and says so."""
    most = max((bar.count or 0 for bar in chart.bars), default=0)
    return tuple(
        DrawnBar(
            label=bar.label,
            count=bar.words or (words.too_few if bar.count is None else str(bar.count)),
            note=bar.note,
            url=bar.url,
            is_current=bar.is_current,
            is_hidden=bar.count is None,
            picture=_picture(bar, most),
        )
        for bar in chart.bars
    )


def bars_table(chart: Bars, words: ChartWords) -> DataTable:
    """Return the same data as a table."""
    rows = tuple((bar.label, bar.count) for bar in draw_bars(chart, words))
    return DataTable(chart.title, (chart.heading, chart.unit), rows)


def _picture(bar: Bar, most: int) -> Picture:
    ground = svg.rect(0, 0, WIDTH, HEIGHT, name="bar-ground")
    filled = svg.rect(0, 0, _length(bar, most), HEIGHT, name="bar-filled") if bar.count else ""
    shapes = ground + filled
    return svg.key(width=WIDTH, height=HEIGHT, name="bar", shapes=shapes, is_stretched=True)


def _length(bar: Bar, most: int) -> float:
    return max(LEAST, WIDTH * (bar.count or 0) / max(most, 1))
