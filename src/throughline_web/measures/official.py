"""Figures that an authority has published of the same measure, beside ours and never mixed with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from throughline.measures.tables import Figure
from throughline.terms.figures import FigureState, untold
from throughline_web.measures.pages.measure import OfficialLine
from throughline_web.measures.words import figure_words
from throughline_web.sources.queries import standing_figures

if TYPE_CHECKING:
    from throughline.measures.definition import Measure
    from throughline_web.measures.queries import Place
    from throughline_web.sources.queries import OfficialTold

_LEVELS = ("nation", "municipality", "school")


def official_lines(place: Place, measure: Measure) -> tuple[OfficialLine, ...]:
    """Return the newest official figure of each title, of the place itself and of the nation."""
    codes = {unit.code for unit in (place.unit, place.unit.parent) if unit and unit.code}
    found = [
        one
        for level in _LEVELS
        for one in standing_figures(
            measure=measure.id, level=level, codes=None if level == "nation" else codes
        )
    ]
    newest = {(one.level, one.code, one.title): one for one in found if not one.dims}
    return tuple(_line(measure, one) for one in newest.values())


def _line(measure: Measure, one: OfficialTold) -> OfficialLine:
    figure = Figure(untold(FigureState.MISSING), one.published)
    return OfficialLine(
        one.name,
        figure_words(measure, figure),
        one.period,
        one.title,
        reverse("sources:official-table", args=[one.table_url_id]),
        one.source_line,
    )
