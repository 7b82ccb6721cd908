"""One file looked through without keeping its rows: what it is, what it holds, what it lacks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from throughline.cli import packed
from throughline.cli.choosing import NoProfileError, proposals
from throughline.cli.errors import CommandError
from throughline.cli.reading import opened, read_file
from throughline.cli.words import sentence
from throughline.sources import Kind, UnreadableSource, preview
from throughline.terms.attendance import Granularity
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.language import percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pyarrow as pa

    from throughline.cli.run_facts import FileRead
    from throughline.cli.standard_input import Given
    from throughline.sources import Portion, Profile, ReadOptions
    from throughline.terms.language import Language, Text


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is laid out; what does not apply to its sort is ``None``.

    ``kind`` is what one row tells, ``others`` are further profiles that fit.
    """

    kind: Kind | None = None
    others: tuple[Profile, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What one file is and holds. ``cannot_tell`` names what its marks leave unknown.

    ``pupils`` counts ids, ``guardians``, ``staff`` and ``grades`` rows.
    """

    file: FileRead
    shape: Shape
    first_day: date | None
    last_day: date | None
    pupils: int
    guardians: int
    staff: int
    grades: int
    has_marks: bool
    cannot_tell: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be used, why, and how it is laid out where that much can be seen."""

    error: CommandError
    shape: Shape | None = None
    nearest: tuple[Text, ...] = ()


class Census:
    """Counts what passes by, and which columns ever hold anything."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.filled: set[str] = set()
        self.granularities: set[str] = set()
        self.first_day: date | None = None
        self.last_day: date | None = None
        self._pupils: set[str] = set()

    @property
    def pupils(self) -> int:
        """How many pupils were named."""
        return len(self._pupils)

    def take(self, portion: Portion) -> None:
        """Take in one portion."""
        self._pupils.update(row.pupil_id for row in portion.pupils)
        if any(row.class_name for row in portion.pupils):
            self.filled.add("class")
        for name in ("guardians", "staff", "grades"):
            self.counts[name] += len(getattr(portion, name))
        if portion.marks is not None and portion.marks.num_rows:
            self._take_marks(portion.marks)

    def _take_marks(self, marks: pa.RecordBatch) -> None:
        self.counts["marks"] += marks.num_rows
        for field in MARK_SCHEMA:
            column = marks.column(field.name)
            if column.null_count < len(column):
                self.filled.add(field.name)
        self.granularities |= set(marks.column("granularity").unique().to_pylist())
        self.counts["offered"] += pc.sum(marks.column("offered")).as_py() or 0
        self.counts["reported"] += pc.sum(marks.column("reported")).as_py() or 0
        first, last = (
            pc.min(marks.column("starts_on")).as_py(),
            pc.max(marks.column("ends_on")).as_py(),
        )
        self.first_day = min(filter(None, (self.first_day, first)))
        self.last_day = max(filter(None, (self.last_day, last)))

    def cannot_tell(self) -> Iterator[Text]:
        """Yield what the marks leave unknown, a line each."""
        if not self.counts["marks"]:
            return
        yield from self._time()
        yield from self._kinds()
        if Granularity.LESSON not in self.granularities:
            only_periods = self.granularities == {Granularity.PERIOD.value}
            yield sentence("cannot_tell", "days" if only_periods else "lessons")
        for name in ("subject", "unit_id", "class"):
            if name not in self.filled:
                yield sentence("cannot_tell", name)

    def _time(self) -> Iterator[Text]:
        if "reported" not in self.filled and "status" in self.filled:
            yield sentence("cannot_tell", "minutes")
        if "offered" not in self.filled:
            yield sentence("cannot_tell", "offered")
        elif "reported" not in self.filled:
            yield sentence("cannot_tell", "reported")
        elif self.counts["reported"] < self.counts["offered"]:
            share = 1 - self.counts["reported"] / self.counts["offered"]
            yield sentence("cannot_tell", "some_reported", share=percent(share))

    def _kinds(self) -> Iterator[Text]:
        if "status" in self.filled:
            return
        for name in ("excused", "unexcused", "unresolved", "late"):
            if name not in self.filled:
                yield sentence("cannot_tell", name)


def inspect(
    path: Given, *, named: Profile | None, options: ReadOptions, language: Language
) -> Checked | Refused:
    """Return what one file is and holds, or why it cannot be used."""
    try:
        return _checked(path, named, options, language)
    except NoProfileError as error:
        return Refused(error, _shape_of(path, None, options, chosen=None), error.nearest)
    except CommandError as error:
        return Refused(error)


def _checked(
    path: Given, named: Profile | None, options: ReadOptions, language: Language
) -> Checked:
    census = Census()
    file = read_file(
        path, tuple(Kind), census.take, options=options, named=named, language=language
    )
    return Checked(
        file,
        _shape_of(path, named, options, chosen=file.profile.id),
        census.first_day,
        census.last_day,
        census.pupils,
        census.counts["guardians"],
        census.counts["staff"],
        census.counts["grades"],
        has_marks=census.counts["marks"] > 0,
        cannot_tell=tuple(census.cannot_tell()),
    )


def _shape_of(
    path: Given, named: Profile | None, options: ReadOptions, *, chosen: str | None
) -> Shape:
    """Return how a file is laid out; ``chosen`` is the id of the profile that reads it."""
    with opened(path) as source:
        if packed.is_packed(source):
            return Shape()
        proposed = proposals(source, period=options.period) if named is None else ()
        fitting = [one.profile for one in proposed] if named is None else [named]
        kind = next((profile.kind for profile in fitting if profile.id == chosen), None)
        others = tuple(profile for profile in fitting if profile.id != chosen)
        try:
            seen = preview(source, profile=next(iter(fitting), None))
        except UnreadableSource:
            return Shape(kind, others)
        return Shape(kind, others, seen.encoding, seen.delimiter, seen.header_row, seen.headers)
