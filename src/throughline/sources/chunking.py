"""The rows of a table in bounded pieces, column by column, with its footnotes told apart."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from throughline.sources.delimited import Rows
from throughline.sources.issues import CellFault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from throughline.sources.delimited import Row
    from throughline.sources.layouts import Layout
    from throughline.sources.tables import Table
    from throughline.sources.vocabulary import Vocabulary

_BLOCK = 100
"""Rows that are worked on at a time: few enough to stay in the processor's cache."""

_WORDS = re.compile(r"[\s:]|^[*(]")
_HELD_BLOCKS = 2
"""Blocks at the end of a table among which footnotes are sought."""


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


def chunks(
    table: Table, plan: Layout, vocabularies: Mapping[int, Vocabulary], *, size: int
) -> Iterator[Chunk]:
    """Yield the rows below a header in pieces of about ``size``.

    The last rows of a table that hold one remark in words and nothing else are footnotes.
    """
    records = table.below(plan.head)
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
    """Say whether a row is one remark in words, and so no pupil's row that lost its cells."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if len(filled) > 1 or not all(_WORDS.search(cell) for cell in filled):
        return False
    return any(index >= len(row) or not row[index].strip() for index in needed)


def _lay(block: Rows, plan: Layout, vocabularies: Mapping[int, Vocabulary], chunk: Chunk) -> None:
    """Lay rows under the header; blank ones fall away, those that cannot be laid are broken."""
    width = len(plan.head.headers)
    lines, rows = block.lines, block.rows
    if {len(row) if row else 0 for row in rows} != {width} or _lacks(rows, plan.needed):
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
        if row is not None and _is_blank(row):
            continue
        fitting = _fit(line, row, width=len(plan.head.headers), last=plan.last)
        if isinstance(fitting, Broken):
            broken.append(fitting)
        else:
            lines.append(line)
            rows.append(fitting)
    return lines, rows


def _fit(line: int, row: Row, *, width: int, last: int) -> list[str] | Broken:
    if row is None:
        return Broken(line, CellFault("open_quote"))
    if len(row) <= last:
        return Broken(line, CellFault("row_too_short", cells=len(row), columns=width))
    if not _is_blank(row[width:]):
        return Broken(line, CellFault("row_too_long", cells=len(row), columns=width))
    return row[:width] + [""] * (width - len(row))


def _is_blank(row: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in row)
