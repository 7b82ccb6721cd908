"""The rows of one sheet of a workbook, as the texts they would be in a text table."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat

from throughline.sources.issues import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SheetRow = tuple[int, list[str]]
"""A row's number as the spreadsheet shows it, and its cells."""

_BLOCK = 1 << 16
_WIDEST = 16_384
_LAST_ROW = 1_048_576
_LONGEST_CELL = 100_000
_TEXTS = frozenset({"v", "f", "t"})


class _Shown(StrEnum):
    """How a style shows its numbers."""

    NUMBER = "number"
    PERCENT = "percent"
    MOMENT = "moment"
    DURATION = "duration"


class Styles:
    """How the numbers of a workbook are shown: as numbers, percentages, days or durations.

    ``format_of`` returns the number format of a style by its place.
    """

    def __init__(self, format_of: Callable[[int], str], epoch: datetime) -> None:
        self._shown = lru_cache(maxsize=10_000)(lambda style: _shown(format_of(style)))
        self._epoch = epoch

    def text(self, number: str, style: int) -> str:
        """Return a stored number as it is to be read: a day as ISO, a share with its sign."""
        value = float(number)
        shown = self._shown(style)
        if shown is _Shown.PERCENT:
            return f"{value * 100:.10g}%"
        if shown is not _Shown.NUMBER:
            return self._moment(value, is_duration=shown is _Shown.DURATION)
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return repr(value)

    def _moment(self, value: float, *, is_duration: bool) -> str:
        from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - slow import

        try:
            return moment_text(from_excel(value, self._epoch, timedelta=is_duration))
        except (OverflowError, ValueError):
            return repr(value)


def _shown(number_format: str) -> _Shown:
    from openpyxl.styles import numbers  # noqa: PLC0415 - slow import

    if numbers.is_timedelta_format(number_format):
        return _Shown.DURATION
    if numbers.is_date_format(number_format):
        return _Shown.MOMENT
    return _Shown.PERCENT if "%" in number_format else _Shown.NUMBER


def moment_text(value: object) -> str:
    """Return a day, a time, both or a duration (``129:25``) as text."""
    if isinstance(value, datetime):
        rounded = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return rounded.date().isoformat() if rounded.time() == time() else rounded.isoformat(" ")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def sheet_rows(
    stream: BinaryIO, strings: Sequence[str], styles: Styles, *, name: str
) -> Iterator[SheetRow]:
    """Yield the rows of a sheet's XML that are there, by their own numbers.

    A formula is read as the value stored with it, else as its own text; nothing is computed.

    Raises:
        UnreadableSource: a declaration, or a row or column beyond what a sheet can have.
        ValueError, LookupError, expat.ExpatError: the XML is damaged.
    """
    reader = _SheetReader(strings, styles, name)
    while block := stream.read(_BLOCK):
        reader.parser.Parse(block, False)  # noqa: FBT003 - expat's own signature
        yield from reader.take()
    reader.parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    yield from reader.take()


class _SheetReader:
    """Listens to the parser and keeps the rows that are complete."""

    def __init__(self, strings: Sequence[str], styles: Styles, name: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self._strings = strings
        self._styles = styles
        self._name = name
        self._done: list[SheetRow] = []
        self._number = 0
        self._row: list[str] = []
        self._kind = "n"
        self._style = 0
        self._texts: dict[str, str] = {}
        self._inside: str | None = None

    def take(self) -> list[SheetRow]:
        """Return the rows completed since last time."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: object) -> None:
        raise unreadable("xml_entities", file=self._name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row = []
            self._demand(self._number <= _LAST_ROW)
        elif tag == "c":
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._texts = {}
            self._go_to(attributes.get("r"))
        elif tag in _TEXTS:
            self._inside = tag

    def _go_to(self, reference: str | None) -> None:
        """Fill the row up to the column that a cell says it stands in."""
        column = len(self._row) if reference is None else _column(reference)
        self._demand(len(self._row) <= column < _WIDEST)
        self._row.extend([""] * (column - len(self._row)))

    def _demand(self, holds: bool) -> None:  # noqa: FBT001 - one bare claim reads best
        if not holds:
            raise unreadable("damaged_workbook", file=self._name)

    def _data(self, text: str) -> None:
        if self._inside is not None:
            told = self._texts.get(self._inside, "") + text
            self._demand(len(told) <= _LONGEST_CELL)
            self._texts[self._inside] = told

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._row.append(self._cell())
        elif tag == "row":
            self._done.append((self._number, self._row))
        elif tag == self._inside:
            self._inside = None

    def _cell(self) -> str:
        stored = self._texts.get("v")
        if self._kind == "inlineStr":
            return self._texts.get("t", "")
        if not stored:
            formula = self._texts.get("f")
            return f"={formula}" if formula else ""
        if self._kind == "s":
            return self._strings[int(stored)]
        if self._kind == "b":
            return "true" if stored == "1" else "false"
        return self._styles.text(stored, self._style) if self._kind == "n" else stored


@lru_cache(maxsize=20_000)
def _letters(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _column(reference: str) -> int:
    return _letters(reference.rstrip("0123456789")[:4].upper())
