"""One table out of a file: its header found below titles, its rows in pieces, footnotes told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from throughline.sources import delimited, text
from throughline.sources.headers import Place, match
from throughline.sources.issues import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from throughline.sources.delimited import Record
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile

_SEARCHED_LINES = 60
_LOOK_BACK = 200
"""Rows at the end of a table among which footnotes are sought."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was handed in: the name shown in messages, and its bytes from the start.

    The stream must allow ``seek``; it is read more than once and left open.
    """

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file, before anybody has said what its columns mean.

    ``open_records`` begins anew at the first row each time it is called; ``notes`` are the codes
    of remarks on the whole file.
    """

    name: str
    encoding: str | None
    delimiter: str | None
    open_records: Callable[[], Iterator[Record]]
    notes: tuple[str, ...] = ()

    def cells(self, head: Head, index: int) -> Iterator[str]:
        """Yield the cells of one column below the header, from the first row."""
        for _, row in _below(self.open_records(), head):
            if row is not None and index < len(row):
                yield row[index]


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
    def last(self) -> int:
        """The last column that means anything; a row may end after it."""
        return max((place.index for place in self.places.values()), default=-1)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A bounded number of rows of one table, each as wide as the header.

    ``broken`` are rows that cannot be used: their line, the code of what is wrong, and its words.
    """

    lines: list[int]
    rows: list[Sequence[str]]
    broken: tuple[Broken, ...] = ()
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be laid under the header."""

    line: int
    code: str
    words: dict[str, object]


def text_table(source: SourceFile, profile: Profile | None, options: ReadOptions) -> Table:
    """Return the one table of a text file.

    Raises:
        UnreadableSource: the file is empty, binary, in another encoding than stated, or endless.
    """
    encoding = options.encoding or (profile.encoding if profile else None)
    found = text.survey(
        source.stream, name=source.name, encoding=encoding, longest_line=options.longest_line
    )

    def open_lines() -> Iterator[str]:
        return text.lines(source.stream, found.encoding, skip_end=found.cut_off)

    sample = _sample(open_lines())
    stated = delimited.stated_delimiter(sample[0])
    sign = stated or (profile.delimiter if profile else None) or delimited.likely_delimiter(sample)

    def open_records() -> Iterator[Record]:
        lines = open_lines()
        if stated is not None:
            next(lines)
        first = 1 if stated is None else 2
        return delimited.records(lines, sign, quotes=found.quotes, first_line=first)

    return Table(source.name, found.encoding, sign, open_records, _notes(found))


def find_head(table: Table, profile: Profile, options: ReadOptions) -> Head:
    """Return the header that names most of a profile's columns, with the titles above it.

    Raises:
        UnreadableSource: the table is wider than any school's file.
    """
    best: Head | None = None
    most = 0
    titles: list[str] = []
    for number, (line, row) in enumerate(_first(table.open_records(), _SEARCHED_LINES)):
        cells = tuple(row or ())
        if len(cells) > options.most_columns:
            raise unreadable("too_wide", file=table.name, limit=options.most_columns)
        if not profile.header:
            return Head(-1, line, tuple(str(place) for place in range(1, len(cells) + 1)))
        known = len(match(cells, profile.columns))
        if known > most:
            most, best = known, Head(number, line, cells, tuple(titles))
        titles.append(" ".join(cell.strip() for cell in cells if cell.strip()))
    if best is None:
        return Head(-1, 1, (), tuple(titles))
    return best


def layout(head: Head, profile: Profile) -> Layout:
    """Return where a profile's fields stand under a header."""
    places = match(head.headers, profile.columns)
    needed = [places[name].index for name in profile.required if name in places]
    return Layout(head, places, tuple(index for index in needed if index >= 0))


def chunks(table: Table, plan: Layout, *, size: int) -> Iterator[Chunk]:
    """Yield the rows below a header in pieces of about ``size``.

    The last rows of a table that lack what no row can lack and are all but empty are footnotes.
    """
    lines: list[int] = []
    rows: list[Sequence[str] | None] = []
    for line, row in _below(table.open_records(), plan.head):
        if row is not None and not row:
            continue
        lines.append(line)
        rows.append(row)
        if len(rows) >= size + _LOOK_BACK:
            yield _fitted(lines[:size], rows[:size], plan)
            del lines[:size], rows[:size]
    notes = _footnotes(rows, plan.needed)
    kept = len(rows) - notes
    if rows:
        chunk = _fitted(lines[:kept], rows[:kept], plan)
        yield replace(chunk, footnotes=tuple(lines[kept:]))


def _sample(lines: Iterator[str]) -> list[str]:
    return [line for _, line in zip(range(_SEARCHED_LINES), lines, strict=False)]


def _first(records: Iterator[Record], count: int) -> Iterator[Record]:
    for _, record in zip(range(count), records, strict=False):
        yield record


def _notes(found: text.Survey) -> tuple[str, ...]:
    notes = []
    if found.cut_off:
        notes.append("cut_off")
    if found.twice_encoded:
        notes.append("twice_encoded")
    return tuple(notes)


def _below(records: Iterator[Record], head: Head) -> Iterator[Record]:
    for _ in range(head.record + 1):
        next(records)
    return records


def _footnotes(rows: Sequence[Sequence[str] | None], needed: Sequence[int]) -> int:
    count = 0
    for row in reversed(rows[-_LOOK_BACK:]):
        if row is None or not _is_footnote(row, needed):
            break
        count += 1
    while count and not any(cell.strip() for cell in rows[-count] or ()):
        count -= 1
    return count


def _is_footnote(row: Sequence[str], needed: Sequence[int]) -> bool:
    if len([cell for cell in row if cell.strip()]) > 2:
        return False
    return any(index >= len(row) or not row[index].strip() for index in needed)


def _fitted(lines: list[int], rows: list[Sequence[str] | None], plan: Layout) -> Chunk:
    """Return the rows as wide as the header; blank ones fall away, others are broken."""
    width = len(plan.head.headers)
    first = plan.needed[0] if plan.needed else 0
    whole = [row for row in rows if row is not None and len(row) == width and row[first]]
    if len(whole) == len(rows):
        return Chunk(lines, whole)
    kept_lines: list[int] = []
    kept: list[Sequence[str]] = []
    broken: list[Broken] = []
    for line, row in zip(lines, rows, strict=True):
        fitting = _fit(line, row, width=width, last=plan.last)
        if isinstance(fitting, Broken):
            broken.append(fitting)
        elif fitting is not None:
            kept_lines.append(line)
            kept.append(fitting)
    return Chunk(kept_lines, kept, tuple(broken))


def _fit(
    line: int, row: Sequence[str] | None, *, width: int, last: int
) -> Sequence[str] | Broken | None:
    if row is None:
        return Broken(line, "open_quote", {})
    if not any(cell.strip() for cell in row):
        return None
    if len(row) == width:
        return row
    words: dict[str, object] = {"cells": len(row), "columns": width}
    if len(row) > width:
        spilled = any(cell.strip() for cell in row[width:])
        return Broken(line, "row_too_long", words) if spilled else row[:width]
    if len(row) <= last:
        return Broken(line, "row_too_short", words)
    return [*row, *[""] * (width - len(row))]
