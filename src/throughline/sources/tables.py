"""One table out of a file: its header found below titles, its rows in pieces, footnotes told apart."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from throughline.sources import delimited, text
from throughline.sources.delimited import Rows
from throughline.sources.headers import Place, match
from throughline.sources.issues import CellFault, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from throughline.sources.delimited import Records, Row
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.vocabulary import Vocabulary

_SEARCHED_ROWS = 60
_BLOCK = 100
"""Rows that are worked on at a time: few enough to stay in the processor's cache."""

_HELD_BLOCKS = 2
"""Blocks at the end of a table among which footnotes are sought."""


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
    open_records: Callable[[], Records]
    notes: tuple[str, ...] = ()

    def cells(self, head: Head, index: int) -> Iterator[str]:
        """Yield the cells of one column below the header, from the first row."""
        records = _below(self.open_records(), head)
        while rows := records.take(_SEARCHED_ROWS).rows:
            yield from (row[index] for row in rows if row is not None and index < len(row))


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


@dataclass(frozen=True, slots=True)
class Chunk:
    """A bounded number of rows of one table, kept column by column.

    ``cells`` holds the columns that mean something, by their index: each cell is its number in the
    column's vocabulary. ``broken`` are rows that cannot be laid under the header, ``footnotes`` the
    lines below the table.
    """

    lines: list[int] = field(default_factory=list)
    cells: dict[int, list[int]] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)
    footnotes: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines) + len(self.broken)


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be laid under the header, and why."""

    line: int
    fault: CellFault


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

    def open_records() -> Records:
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
    best = Head(-1, 1, ())
    most = 0
    titles: list[str] = []
    start = table.open_records().take(_SEARCHED_ROWS)
    for number, (line, row) in enumerate(zip(start.lines, start.rows, strict=True)):
        cells = tuple(row or ())
        if len(cells) > options.most_columns:
            raise unreadable("too_wide", file=table.name, limit=options.most_columns)
        if not profile.header:
            return Head(-1, line, tuple(str(place) for place in range(1, len(cells) + 1)))
        known = len(match(cells, profile.columns))
        if known > most:
            most, best = known, Head(number, line, cells, tuple(titles))
        titles.append(" ".join(cell.strip() for cell in cells if cell.strip()))
    return best


def layout(head: Head, profile: Profile) -> Layout:
    """Return where a profile's fields stand under a header."""
    places = match(head.headers, profile.columns)
    needed = [places[name].index for name in profile.required if name in places]
    return Layout(head, places, tuple(index for index in needed if index >= 0))


def chunks(
    table: Table, plan: Layout, vocabularies: Mapping[int, Vocabulary], *, size: int
) -> Iterator[Chunk]:
    """Yield the rows below a header in pieces of about ``size``.

    The last rows of a table that lack what no row can lack and are all but empty are footnotes.
    """
    records = _below(table.open_records(), plan.head)
    chunk = _empty(vocabularies)
    held: deque[Rows] = deque()
    while (block := records.take(_BLOCK)).rows:
        held.append(block)
        if len(held) > _HELD_BLOCKS:
            _lay(held.popleft(), plan, vocabularies, chunk)
        if len(chunk) >= size:
            yield chunk
            chunk = _empty(vocabularies)
    last = Rows(
        [line for each in held for line in each.lines], list(chain(*(each.rows for each in held)))
    )
    kept = len(last.rows) - _footnotes(last.rows, plan.needed)
    _lay(Rows(last.lines[:kept], last.rows[:kept]), plan, vocabularies, chunk)
    chunk.footnotes.extend(last.lines[kept:])
    yield chunk


def _sample(lines: Iterator[str]) -> list[str]:
    return list(islice(lines, _SEARCHED_ROWS))


def _notes(found: text.Survey) -> tuple[str, ...]:
    notes = []
    if found.cut_off:
        notes.append("cut_off")
    if found.twice_encoded:
        notes.append("twice_encoded")
    return tuple(notes)


def _below(records: Records, head: Head) -> Records:
    records.take(head.record + 1)
    return records


def _empty(vocabularies: Mapping[int, Vocabulary]) -> Chunk:
    return Chunk(cells={index: [] for index in vocabularies})


def _footnotes(rows: Sequence[Row], needed: Sequence[int]) -> int:
    """Return how many of the last rows are footnotes, blank lines between them included."""
    count = 0
    for place, row in enumerate(reversed(rows), start=1):
        if row is None or not _is_footnote(row, needed):
            break
        if not _is_blank(row):
            count = place
    return count


def _is_footnote(row: Sequence[str], needed: Sequence[int]) -> bool:
    if len([cell for cell in row if cell.strip()]) > 2:
        return False
    return any(index >= len(row) or not row[index].strip() for index in needed)


def _lay(block: Rows, plan: Layout, vocabularies: Mapping[int, Vocabulary], chunk: Chunk) -> None:
    """Lay rows under the header; blank ones fall away, those that cannot be laid are broken."""
    width = len(plan.head.headers)
    lines, rows = block.lines, block.rows
    if {row and len(row) for row in rows} != {width} or _lacks(rows, plan.needed):
        lines, rows = _mended(block, plan, chunk.broken)
    chunk.lines.extend(lines)
    columns = list(zip(*rows, strict=True))
    if columns:
        for index, cells in chunk.cells.items():
            cells.extend(map(vocabularies[index].numbers.__getitem__, columns[index]))


def _lacks(rows: Sequence[Row], needed: Sequence[int]) -> bool:
    return bool(needed) and not all(row and row[needed[0]] for row in rows)


def _mended(block: Rows, plan: Layout, broken: list[Broken]) -> tuple[list[int], list[Row]]:
    lines: list[int] = []
    rows: list[Row] = []
    for line, row in zip(block.lines, block.rows, strict=True):
        if row is None:
            broken.append(Broken(line, CellFault("open_quote")))
        elif not _is_blank(row):
            fitting = _fit(line, row, width=len(plan.head.headers), last=plan.last)
            if isinstance(fitting, Broken):
                broken.append(fitting)
            else:
                lines.append(line)
                rows.append(fitting)
    return lines, rows


def _fit(line: int, row: list[str], *, width: int, last: int) -> list[str] | Broken:
    if len(row) <= last:
        return Broken(line, CellFault("row_too_short", cells=len(row), columns=width))
    if not _is_blank(row[width:]):
        return Broken(line, CellFault("row_too_long", cells=len(row), columns=width))
    return row[:width] + [""] * (width - len(row))


def _is_blank(row: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in row)
