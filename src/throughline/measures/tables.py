"""Tables of a measure: before anything is withheld, and as they may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.measures.counting import Cell
    from throughline.measures.definition import Measure
    from throughline.terms.figures import Published

ALL = ""
"""The column of everybody, whatever else a table is divided by."""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of a table before anything is withheld: a cell for everybody, and one a column."""

    unit: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with its parts, each with its own; the names of units differ at every level."""

    line: Line
    parts: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """What is told of one unit and column: how many pupils, and the measure. Nothing else exists.

    ``coverage`` is a share in whole percent, and ``None`` where the number of pupils is withheld.
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

    ``parts`` stand in the order of their units' names, which tells nothing of a number.
    """

    measure: Measure
    profile: str
    columns: tuple[str, ...]
    whole: PublishedLine
    parts: tuple[PublishedLine, ...] = ()

    @property
    def lines(self) -> tuple[PublishedLine, ...]:
        """The whole and then its parts."""
        return (self.whole, *self.parts)

    @property
    def has_withheld(self) -> bool:
        """Whether anything is withheld, so that the page says why."""
        return any(each.figure.is_withheld for line in self.lines for each in line.figures.values())
