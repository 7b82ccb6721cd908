"""The header of a table, found below its titles, and where a profile's fields stand under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources.headers import match
from throughline.sources.issues import unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.sources.headers import Place
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.tables import Table

_SEARCHED_ROWS = 60
_WIDEST_TITLE = 50
_FIGURE = re.compile(r"[\s\d.,:/%+-]*\d[\s\d.,:/%+-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: the record it is (0 where there is none), its line, and its names."""

    record: int
    line: int
    headers: tuple[str, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A header and what its columns mean to one profile."""

    head: Head
    places: Mapping[str, Place]
    needed: tuple[int, ...]

    @property
    def indices(self) -> tuple[int, ...]:
        """The columns that mean something."""
        return tuple(sorted({place.index for place in self.places.values() if place.index >= 0}))

    @property
    def last(self) -> int:
        """The last column that means something; a row may end after it."""
        return max(self.indices, default=-1)


def find_head(table: Table, profile: Profile, options: ReadOptions) -> Head:
    """Return the header that names most of a profile's columns, with the titles above it.

    Raises:
        UnreadableSource: the table is wider than any school's file.
    """
    best = Head(-1, 1, ())
    most = widest = 0
    titles: list[str] = []
    start = table.open_records().take(_SEARCHED_ROWS)
    for number, (line, row) in enumerate(zip(start.lines, start.rows, strict=True)):
        cells = tuple(row or ())
        if not profile.header:
            return Head(-1, line, tuple(str(place) for place in range(1, len(cells) + 1)))
        widest = max(widest, len(cells))
        known = _known(cells, profile, options)
        if known > most:
            most, best = known, Head(number, line, cells, tuple(titles))
        titles.append(" ".join(cell.strip() for cell in cells[:_WIDEST_TITLE] if cell.strip()))
    if not most and widest > options.most_columns:
        raise unreadable("too_wide", file=table.name, limit=options.most_columns)
    return best


def layout(head: Head, profile: Profile) -> Layout:
    """Return where a profile's fields stand under a header."""
    places = match(head.headers, profile.columns)
    needed = [places[name].index for name in profile.required if name in places]
    return Layout(head, places, tuple(index for index in needed if index >= 0))


def _known(cells: tuple[str, ...], profile: Profile, options: ReadOptions) -> int:
    """Return how many fields a row names, none if it can be no header."""
    if len(cells) > options.most_columns or _is_mostly_numbers(cells):
        return 0
    return len(match(cells, profile.columns))


def _is_mostly_numbers(cells: tuple[str, ...]) -> bool:
    """Say whether a row is of figures and dates, and so no header whatever words stand among them."""
    filled = [cell for cell in cells if cell.strip()]
    return 3 * sum(_FIGURE.fullmatch(cell) is not None for cell in filled) > len(filled)
