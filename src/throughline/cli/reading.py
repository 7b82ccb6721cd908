"""Reading files into a gathering: the only place that opens a school's files."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from throughline.cli import packed
from throughline.cli.choosing import chosen_profile, period_unused
from throughline.cli.errors import UnusableInputError
from throughline.cli.progress import Progress
from throughline.cli.run_facts import FileRead, Person, ProfileUsed
from throughline.cli.standard_input import StandardInput
from throughline.cli.words import number_text, reason_of, sentence
from throughline.sources import Kind, SourceFile, UnreadableSource, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from throughline.cli.standard_input import Given
    from throughline.sources import Portion, Profile, ReadOptions, RowIssue
    from throughline.terms.language import Language
    from throughline.terms.people import PupilRow

    Take = Callable[[Portion], None]


_ROSTER_FILE = "users.csv"
"""The file that every OneRoster folder has."""


@contextlib.contextmanager
def opened(path: Given) -> Iterator[SourceFile]:
    """Give a file as a source; a folder of a roster's CSV files is given as if it were packed.

    Raises:
        UnusableInputError: it does not exist, is no file, or may not be opened.
    """
    if isinstance(path, StandardInput):
        path.stream.seek(0)
        yield SourceFile(path.name, path.stream)
        return
    if not path.exists():
        raise UnusableInputError(sentence("files", "missing", path=path))
    if path.is_file():
        with _stream(path) as stream:
            yield SourceFile(path.name, stream)
    elif (path / _ROSTER_FILE).is_file():
        with _zipped(path) as stream:
            yield SourceFile(path.name, stream)
    else:
        raise UnusableInputError(sentence("files", "not_a_file", path=path))


def read_file(
    path: Given,
    kinds: Sequence[Kind],
    take: Take,
    *,
    options: ReadOptions,
    named: Profile | None = None,
    language: Language = "sv",
) -> FileRead:
    """Hand every portion of a file to ``take``, and return what became of its rows.

    Raises:
        WrongUsageError: the named profile reads something else.
        UnusableInputError: the file cannot be used as a whole.
    """
    with opened(path) as source, _in_words():
        if packed.is_packed(source):
            if options.period:
                raise period_unused(source, Kind.LESSON)
            portions: Iterable[Portion] = packed.read_packed(source)
            profile = packed.PROFILE
        else:
            chosen, profile = chosen_profile(source, kinds, named=named, period=options.period)
            portions = read(source, chosen, options=options)
        label = sentence("progress", "reading", file=path.name)[language]
        with Progress(label) as progress:
            told = _followed(portions, progress, source.stream, _size(path))
            return _taken(source.name, profile, told, take)


def people_of(rows: Iterable[PupilRow]) -> dict[str, Person]:
    """Return what a pupils' file calls its pupils, by id."""
    return {row.pupil_id: _person(row) for row in rows if row.given_name or row.family_name}


def _person(row: PupilRow) -> Person:
    name = " ".join(filter(None, (row.given_name, row.family_name)))
    # A mentor may be given by address: what stands before the @ is enough to know who.
    return Person(name, row.mentor.partition("@")[0] if row.mentor else None)


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except UnreadableSource as error:
        raise UnusableInputError(error.text) from error


@contextlib.contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("rb")
    except OSError as error:
        told = sentence("files", "cannot_open", path=path, reason=reason_of(error))
        raise UnusableInputError(told) from error
    with stream:
        yield stream


def _size(path: Given) -> int:
    return path.size if isinstance(path, StandardInput) else path.stat().st_size


@contextlib.contextmanager
def _zipped(folder: Path) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as stream:
        with zipfile.ZipFile(stream, "w") as package:
            for path in sorted(folder.glob("*.csv")):
                package.write(path, path.name)
        yield stream


def _followed(
    portions: Iterable[Portion], progress: Progress, stream: BinaryIO, size: int
) -> Iterator[Portion]:
    rows = 0
    for portion in portions:
        rows += portion.rows
        progress.at(stream.tell() / size if size else None, number_text(rows).sv)
        yield portion


def _taken(name: str, profile: ProfileUsed, portions: Iterable[Portion], take: Take) -> FileRead:
    counts: Counter[str] = Counter()
    issues: list[tuple[RowIssue, ...]] = []
    for portion in portions:
        take(portion)
        issues.append(portion.issues)
        for field in ("rows", "accepted", "rejected", "protected_refused"):
            counts[field] += getattr(portion, field)
    return FileRead(
        name,
        profile,
        rows=counts["rows"],
        accepted=counts["accepted"],
        rejected=counts["rejected"],
        protected_refused=counts["protected_refused"],
        issues=tuple(chain.from_iterable(issues)),
    )
