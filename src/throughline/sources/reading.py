"""A foreign file in, canonical rows and remarks out, a bounded piece at a time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from throughline.sources import headers, roster
from throughline.sources.chunking import Chunk, chunks
from throughline.sources.edfi import read_events
from throughline.sources.fields import MEASURES, SHARES, fields
from throughline.sources.grades import Scale, grades, scale_in, scale_of
from throughline.sources.issues import Severity, unreadable
from throughline.sources.layouts import Layout, find_head, layout, start_of
from throughline.sources.marks import MarkReader
from throughline.sources.oneroster import read_package
from throughline.sources.opening import open_tables
from throughline.sources.options import ReadOptions
from throughline.sources.periods import Period, period_in
from throughline.sources.portions import Portion
from throughline.sources.profile import GRANULARITIES, Kind, Presence, Profile
from throughline.sources.remarks import Remarks
from throughline.sources.sieve import Sieve, Sifted
from throughline.terms.language import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from throughline.sources.tables import SourceFile, Table
    from throughline.terms.people import GradeRow, PupilRow

_STANDARD = ReadOptions()


def read(
    source: SourceFile, profile: Profile, *, options: ReadOptions = _STANDARD
) -> Iterator[Portion]:
    """Yield what a file says, in portions of about ``options.batch_rows`` rows.

    Bad rows become issues and never exceptions; no row is left out uncounted. Remarks on the file
    as a whole come with the first and the last portion.

    Raises:
        UnreadableSource: the file cannot be used as a whole; nothing has been yielded then.
    """
    if profile.kind is Kind.EDFI:
        yield from read_events(source, options)
    elif profile.kind is Kind.ONEROSTER:
        yield from read_package(source, options)
    else:
        for reading in _readings(source, profile, options):
            yield from reading.portions()


def _readings(source: SourceFile, profile: Profile, options: ReadOptions) -> list[_Reading]:
    """Return a reading of each table that has the columns; if none has, say what is missing."""
    tables = open_tables(source, profile, options)
    plans = [layout(find_head(start_of(table, options), profile), profile) for table in tables]
    lacking = [_lacking(plan, profile) for plan in plans]
    if all(lacking):
        best = min(range(len(tables)), key=lambda place: len(lacking[place]))
        known = list(plans[best].places)
        raise unreadable(
            "columns_missing",
            file=tables[best].name,
            missing=_labels(lacking[best]),
            found=_labels(known) if known else _NONE,
        )
    readings: list[_Reading] = []
    for table, plan, missing in zip(tables, plans, lacking, strict=True):
        if missing:
            readings.append(_Unread(table, _labels(missing)))
        else:
            readings.append(_TableReading(table, plan, profile, options))
    return readings


def _lacking(plan: Layout, profile: Profile) -> list[str]:
    return [
        name
        for name in profile.required
        if name not in plan.places and name not in profile.constants
    ]


_NONE = Text("inga", "ingen", "none")


def _labels(names: list[str]) -> Text:
    labels = [fields()[name].label for name in names]
    return Text(
        sv=", ".join(label.sv for label in labels),
        nb=", ".join(label.nb for label in labels),
        en=", ".join(label.en for label in labels),
    )


class _Reading(Protocol):
    """One table being read."""

    def portions(self) -> Iterator[Portion]:
        """Yield what it says."""


class _Unread:
    """A sheet without the columns of the profile: said, and passed over."""

    def __init__(self, table: Table, missing: Text) -> None:
        self._table = table
        self._missing = missing

    def portions(self) -> Iterator[Portion]:
        """Yield the remark alone."""
        remarks = Remarks(self._table.name, limit=0)
        remarks.on_file("sheet_not_read", missing=self._missing)
        yield Portion(issues=remarks.take())


class _TableReading:
    """One table being read with one profile."""

    def __init__(self, table: Table, plan: Layout, profile: Profile, options: ReadOptions) -> None:
        self._table = table
        self._plan = plan
        self._profile = profile
        self._options = options
        self._remarks = Remarks(table.name, limit=options.max_issues)
        self._sieve = Sieve(table, plan, profile, options, self._remarks)
        self._marks = (
            MarkReader(self._sieve, profile, self._remarks, period=_period(plan, options))
            if profile.kind in GRANULARITIES
            else None
        )

    def portions(self) -> Iterator[Portion]:
        """Yield the portions of the table, then one with what can only be said at the end."""
        self._say_first()
        rows = refused = 0
        for chunk in self._chunks():
            sifted = self._sieve.sift(chunk)
            if chunk.footnotes:
                self._remarks.on_file(
                    "footnotes", count=len(chunk.footnotes), first=chunk.footnotes[0]
                )
            rows += sifted.rows
            refused += sifted.protected_refused
            yield self._portion(sifted)
            self._bound_memory()
        self._say_last(rows, refused)
        yield Portion(issues=self._remarks.take())

    def _chunks(self) -> Iterator[Chunk]:
        words = self._sieve.vocabularies
        return chunks(self._table, self._plan, words, size=self._options.batch_rows)

    def _bound_memory(self) -> None:
        if self._sieve.is_full or (self._marks is not None and self._marks.is_full):
            self._sieve.forget()
            if self._marks is not None:
                self._marks.forget()

    def _portion(self, sifted: Sifted) -> Portion:
        rejected = sifted.rejected
        marks: pa.RecordBatch | None = None
        pupils: tuple[PupilRow, ...] = ()
        if self._marks is not None:
            marked = self._marks.read(sifted)
            rejected += marked.rejected
            marks, pupils = marked.batch, marked.pupils
        columns, kind = self._sieve.columns, self._profile.kind
        recorded: tuple[GradeRow, ...] = ()
        if kind is Kind.GRADES:
            recorded = tuple(grades(columns, sifted, self._scale, self._remarks))
        if kind is Kind.PUPILS:
            pupils = tuple(roster.pupils(columns, sifted))
        return Portion(
            rows=sifted.rows,
            accepted=sifted.rows - rejected,
            rejected=rejected,
            marks=marks,
            pupils=pupils,
            guardians=tuple(roster.guardians(columns, sifted)) if kind is Kind.GUARDIANS else (),
            staff=tuple(roster.staff(columns, sifted)) if kind is Kind.STAFF else (),
            grades=recorded,
            issues=self._remarks.take(),
            protected_refused=sifted.protected_refused,
            hidden_pupils=sifted.hidden_pupils,
        )

    @cached_property
    def _scale(self) -> Scale:
        if self._options.country is not None:
            return scale_in(self._options.country)
        index = self._plan.places["grade"].index
        return scale_of(self._table.cells(self._plan.head, index))

    def _say_first(self) -> None:
        for note in self._table.notes:
            self._remarks.on_file(note)
        for header in headers.doubled(self._plan.head.headers, self._plan.places):
            self._remarks.on_file("column_twice", column=header)
        if not self._profile.verified:
            self._remarks.on_file("not_verified", profile=self._profile.name)
        if self._profile.assumption is not None:
            self._remarks.say(self._profile.assumption, same(""))
        if self._profile.presence is Presence.IMPLIED:
            self._remarks.on_file("presence_implied")
        if self._marks is not None and not set(MEASURES) & set(self._sieve.columns):
            self._remarks.on_file("no_measures")
        if self._has_only_shares():
            self._remarks.on_file("shares_without_time")

    def _has_only_shares(self) -> bool:
        names = set(self._sieve.columns)
        return bool(set(SHARES) & names) and "offered" not in names

    def _say_last(self, rows: int, refused: int) -> None:
        if rows == 0:
            self._remarks.on_file("no_rows")
        if refused:
            self._remarks.on_file("protected_refused", severity=Severity.ERROR, count=refused)
        if self._marks is not None and self._marks.repeated:
            self._remarks.on_file("repeated", count=self._marks.repeated)
        self._remarks.count_unlisted()


def _period(plan: Layout, options: ReadOptions) -> Period | None:
    """Return the period that the person stated, else one named in the titles above the table."""
    if options.period is not None:
        return options.period
    return next(filter(None, map(period_in, plan.head.titles)), None)
