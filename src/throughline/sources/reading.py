"""A foreign file in, canonical rows and remarks out, a bounded piece at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources import headers, roster
from throughline.sources.fields import MEASURES, fields
from throughline.sources.issues import RowIssue, Severity, unreadable
from throughline.sources.marks import MarkReader
from throughline.sources.options import ReadOptions
from throughline.sources.periods import Period, period_in
from throughline.sources.profile import GRANULARITIES, Kind, Profile
from throughline.sources.remarks import Remarks
from throughline.sources.sieve import Sieve, Sifted
from throughline.sources.tables import (
    Chunk,
    Layout,
    SourceFile,
    Table,
    chunks,
    find_head,
    layout,
    text_table,
)
from throughline.terms.language import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from throughline.terms.people import GradeRow, GuardianRow, PupilRow, StaffRow

_STANDARD = ReadOptions()


@dataclass(frozen=True, slots=True)
class Portion:
    """A bounded piece of what was read, in the order of the file.

    ``rows`` counts source rows, and ``accepted + rejected == rows``; a row that repeats another is
    accepted though it is no new fact. ``protected_refused`` are among the rejected. ``marks`` is a
    batch of ``MARK_SCHEMA``, ``None`` for a source without attendance.
    """

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    marks: pa.RecordBatch | None = None
    pupils: tuple[PupilRow, ...] = ()
    guardians: tuple[GuardianRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    grades: tuple[GradeRow, ...] = ()
    issues: tuple[RowIssue, ...] = ()
    protected_refused: int = 0


def read(
    source: SourceFile, profile: Profile, *, options: ReadOptions = _STANDARD
) -> Iterator[Portion]:
    """Yield what a file says, in portions of about ``options.batch_rows`` rows.

    Bad rows become issues and never exceptions; no row is left out uncounted. Remarks on the file
    as a whole come with the first and the last portion.

    Raises:
        UnreadableSource: the file cannot be used as a whole; nothing has been yielded then.
    """
    table = text_table(source, profile, options)
    plan = _plan(table, profile, options)
    yield from _Reading(table, plan, profile, options).portions()


def _plan(table: Table, profile: Profile, options: ReadOptions) -> Layout:
    plan = layout(find_head(table, profile, options), profile)
    lacking = [
        name
        for name in profile.required
        if name not in plan.places and name not in profile.constants
    ]
    if lacking:
        raise unreadable(
            "columns_missing",
            file=table.name,
            missing=_names(lacking),
            found=_names(list(plan.places)) if plan.places else _NOTHING,
        )
    return plan


_NOTHING = Text("inga", "ingen", "none")


def _names(names: list[str]) -> Text:
    labels = [fields()[name].label for name in names]
    return Text(
        sv=", ".join(label.sv for label in labels),
        nb=", ".join(label.nb for label in labels),
        en=", ".join(label.en for label in labels),
    )


class _Reading:
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
        self._say_last(rows, refused)
        yield Portion(issues=self._remarks.take())

    def _chunks(self) -> Iterator[Chunk]:
        words = self._sieve.vocabularies
        return chunks(self._table, self._plan, words, size=self._options.batch_rows)

    def _portion(self, sifted: Sifted) -> Portion:
        rejected = sifted.rejected
        marks: pa.RecordBatch | None = None
        pupils: tuple[PupilRow, ...] = ()
        if self._marks is not None:
            marked = self._marks.read(sifted)
            rejected += marked.rejected
            marks, pupils = marked.batch, marked.pupils
        columns, kind = self._sieve.columns, self._profile.kind
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
            issues=self._remarks.take(),
            protected_refused=sifted.protected_refused,
        )

    def _say_first(self) -> None:
        for note in self._table.notes:
            self._remarks.on_file(note)
        for header in headers.doubled(self._plan.head.headers, self._plan.places):
            self._remarks.on_file("column_twice", column=header)
        if not self._profile.verified:
            self._remarks.on_file("not_verified", profile=self._profile.name)
        if self._profile.assumption is not None:
            self._remarks.say(self._profile.assumption, same(""))
        if self._marks is not None and not set(MEASURES) & set(self._sieve.columns):
            self._remarks.on_file("no_measures")

    def _say_last(self, rows: int, refused: int) -> None:
        if rows == 0:
            self._remarks.on_file("no_rows")
        if refused:
            self._remarks.on_file("protected_refused", severity=Severity.ERROR, count=refused)
        if self._marks is not None and self._marks.repeated:
            self._remarks.on_file("repeated", count=self._marks.repeated)
        if self._remarks.unlisted:
            self._remarks.on_file("more_issues", count=self._remarks.unlisted)


def _period(plan: Layout, options: ReadOptions) -> Period | None:
    """Return the period that the person stated, else one named in the titles above the table."""
    if options.period is not None:
        return options.period
    return next(filter(None, map(period_in, plan.head.titles)), None)
