"""A file as it was handed in, and one table of it before anybody has said what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from throughline.sources import delimited, text
from throughline.sources.issues import unreadable
from throughline.sources.shelf import header_words, profile_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from throughline.sources.delimited import Records
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile

_SAMPLED_LINES = 60


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was handed in: the name shown in messages, and its bytes from the start.

    The stream must allow ``seek``; it is read more than once and left open.
    """

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: the record it is (0 where there is none), its line, and its names."""

    record: int
    line: int
    headers: tuple[str, ...]
    titles: tuple[str, ...] = ()


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
        records = self.below(head)
        while rows := records.take(_SAMPLED_LINES).rows:
            yield from (row[index] for row in rows if row is not None and index < len(row))

    def below(self, head: Head) -> Records:
        """Return the rows below the header, from the first."""
        records = self.open_records()
        records.take(head.record + 1)
        return records

    def sample(self, head: Head, count: int) -> list[list[str]]:
        """Return the first rows below the header that are not blank, each as wide as it."""
        width = len(head.headers)
        rows = [row for row in self.below(head).take(count).rows if row and any(row)]
        return [row[:width] + [""] * (width - len(row)) for row in rows]


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
    if not any(sample):
        raise unreadable("empty_file", file=source.name)
    stated = delimited.stated_delimiter(sample[0])
    words = header_words() if profile is None else profile_words(profile)
    sign = (
        stated
        or (profile.delimiter if profile else None)
        or delimited.likely_delimiter(sample, words)
    )

    def open_records() -> Records:
        lines = open_lines()
        if stated is not None:
            next(lines)
        first = 1 if stated is None else 2
        return delimited.records(lines, sign, quotes=found.quotes, first_line=first)

    return Table(source.name, found.encoding, sign, open_records, _notes(found))


def _sample(lines: Iterator[str]) -> list[str]:
    return list(islice(lines, _SAMPLED_LINES))


def _notes(found: text.Survey) -> tuple[str, ...]:
    notes = []
    if found.cut_off:
        notes.append("cut_off")
    if found.twice_encoded:
        notes.append("twice_encoded")
    return tuple(notes)
