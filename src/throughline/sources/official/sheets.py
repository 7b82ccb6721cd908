"""A published table of text as lines of cells, with the title lines above it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from throughline.sources import delimited, text
from throughline.sources.headers import plain
from throughline.sources.official.documents import LARGEST, word
from throughline.sources.official.remarks import unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.sources.tables import SourceFile

MOST_LINES = 200_000
_SEARCHED_LINES = 60
_LONGEST_LINE = 1_000_000

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every line of a file in cells, with its number from 1; ``notes`` are codes of remarks."""

    name: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table below its header. ``titles`` are the filled cells above it."""

    titles: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet(source: SourceFile) -> Sheet:
    """Return the lines of a file in cells.

    Raises:
        UnreadableSource: empty, binary, too large, or one endless line.
    """
    source.stream.seek(0, 2)
    if source.stream.tell() > LARGEST:
        raise unreadable("too_large", file=source.name, limit=LARGEST // 1024 // 1024)
    found = text.survey(source.stream, name=source.name, longest_line=_LONGEST_LINE)
    written = text.lines(source.stream, found.encoding, skip_end=found.cut_off)
    lines = list(islice(written, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise unreadable("too_many", file=source.name, limit=MOST_LINES)
    if not lines:
        raise unreadable("unknown_table", file=source.name)
    stated = delimited.stated_delimiter(lines[0])
    sign = stated or delimited.likely_delimiter(lines[:_SEARCHED_LINES])
    first = 1 if stated is None else 2
    taken = delimited.records(iter(lines[first - 1 :]), sign, quotes=found.quotes, first_line=first)
    rows = taken.take(len(lines))
    return Sheet(
        source.name,
        tuple((line, row or []) for line, row in zip(rows.lines, rows.rows, strict=True)),
        _notes(found, source),
    )


def grid(found: Sheet, required: Sequence[str]) -> Grid | None:
    """Return the table whose header has all required columns, in any order; ``None`` without one."""
    wanted = {plain(name) for name in required}
    for place, (_, row) in enumerate(found.rows[:_SEARCHED_LINES]):
        if wanted <= {plain(cell) for cell in row}:
            titles = [word(cell) for _, above in found.rows[:place] for cell in above]
            return Grid(
                tuple(title for title in titles if title),
                tuple(word(cell) for cell in row),
                found.rows[place + 1 :],
            )
    return None


def _notes(found: text.Survey, source: SourceFile) -> tuple[str, ...]:
    source.stream.seek(0, 2)
    source.stream.seek(max(0, source.stream.tell() - 4))
    whole = source.stream.read().rstrip(b"\x00")[-1:] in (b"\n", b"\r")
    notes = [] if whole and not found.cut_off else ["no_line_end"]
    return (*notes, "twice_encoded") if found.twice_encoded else tuple(notes)
