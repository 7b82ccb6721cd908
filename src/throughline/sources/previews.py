"""The first rows of a file as it was read, so that a person can say which column is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources import cells
from throughline.sources.headers import match
from throughline.sources.issues import MASK, sentences
from throughline.sources.layouts import find_head, start_of
from throughline.sources.opening import open_tables
from throughline.sources.options import ReadOptions
from throughline.sources.shelf import load_profile, shipped_profiles
from throughline.sources.tables import Head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.sources.layouts import Start
    from throughline.sources.profile import Profile
    from throughline.sources.tables import SourceFile, Table
    from throughline.terms.language import Text

_STANDARD = ReadOptions()


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, laid under its header.

    ``encoding`` and ``delimiter`` are ``None`` for a workbook; ``header_row`` is the header's line,
    ``None`` where none was found; rows marked as protected identity are masked throughout.
    """

    encoding: str | None
    delimiter: str | None
    header_row: int | None
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Text, ...]


def preview(
    source: SourceFile,
    *,
    rows: int = 20,
    profile: Profile | None = None,
    options: ReadOptions = _STANDARD,
) -> Preview:
    """Return the first rows of a file's first table that has a header.

    Without a ``profile`` the header is the row that most words of any shipped profile name, else
    the first row that is filled from side to side.

    Raises:
        UnreadableSource: the file is no sort of table, or cannot be used as a whole.
    """
    tables = open_tables(source, profile, options)
    heads = [_head(table, profile, options) for table in tables]
    best = max(range(len(tables)), key=lambda place: (heads[place][1], -place))
    table, head = tables[best], heads[best][0]
    return Preview(
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=head.line if head.headers else None,
        headers=head.headers,
        rows=tuple(_shown(row, head) for row in table.sample(head, rows)),
        notes=tuple(_notes(table, tables)),
    )


def _head(table: Table, profile: Profile | None, options: ReadOptions) -> tuple[Head, int]:
    """Return the header of a table, and how many of its columns some profile knows."""
    profiles = shipped_profiles() if profile is None else (profile,)
    start = start_of(table, options)
    found = [(find_head(start, one), one) for one in profiles]
    known = [len(match(head.headers, one.columns)) for head, one in found]
    most = max(known)
    if most:
        return found[known.index(most)][0], most
    return _first_full_row(start), 0


def _first_full_row(start: Start) -> Head:
    widths = [len([cell for cell in row if cell.strip()]) for row in start.rows]
    widest = max(widths, default=0)
    if not widest:
        return Head(-1, 1, ())
    place = widths.index(widest)
    return Head(place, start.lines[place], start.rows[place])


def _shown(row: Sequence[str], head: Head) -> tuple[str, ...]:
    place = match(head.headers, {"protected": load_profile("pupils").columns["protected"]})
    at = place["protected"].index if "protected" in place else len(row)
    if at < len(row) and cells.protected(row[at]):
        return tuple(MASK for _ in row)
    return tuple(row)


def _notes(table: Table, tables: Sequence[Table]) -> list[Text]:
    notes = [sentences(note)[0] for note in table.notes]
    if len(tables) > 1:
        names = ", ".join(one.name for one in tables)
        notes.append(sentences("several_sheets", shown=table.name, names=names)[0])
    return notes
