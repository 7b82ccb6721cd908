"""The header of a table, found below its titles, and where a profile's fields stand under it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources.headers import Names, match
from throughline.sources.issues import unreadable
from throughline.sources.tables import Head

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.sources.headers import Place
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.tables import Table

_SEARCHED_ROWS = 60
_WIDEST_TITLE = 50
_LONGEST_TITLE = 200
_LONGEST_FIGURE = 40
_FIGURE = re.compile(r"[\s\d.,:/%+-]*\d[\s\d.,:/%+-]*", re.ASCII)


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


@dataclass(frozen=True, slots=True)
class Start:
    """The first rows of a table, among which its header is sought.

    ``names`` are the headers that each row would give, ``None`` for a row that can be no header.
    """

    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    names: tuple[Names | None, ...]


def start_of(table: Table, options: ReadOptions) -> Start:
    """Return the first rows of a table.

    Raises:
        UnreadableSource: every row is wider than any school's table.
    """
    found = table.open_records().take(_SEARCHED_ROWS)
    rows = tuple(tuple(row or ()) for row in found.rows)
    narrowest = min((len(row) for row in rows if row), default=0)
    if narrowest > options.most_columns:
        raise unreadable("too_wide", file=table.name, limit=options.most_columns)
    names = tuple(Names(row) if _may_be_header(row, options) else None for row in rows)
    return Start(tuple(found.lines), rows, names)


def find_head(start: Start, profile: Profile) -> Head:
    """Return the header that names most of a profile's columns, with the titles above it."""
    if not profile.header:
        width = max(map(len, start.rows), default=0)
        return Head(-1, 1, tuple(str(place) for place in range(1, width + 1)))
    known = [0 if names is None else len(names.match(profile.columns)) for names in start.names]
    most = max(known, default=0)
    if not most:
        return Head(-1, 1, ())
    place = known.index(most)
    titles = tuple(_title(row) for row in start.rows[:place])
    return Head(place, start.lines[place], start.rows[place], titles)


def layout(head: Head, profile: Profile) -> Layout:
    """Return where a profile's fields stand under a header."""
    places = match(head.headers, profile.columns)
    needed = [places[name].index for name in profile.required if name in places]
    return Layout(head, places, tuple(index for index in needed if index >= 0))


def _may_be_header(row: tuple[str, ...], options: ReadOptions) -> bool:
    return 0 < len(row) <= options.most_columns and not _is_mostly_numbers(row)


def _title(row: tuple[str, ...]) -> str:
    return " ".join(cell[:_LONGEST_TITLE] for cell in row[:_WIDEST_TITLE])[:_LONGEST_TITLE].strip()


def _is_mostly_numbers(cells: tuple[str, ...]) -> bool:
    """Say whether a row is of figures and dates, and so no header whatever words stand among them."""
    filled = [cell for cell in cells if cell.strip()]
    figures = [cell for cell in filled if len(cell) <= _LONGEST_FIGURE and _FIGURE.fullmatch(cell)]
    return 3 * len(figures) > len(filled)
