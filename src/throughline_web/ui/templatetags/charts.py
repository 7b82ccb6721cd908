"""``{% load charts %}``: the charts, each with the same data as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from throughline_web.ui.charts.bars import bars_table, draw_bars
from throughline_web.ui.charts.legend import legend_of
from throughline_web.ui.charts.meter import draw_meter
from throughline_web.ui.charts.sparkline import draw_sparkline, sparkline_table
from throughline_web.ui.charts.tables import lessons_table, weeks_table
from throughline_web.ui.charts.thread import draw_renderings
from throughline_web.ui.wording import chart_words

if TYPE_CHECKING:
    from throughline_web.ui.charts.svg import Picture
    from throughline_web.ui.charts.values import Bars, Meter, Sparkline, Thread
    from throughline_web.ui.charts.words import ChartWords

register = template.Library()


@register.simple_tag
def sparkline(chart: Sparkline) -> Picture:
    """Draw some weeks at a glance; the words are in its description."""
    return draw_sparkline(chart, chart_words())


@register.inclusion_tag("ui/charts/twins.html")
def sparkline_twin(chart: Sparkline) -> dict[str, object]:
    """Draw a sparkline's table, folded."""
    return {"tables": (sparkline_table(chart, chart_words()),)}


@register.inclusion_tag("ui/charts/thread.html")
def thread(chart: Thread, words: ChartWords | None = None) -> dict[str, object]:
    """Draw the red thread with its legend and tables.

    ``words`` replaces the ordinary words where a school form has its own.
    """
    words = words or chart_words()
    return {
        "renderings": draw_renderings(chart, words),
        "legend": legend_of(chart, words),
        "tables": (weeks_table(chart, words), lessons_table(chart, words)),
    }


@register.simple_tag
def meter(chart: Meter) -> Picture:
    """Draw how far there is to several goals; the sentence stands beside it on the page."""
    return draw_meter(chart)


@register.inclusion_tag("ui/charts/bars.html")
def bars(chart: Bars) -> dict[str, object]:
    """Draw a distribution; bars with an address are filters."""
    words = chart_words()
    return {
        "chart": chart,
        "bars": draw_bars(chart, words),
        "tables": (bars_table(chart, words),),
    }
