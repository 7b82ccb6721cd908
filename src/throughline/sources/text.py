"""Which letters a file is written in, and its lines, without guessing by statistics."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from throughline.sources.issues import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 1 << 18
_HEAD = 4096
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TWICE_ENCODED = re.compile("Ã[¥¤¶¦¸…„–]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over a text file tells before it is read.

    ``cut_off`` is true when the file ends in the middle of a letter, ``twice_encoded`` when it
    looks like UTF-8 with a fault in it.
    """

    encoding: str
    quotes: bool
    cut_off: bool
    twice_encoded: bool


def survey(
    stream: BinaryIO, *, name: str, encoding: str | None = None, longest_line: int
) -> Survey:
    """Return the encoding of a text and what else must be known before its first row.

    The ladder: byte-order mark; NULs in alternate bytes (UTF-16 without a mark); strict UTF-8;
    strict cp1252; latin-1. ``encoding`` overrides it.

    Raises:
        UnreadableSource: empty, not text, not in the stated encoding, or one endless line.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head.strip(b"\x00\t\r\n \xff\xfe\xef\xbb\xbf"):
        raise unreadable("empty_file", file=name)
    for candidate in _ladder(head, encoding, name=name):
        found = _walk(stream, candidate, name=name, longest_line=longest_line)
        if found is not None:
            return found
    raise unreadable("wrong_encoding", file=name, encoding=encoding or "?")


def lines(stream: BinaryIO, encoding: str, *, skip_end: bool = False) -> Iterator[str]:
    """Yield the lines of a text without their ends, whichever ends it uses.

    ``skip_end`` drops half a letter at the end of a file that was cut off.
    """
    decoder = _decoder(encoding)
    rest = ""
    for block in blocks(stream):
        pieces = (rest + decoder.decode(block)).split("\n")
        rest = pieces.pop()
        yield from pieces
    rest += "" if skip_end else decoder.decode(b"", final=True)
    if rest:
        yield from rest.split("\n")


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a stream from its start; each block is sought, for others read the stream meanwhile."""
    position = 0
    while True:
        stream.seek(position)
        block = stream.read(_BLOCK)
        if not block:
            return
        position += len(block)
        yield block


def _ladder(head: bytes, encoding: str | None, *, name: str) -> tuple[str, ...]:
    if encoding is not None:
        try:
            return (codecs.lookup(encoding).name,)
        except LookupError:
            raise unreadable("unknown_encoding", file=name, encoding=encoding) from None
    for mark, marked in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return (marked,)
    wide = _utf16_without_mark(head)
    if wide is not None:
        return (wide,)
    return ("utf-8", "cp1252", "latin-1")


def _utf16_without_mark(head: bytes) -> str | None:
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.3 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return None


def _walk(stream: BinaryIO, encoding: str, *, name: str, longest_line: int) -> Survey | None:
    """Return the survey if the whole file can be read so, else nothing."""
    decoder = _decoder(encoding)
    notes = _Notes(name=name, longest_line=longest_line)
    try:
        for block in blocks(stream):
            notes.see(decoder.decode(block))
    except UnicodeError:
        return None
    cut_off = False
    try:
        notes.see(decoder.decode(b"", final=True))
    except UnicodeError:
        cut_off = True
    return Survey(
        encoding=encoding,
        quotes=notes.quotes,
        cut_off=cut_off,
        twice_encoded=encoding in ("cp1252", "latin-1") and notes.twice_encoded,
    )


class _Notes:
    """What the walk has seen so far."""

    def __init__(self, *, name: str, longest_line: int) -> None:
        self.quotes = self.twice_encoded = False
        self._name = name
        self._longest_line = longest_line
        self._since_end = 0
        self._first = True

    def see(self, text: str) -> None:
        """Take in the next piece of the text."""
        if self._first and text:
            self._first = False
            self._refuse_binary(text[:_HEAD])
        self._measure(text)
        self.quotes = self.quotes or '"' in text
        if not self.twice_encoded and "Ã" in text:
            self.twice_encoded = _TWICE_ENCODED.search(text) is not None

    def _refuse_binary(self, head: str) -> None:
        if len(_CONTROL.findall(head)) > max(2, len(head) // 50):
            raise unreadable("binary_file", file=self._name)

    def _measure(self, text: str) -> None:
        pieces = text.split("\n")
        pieces[0] = " " * self._since_end + pieces[0]
        if max(map(len, pieces)) > self._longest_line:
            raise unreadable("endless_line", file=self._name, limit=self._longest_line)
        self._since_end = len(pieces[-1])


def _decoder(encoding: str) -> io.IncrementalNewlineDecoder:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    return io.IncrementalNewlineDecoder(decoder, translate=True)
