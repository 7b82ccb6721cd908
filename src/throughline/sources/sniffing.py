"""What sort of file something is, told by its first bytes and never by its name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.sources.issues import unreadable

if TYPE_CHECKING:
    from throughline.sources.tables import SourceFile

_HEAD = 512
_REFUSED = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_locked_workbook"),
    (b"%PDF", "pdf_file"),
    (b"\x1f\x8b", "binary_file"),
    (b"\x89PNG", "binary_file"),
    (b"\xff\xd8\xff", "binary_file"),
    (b"PAR1", "binary_file"),
    (b"7z\xbc\xaf", "binary_file"),
    (b"Rar!", "binary_file"),
)


class Sort(StrEnum):
    """The sorts of file that can be read."""

    TEXT = "text"
    ZIP = "zip"
    XML = "xml"


def sort_of(source: SourceFile) -> Sort:
    """Return the sort of a file.

    Raises:
        UnreadableSource: nothing in it, a sort that is never read, or a stream read only once.
    """
    if not source.stream.seekable():
        raise unreadable("not_seekable", file=source.name)
    source.stream.seek(0)
    head = source.stream.read(_HEAD)
    if not head:
        raise unreadable("empty_file", file=source.name)
    for mark, code in _REFUSED:
        if head.startswith(mark):
            raise unreadable(code, file=source.name)
    if head.startswith(b"PK\x03\x04"):
        return Sort.ZIP
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    return Sort.XML if start.startswith(b"<") else Sort.TEXT
