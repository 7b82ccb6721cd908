"""Rows of a text table: which sign parts its cells, and records that survive a lost quote."""

from __future__ import annotations

import csv
from collections import Counter, deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from throughline.sources.headers import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

DELIMITERS = (";", "\t", ",", "|")
_LONGEST_HEADER = 20_000
_LONGEST_RECORD = 100
"""Lines that one record may span before its quote is taken to be lost."""

Row = list[str] | None
"""The cells of one row; ``None`` where a quote was never closed."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows that follow each other, and the line each begins on, from 1."""

    lines: Sequence[int]
    rows: list[Row]


class Records(Protocol):
    """The rows of a table, taken some at a time."""

    def take(self, count: int) -> Rows:
        """Return the next rows, none at the end."""


def stated_delimiter(first_line: str) -> str | None:
    """Return the sign that Excel's ``sep=`` line states, or ``None`` where there is no such line."""
    line = first_line.strip(' "\r\ufeff')
    if not line.lower().startswith("sep="):
        return None
    rest = first_line[first_line.lower().index("sep=") + 4 :].strip('"\r')
    return rest[0] if rest else None


def likely_delimiter(sample: Sequence[str], words: Set[str] = frozenset()) -> str:
    """Return the sign that parts most known ``words`` in some line, else that most lines agree on.

    ``;`` goes before TAB before ``,``. Decimal commas stand in the numbers but not in the header,
    so they never win over ``;``.
    """
    filled = [line for line in sample if line.strip()]
    return max(
        DELIMITERS,
        key=lambda sign: (
            max((_known(line, sign, words) for line in filled), default=0),
            _agreement(filled, sign),
            -DELIMITERS.index(sign),
        ),
    )


def records(lines: Iterator[str], delimiter: str, *, quotes: bool, first_line: int = 1) -> Records:
    """Return the rows of a text.

    A quote that is never closed costs its own line only: the lines it swallowed are read anew.
    """
    if quotes:
        return _GuardedRecords(lines, delimiter, first_line)
    return _PlainRecords(lines, delimiter, first_line)


def _known(line: str, sign: str, words: Set[str]) -> int:
    if not words:
        return 0
    cells = line[:_LONGEST_HEADER].split(sign)
    return len(words & {plain(cell) for cell in cells}) if len(cells) > 1 else 0


def _agreement(lines: Sequence[str], sign: str) -> int:
    counts = Counter(line.count(sign) for line in lines)
    del counts[0]
    return max(counts.values(), default=0)


class _RunawayQuote(Exception):  # noqa: N818 - never leaves this file
    """A record has gone on for longer than any record does."""


class _Feeder:
    """Hands lines to the reader and remembers those of the record that is being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.pending: list[str] = []
        self._lines = lines
        self._again: deque[str] = deque()

    def __iter__(self) -> _Feeder:
        return self

    def __next__(self) -> str:
        if len(self.pending) >= _LONGEST_RECORD:
            raise _RunawayQuote
        line = self._again.popleft() if self._again else next(self._lines)
        self.pending.append(line)
        return line if len(self.pending) == 1 else f"\n{line}"

    def give_back(self) -> None:
        """Take all but the first pending line back, to be read anew."""
        self._again.extendleft(reversed(self.pending[1:]))


class _PlainRecords:
    """A text without quotes: every line is a row."""

    def __init__(self, lines: Iterator[str], delimiter: str, first_line: int) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._line = first_line

    def take(self, count: int) -> Rows:
        """Return the next rows."""
        rows: list[Row] = [line.split(self._delimiter) for line in islice(self._lines, count)]
        first, self._line = self._line, self._line + len(rows)
        return Rows(range(first, self._line), rows)


class _GuardedRecords:
    """A text with quotes, any of which may be lost."""

    def __init__(self, lines: Iterator[str], delimiter: str, first_line: int) -> None:
        self._feeder = _Feeder(lines)
        self._delimiter = delimiter
        self._reader = csv.reader(self._feeder, delimiter=delimiter)
        self._line = first_line

    def take(self, count: int) -> Rows:
        """Return the next rows."""
        lines: list[int] = []
        rows: list[Row] = []
        while len(rows) < count:
            self._feeder.pending.clear()
            row = _next_row(self._reader, self._feeder)
            if not self._feeder.pending:
                break
            lines.append(self._line)
            rows.append(row)
            self._line += 1 if row is None else len(self._feeder.pending)
            if row is None:
                self._feeder.give_back()
                self._reader = csv.reader(self._feeder, delimiter=self._delimiter)
        return Rows(lines, rows)


def _next_row(reader: Iterator[list[str]], feeder: _Feeder) -> list[str] | None:
    """Return the next row, or ``None`` where its quote is lost or the lines are at their end."""
    try:
        row = next(reader)
    except (StopIteration, csv.Error, _RunawayQuote):
        return None
    at_end_inside_quotes = (
        len(feeder.pending) > 1 and sum(line.count('"') for line in feeder.pending) % 2 == 1
    )
    return None if at_end_inside_quotes else row
