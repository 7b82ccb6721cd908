"""Tables that may be told: what one withheld figure makes it needful to withhold beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.measures.publishing import profile_of
from throughline.measures.table_figures import figure_of
from throughline.terms.figures import FigureState, untold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.measures.counting import Cell
    from throughline.measures.definition import Measure
    from throughline.measures.publishing import PublicationProfile
    from throughline.terms.figures import Published

ALL = ""
"""The column of everybody, whatever else a table is divided by."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of a table before anything is withheld: a cell for everybody, and one a column."""

    unit: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of one unit and column: how many pupils, and the measure. Nothing else exists.

    ``coverage`` is in whole percent as a share, and ``None`` where the figure is withheld.
    """

    total: Published
    figure: Published
    coverage: float | None = None


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """One unit of a table as it may be told."""

    unit: str
    figures: Mapping[str, Figure]

    @property
    def everybody(self) -> Figure:
        """The figure of all columns together."""
        return self.figures[ALL]


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A whole and its parts as they may be told: the only source of page, picture, order and file.

    ``parts`` stand in the order of their units' names, never of a number that is withheld.
    """

    measure_id: str
    version: str
    profile: str
    columns: tuple[str, ...]
    whole: PublishedLine
    parts: tuple[PublishedLine, ...] = ()
    withheld: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def publishable(
    measure: Measure,
    whole: Line,
    parts: tuple[Line, ...] = (),
    *,
    profile: str | None = None,
    on: date | None = None,
) -> PublishedTable:
    """Return a whole and its parts with everything withheld that could be computed otherwise."""
    limits = profile_of(profile or measure.profile, on=on)
    lines = [_line(measure, line, limits) for line in sorted(parts, key=lambda line: line.unit)]
    columns = tuple(column for column in whole.cells if column != ALL)
    return PublishedTable(
        measure.id,
        measure.head.version,
        limits.id,
        columns,
        _line(measure, whole, limits),
        tuple(lines),
    )


def _line(measure: Measure, line: Line, limits: PublicationProfile) -> PublishedLine:
    return PublishedLine(
        line.unit,
        {column: _figure(measure, cell, limits) for column, cell in line.cells.items()},
    )


def _figure(measure: Measure, cell: Cell, limits: PublicationProfile) -> Figure:
    total, figure = figure_of(measure, cell, limits)
    if total.is_withheld:
        return Figure(total, untold(FigureState.FEW_TOTAL))
    coverage = None if cell.coverage is None else round(cell.coverage, 2)
    return Figure(total, figure, coverage)
