"""Sheets of an XLSX workbook as tables; formulas are data, and nothing is ever computed."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from throughline.sources.delimited import Rows
from throughline.sources.issues import UnreadableSource, unreadable
from throughline.sources.sheets import Styles, sheet_rows
from throughline.sources.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.sources.options import ReadOptions
    from throughline.sources.sheets import SheetRow
    from throughline.sources.tables import SourceFile

DAMAGE = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    ExpatError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What a damaged zip or workbook makes its readers raise."""

_MOST_MEMBERS = 10_000
_LARGEST_STRINGS = 200_000_000
_WIDEST_SOUGHT = 60
_BLOCK = 1 << 18
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


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
    _inspect(source, options)
    book = _Book(source)
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


def _inspect(source: SourceFile, options: ReadOptions) -> None:
    """Refuse what unpacks to too much or declares entities."""
    source.stream.seek(0)
    try:
        with zipfile.ZipFile(source.stream) as archive:
            members = archive.infolist()
            refuse_bomb(source, members, options)
            for member in members:
                _look_into(source, archive, member)
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


def _look_into(source: SourceFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a declaration in an XML file, and an encoding in which one could hide."""
    if not member.filename.endswith((".xml", ".rels")):
        return
    tail = b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            seen = tail + block
            if b"\x00" in seen or _DECLARATION.search(seen):
                raise unreadable("xml_entities", file=source.name)
            tail = seen[-16:]


class _Book:
    """A workbook, opened once; its sheets may be read from their start any number of times."""

    def __init__(self, source: SourceFile) -> None:
        self.name = source.name
        self._book = _open(source)
        self._styles = Styles(self._format, self._book.epoch)

    def titles(self) -> list[str]:
        """Return the titles of the visible sheets, in their order."""
        sheets = self._book.worksheets
        return [sheet.title for sheet in sheets if sheet.sheet_state == "visible"]

    def width(self, title: str) -> int:
        """Return how many columns the first rows of a sheet have; none where they are empty."""
        rows = _SheetRecords(self, title).take(_WIDEST_SOUGHT).rows
        return max((len(row or ()) for row in rows), default=0)

    def rows(self, title: str) -> Iterator[SheetRow]:
        """Yield the rows of a sheet."""
        sheet = self._book[title]
        # openpyxl's own reading of a sheet is ten times as slow and cannot tell a formula without
        # a stored value from an empty cell, but it has no open door to the sheet's own bytes.
        stream = sheet._get_source()  # noqa: SLF001 - see above
        strings = sheet._shared_strings  # noqa: SLF001 - see above
        with stream:
            yield from sheet_rows(stream, strings, self._styles, name=self.name)

    def _format(self, style: int) -> str:
        from openpyxl.cell.read_only import ReadOnlyCell  # noqa: PLC0415 - slow import

        sheet = self._book.worksheets[0]
        return str(ReadOnlyCell(sheet, 1, 1, None, style_id=style).number_format or "")


class _SheetRecords:
    """The rows of one sheet, read from its first one."""

    def __init__(self, book: _Book, title: str, *, width: int = 0) -> None:
        self._name = book.name
        self._rows = book.rows(title)
        self._width = width

    def take(self, count: int) -> Rows:
        """Return the next rows."""
        try:
            found = list(islice(self._rows, count))
        except UnreadableSource:
            raise
        except DAMAGE:
            raise unreadable("damaged_workbook", file=self._name) from None
        return Rows([line for line, _ in found], [self._filled(row) for _, row in found])

    def _filled(self, row: list[str]) -> list[str]:
        return row + [""] * (self._width - len(row)) if any(row) else []


def _open(source: SourceFile) -> Any:  # noqa: ANN401 - openpyxl's workbook
    from openpyxl import load_workbook  # noqa: PLC0415 - slow import

    source.stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(source.stream, read_only=True, data_only=True, keep_links=False)
    except DAMAGE:
        raise unreadable("damaged_workbook", file=source.name) from None
