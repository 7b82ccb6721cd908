"""Sheets of an XLSX workbook as tables; formulas are data, and nothing is ever computed."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice, repeat
from typing import TYPE_CHECKING, Any

from throughline.sources.delimited import Row, Rows
from throughline.sources.issues import UnreadableSource, unreadable
from throughline.sources.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.sources.options import ReadOptions
    from throughline.sources.tables import SourceFile

DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What a damaged zip or workbook makes its readers raise."""

_MOST_MEMBERS = 10_000
_LARGEST_STRINGS = 200_000_000
_MOST_ROWS = 1_048_576
_WIDEST_SOUGHT = 60
_BLOCK = 1 << 18
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def is_workbook(source: SourceFile) -> bool:
    """Say whether a zip is an XLSX workbook.

    Raises:
        UnreadableSource: the zip is damaged, or is a workbook of another sort.
    """
    names = member_names(source)
    if "mimetype" in names and "content.xml" in names:
        raise unreadable("other_workbook", file=source.name)
    return "xl/workbook.xml" in names


def member_names(source: SourceFile) -> list[str]:
    """Return the names of a zip's files.

    Raises:
        UnreadableSource: the zip is damaged.
    """
    source.stream.seek(0)
    try:
        with zipfile.ZipFile(source.stream) as archive:
            return archive.namelist()
    except DAMAGE:
        raise unreadable("damaged_zip", file=source.name) from None


def sheet_tables(source: SourceFile, options: ReadOptions) -> list[Table]:
    """Return each visible sheet with something in it as a table.

    Raises:
        UnreadableSource: damaged, locked, declaring entities, or too large when unpacked.
    """
    book = _Book(source, has_formulas=_inspect(source, options))
    widths = {title: book.width(title) for title in book.titles()}
    filled = {title: width for title, width in widths.items() if width}
    if not filled:
        raise unreadable("empty_file", file=source.name)
    return [
        Table(
            name=f"{source.name} [{title}]" if len(filled) > 1 else source.name,
            encoding=None,
            delimiter=None,
            open_records=partial(_SheetRecords, book, title, width=width),
        )
        for title, width in filled.items()
    ]


def _inspect(source: SourceFile, options: ReadOptions) -> bool:
    """Refuse what unpacks to too much or declares entities; say whether there are formulas."""
    source.stream.seek(0)
    try:
        with zipfile.ZipFile(source.stream) as archive:
            members = archive.infolist()
            refuse_bomb(source, members, options)
            return any(_look_into(source, archive, member) for member in members)
    except UnreadableSource:
        raise
    except DAMAGE:
        raise unreadable("damaged_workbook", file=source.name) from None


def refuse_bomb(source: SourceFile, members: list[zipfile.ZipInfo], options: ReadOptions) -> None:
    """Refuse a zip that unpacks to more than memory or patience allows, or is locked.

    Raises:
        UnreadableSource: too many members, too many bytes when unpacked, or a password.
    """
    unpacked = sum(member.file_size for member in members)
    strings = sum(member.file_size for member in members if "sharedStrings" in member.filename)
    if (
        len(members) > _MOST_MEMBERS
        or unpacked > options.largest_workbook
        or strings > min(_LARGEST_STRINGS, options.largest_workbook)
    ):
        raise unreadable("workbook_too_large", file=source.name)
    if any(member.flag_bits & 1 for member in members):
        raise unreadable("old_or_locked_workbook", file=source.name)


def _look_into(source: SourceFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Refuse a declaration in an XML file; say whether a sheet has a formula."""
    if not member.filename.endswith((".xml", ".rels")):
        return False
    found = False
    tail = b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            seen = tail + block
            if b"\x00" in seen or _DECLARATION.search(seen):
                raise unreadable("xml_entities", file=source.name)
            found = found or _FORMULA.search(seen) is not None
            tail = seen[-16:]
    return found and "worksheets/" in member.filename


class _Book:
    """A workbook, opened once for its values and, where it has formulas, once for them."""

    def __init__(self, source: SourceFile, *, has_formulas: bool) -> None:
        self.name = source.name
        self._values = _open(source, values=True)
        self._formulas = _open(source, values=False) if has_formulas else None

    def titles(self) -> list[str]:
        """Return the titles of the visible sheets, in their order."""
        sheets = self._values.worksheets
        return [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]

    def width(self, title: str) -> int:
        """Return how many columns the first rows of a sheet have; none where they are empty."""
        rows = _SheetRecords(self, title).take(_WIDEST_SOUGHT).rows
        return max((len(row or ()) for row in rows), default=0)

    def rows(self, title: str) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
        """Return each row's cells as values, and as formulas where there are any."""
        formulas = repeat(()) if self._formulas is None else _rows(self._formulas, title)
        return zip(_rows(self._values, title), formulas, strict=False)


class _SheetRecords:
    """The rows of one sheet, read from its first one."""

    def __init__(self, book: _Book, title: str, *, width: int = 0) -> None:
        self._name = book.name
        self._rows = book.rows(title)
        self._width = width
        self._line = 1

    def take(self, count: int) -> Rows:
        """Return the next rows."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = list(islice(self._rows, count))
        except DAMAGE:
            raise unreadable("damaged_workbook", file=self._name) from None
        first, self._line = self._line, self._line + len(found)
        if self._line > _MOST_ROWS + 1:
            raise unreadable("workbook_too_large", file=self._name)
        return Rows(range(first, self._line), [self._row(*both) for both in found])

    def _row(self, values: tuple[Any, ...], formulas: tuple[Any, ...]) -> Row:
        cells = [_text(cell) for cell in values]
        for place, cell in enumerate(formulas):
            if cells[place] == "" and cell.value is not None:
                cells[place] = str(getattr(cell.value, "text", cell.value))
        if not any(cells):
            return []
        return cells + [""] * (self._width - len(cells))


def _open(source: SourceFile, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl's workbook
    from openpyxl import load_workbook  # noqa: PLC0415 - slow import

    source.stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(source.stream, read_only=True, data_only=values, keep_links=False)
    except DAMAGE:
        raise unreadable("damaged_workbook", file=source.name) from None


def _rows(workbook: Any, title: str) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 - openpyxl's
    sheet = workbook[title]
    # The size that a sheet states of itself is often wrong, and rows beyond it would be lost.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows())


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl's cell
    """Return a cell as it would stand in a text table."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "")
    return _moment(value)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        moment = value.replace(microsecond=0)
        return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{value * 100:.10g}%"
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return repr(value)
