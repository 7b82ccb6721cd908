"""One cell of a measure as a total and a figure that may be told on their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from throughline.measures.definition import Kind
from throughline.measures.publishing import publish, publish_mean, publish_total
from throughline.terms.figures import FigureState, untold

if TYPE_CHECKING:
    from throughline.measures.counting import Cell
    from throughline.measures.definition import Measure
    from throughline.measures.publishing import PublicationProfile
    from throughline.terms.figures import Published

SHARE_DECIMALS = 2
"""A percent has so many decimals more as a share."""


class Told(NamedTuple):
    """How many pupils, and the measure over them."""

    total: Published
    figure: Published


def figure_of(measure: Measure, cell: Cell, limits: PublicationProfile) -> Told:
    """Return what a cell may tell when it stands alone; a measure may be stricter than its profile."""
    if not cell.total and cell.expected:
        return Told(untold(FigureState.MISSING), untold(FigureState.MISSING))
    least = max(limits.least_total, measure.minimum_cell)
    kept = replace(limits, least_total=least)
    total = publish_total(cell.total, kept)
    share = measure.decimals + SHARE_DECIMALS
    match measure.counting.kind:
        case Kind.PUPILS:
            return Told(total, publish(cell.total, cell.event, kept, decimals=share))
        case Kind.MEAN:
            mean = publish_mean(cell.total, cell.value, kept, decimals=measure.decimals)
            return Told(total, mean)
        case Kind.MINUTES:
            rate = publish_mean(cell.total, cell.value, kept, weight=cell.weight, decimals=share)
            return Told(total, rate)
