"""Sifted rows become attendance facts: one Arrow batch a portion, and the pupils they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from throughline.sources.coded import Coded, Codes, Pairs, side_by_side
from throughline.sources.issues import Severity
from throughline.sources.profile import GRANULARITIES, Kind
from throughline.sources.repeats import Novelty, Ordinals, Repetition
from throughline.sources.sieve import without
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.people import PupilRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.sources.periods import Period
    from throughline.sources.profile import Profile
    from throughline.sources.remarks import Remarks
    from throughline.sources.sieve import Sieve, Sifted

_MOST_REMEMBERED = 500_000


@dataclass(frozen=True, slots=True)
class Marked:
    """What a portion's rows became: facts, the pupils not named before, and rows refused late."""

    batch: pa.RecordBatch
    pupils: tuple[PupilRow, ...]
    rejected: int


class MarkReader:
    """Makes facts of the rows of one table."""

    def __init__(
        self, sieve: Sieve, profile: Profile, remarks: Remarks, *, period: Period | None = None
    ) -> None:
        self.repeated = 0
        self._sieve = sieve
        self._kind = profile.kind
        self._granularity = GRANULARITIES[profile.kind].value
        self._remarks = remarks
        self._period = period
        self._memory = _Memory()

    def read(self, sifted: Sifted) -> Marked:
        """Return the facts of sifted rows; a row of sums without a period is refused here."""
        refused = self._without_period(sifted)
        rows = self._rows(without(sifted, refused))
        pupils = self._new_pupils(rows)
        return Marked(_batch(self._once(rows), self._granularity), pupils, len(refused))

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        return self._memory.is_full

    def forget(self) -> None:
        """Start anew, as the sieve does."""
        self._memory = _Memory()

    def _rows(self, sifted: Sifted) -> _Rows:
        table = self._sieve.measures.table if self._sieve.measures is not None else []
        pupils, units = self._coded(sifted, "pupil"), self._coded(sifted, "school")
        subjects, spans = self._coded(sifted, "subject"), self._spans(sifted)
        places = self._memory.places.codes(pupils.codes, units.codes)
        return _Rows(
            lines=sifted.lines,
            pupils=pupils,
            units=units,
            classes=self._coded(sifted, "class"),
            places=places,
            spans=spans,
            slots=self._slots(sifted, places, spans, subjects),
            subjects=subjects,
            measures=Coded(table, pa.array(sifted.measures, pa.int64())),
        )

    def _coded(self, sifted: Sifted, name: str) -> Coded:
        """Return the values of a field, nothing where the table does not have it."""
        if name not in sifted.raw:
            return Coded((None,), pa.repeat(pa.scalar(0, pa.int64()), len(sifted.lines)))
        return self._sieve.columns[name].coded(sifted.raw[name])

    def _spans(self, sifted: Sifted) -> Coded:
        """Return first and last day of each row."""
        if self._kind is Kind.SUMMARY:
            return self._memory.spans.coded(self._said_spans(sifted))
        days = self._coded(sifted, "date")
        return Coded([day and (day, day) for day in days.said], days.codes)

    def _said_spans(self, sifted: Sifted) -> list[Period | None]:
        names = ("period", "starts_on", "ends_on")
        said = (self._coded(sifted, name).values() for name in names)
        return [self._span(*row) for row in zip(*said, strict=True)]

    def _span(self, named: Period | None, start: date | None, end: date | None) -> Period | None:
        return (start, end) if start and end else named or self._period

    def _without_period(self, sifted: Sifted) -> set[int]:
        """Return the rows of a summary that have no period, or one that ends before it begins."""
        refused: set[int] = set()
        if self._kind is not Kind.SUMMARY:
            return refused
        for place, span in enumerate(self._said_spans(sifted)):
            if span is None or span[1] < span[0]:
                refused.add(place)
                code = "period_missing" if span is None else "period_backwards"
                self._remarks.on_row(sifted.lines[place], code)
        return refused

    def _slots(self, sifted: Sifted, places: pa.Array, spans: Coded, subjects: Coded) -> Coded:
        """Return what tells the lessons of a pupil's day apart: time, else id, else a number."""
        if self._kind is Kind.DAY:
            return Coded(("",), pa.repeat(pa.scalar(0, pa.int64()), len(sifted.lines)))
        if self._kind is Kind.SUMMARY:
            return Coded([subject or "" for subject in subjects.said], subjects.codes)
        told = [self._coded(sifted, name) for name in ("start", "lesson") if name in sifted.raw]
        if told and not told[0].has_gaps():
            return told[0]
        known = [
            next(filter(None, row), None)
            for row in zip(*(one.values() for one in told), strict=False)
        ]
        days = self._memory.days.codes(spans.codes, subjects.codes)
        keys = side_by_side(places, days).to_pylist()
        return self._memory.slots.coded(
            slot or self._numbered(key, subject)
            for slot, key, subject in zip(
                known or [None] * len(keys), keys, subjects.values(), strict=True
            )
        )

    def _numbered(self, key: int, subject: str | None) -> str:
        count = self._memory.ordinals.number(key)
        if subject is None:
            return str(count)
        return subject if count == 1 else f"{subject} {count}"

    def _new_pupils(self, rows: _Rows) -> tuple[PupilRow, ...]:
        groups, places = self._memory.groups, self._memory.places
        pupils = []
        for code in self._memory.pupils.new(groups.codes(rows.places, rows.classes.codes)):
            place, group = groups.pair(code)
            pupil, unit = places.pair(place)
            pupils.append(
                PupilRow(
                    pupil_id=rows.pupils.said[pupil],
                    unit_id=rows.units.said[unit],
                    class_name=rows.classes.said[group],
                )
            )
        return tuple(pupils)

    def _once(self, rows: _Rows) -> _Rows:
        """Return the rows without those that say the same lesson again."""
        lessons = self._memory.lessons.codes(rows.spans.codes, rows.slots.codes)
        keys = side_by_side(rows.places, lessons)
        facts = side_by_side(rows.subjects.codes, rows.measures.codes)
        repeats = self._memory.repetition.find(keys, facts)
        self.repeated += repeats.repeated
        for place in repeats.contradicting:
            self._remarks.on_row(rows.lines[place], "contradicts", severity=Severity.WARNING)
        if not repeats.dropped:
            return rows
        kept = [place for place in range(len(rows.lines)) if place not in repeats.dropped]
        return rows.at(pa.array(kept, pa.int64()))


class _Memory:
    """What is remembered from portion to portion, until there is too much of it."""

    def __init__(self) -> None:
        self.places, self.groups, self.days, self.lessons = Pairs(), Pairs(), Pairs(), Pairs()
        self.slots, self.spans = Codes(), Codes()
        self.repetition, self.ordinals, self.pupils = Repetition(), Ordinals(), Novelty()

    @property
    def is_full(self) -> bool:
        """Whether it is time to start anew."""
        tables = (self.places, self.groups, self.days, self.lessons, self.slots, self.spans)
        return any(len(table) > _MOST_REMEMBERED for table in tables)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a portion, column by column; ``places`` are pairs of pupil and unit."""

    lines: Sequence[int]
    pupils: Coded
    units: Coded
    classes: Coded
    places: pa.Array
    spans: Coded
    slots: Coded
    subjects: Coded
    measures: Coded

    def at(self, kept: pa.Array) -> _Rows:
        """Return some of the rows."""
        return _Rows(
            lines=[self.lines[place] for place in kept.to_pylist()],
            pupils=_at(self.pupils, kept),
            units=_at(self.units, kept),
            classes=_at(self.classes, kept),
            places=self.places.take(kept),
            spans=_at(self.spans, kept),
            slots=_at(self.slots, kept),
            subjects=_at(self.subjects, kept),
            measures=_at(self.measures, kept),
        )


def _at(coded: Coded, kept: pa.Array) -> Coded:
    return Coded(coded.said, coded.codes.take(kept))


def _batch(rows: _Rows, granularity: str) -> pa.RecordBatch:
    starts = [span and span[0] for span in rows.spans.said]
    ends = [span and span[1] for span in rows.spans.said]
    columns = {
        "pupil_id": rows.pupils.words(),
        "unit_id": rows.units.words(),
        "starts_on": Coded(starts, rows.spans.codes).column(pa.date32()),
        "ends_on": Coded(ends, rows.spans.codes).column(pa.date32()),
        "slot": rows.slots.words(),
        "granularity": pa.repeat(granularity, len(rows.lines)).dictionary_encode(),
        "subject": rows.subjects.words(),
    }
    for name in (name for name in MARK_SCHEMA.names if name not in columns):
        told = [getattr(measure, name) for measure in rows.measures.said]
        columns[name] = Coded(told, rows.measures.codes).column(MARK_SCHEMA.field(name).type)
    return pa.RecordBatch.from_arrays(
        [columns[name] for name in MARK_SCHEMA.names], schema=MARK_SCHEMA
    )
