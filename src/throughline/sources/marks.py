"""Sifted rows become attendance facts: one Arrow batch a portion, and the pupils they name."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from throughline.sources.issues import Severity
from throughline.sources.measures import Measure, Measures
from throughline.sources.profile import GRANULARITIES, Kind
from throughline.sources.repeats import Novelty, Ordinals, Repetition
from throughline.sources.sieve import leave_out, without
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.people import PupilRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from throughline.sources.columns import Column
    from throughline.sources.periods import Period
    from throughline.sources.profile import Profile
    from throughline.sources.remarks import Remarks
    from throughline.sources.sieve import Sifted

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Marked:
    """What a portion's rows became: facts, the pupils not named before, and rows refused late."""

    batch: pa.RecordBatch
    pupils: tuple[PupilRow, ...]
    rejected: int


class MarkReader:
    """Makes facts of the rows of one table."""

    def __init__(
        self,
        columns: Mapping[str, Column],
        profile: Profile,
        remarks: Remarks,
        *,
        period: Period | None = None,
    ) -> None:
        self.repeated = 0
        self._columns = columns
        self._kind = profile.kind
        self._granularity = GRANULARITIES[profile.kind].value
        self._remarks = remarks
        self._period = period
        self._measures = Measures(columns, profile)
        self._repetition = Repetition()
        self._ordinals = Ordinals()
        self._pupils = Novelty()

    def read(self, sifted: Sifted) -> Marked:
        """Return the facts of sifted rows; a row whose minutes cannot be is refused here."""
        numbers = self._measures.numbers(sifted.raw, rows=len(sifted.lines))
        refused = self._faulty(sifted.lines, numbers) | self._backwards(sifted)
        sound = without(sifted, refused)
        rows = self._rows(sound, leave_out(numbers, refused))
        pupils = self._new_pupils(rows)
        return Marked(_batch(self._once(rows), self._granularity), pupils, len(refused))

    def _rows(self, sifted: Sifted, numbers: list[int]) -> _Rows:
        starts, ends = self._spans(sifted)
        subjects = self._words(sifted, "subject")
        pupils, units = self._words(sifted, "pupil"), self._words(sifted, "school")
        names = (pupils, units, starts, subjects)
        return _Rows(
            lines=sifted.lines,
            pupils=pupils,
            units=units,
            classes=self._words(sifted, "class"),
            starts=starts,
            ends=ends,
            slots=self._slots(sifted, names),
            subjects=subjects,
            measures=list(map(self._measures.table.__getitem__, numbers)),
            numbers=numbers,
            table=self._measures.table,
        )

    def _words(self, sifted: Sifted, name: str) -> list[Any]:
        """Return the values of a field, nothing where the table does not have it."""
        if name not in sifted.raw:
            return [None] * len(sifted.lines)
        return self._columns[name].values(sifted.raw[name])

    def _spans(self, sifted: Sifted) -> tuple[list[int], list[int]]:
        """Return first and last day of each row, as day numbers."""
        if self._kind is not Kind.SUMMARY:
            days = list(map(date.toordinal, self._words(sifted, "date")))
            return days, days
        spans = [self._span(*said) for said in zip(*self._said_periods(sifted), strict=True)]
        return [start for start, _ in spans], [end for _, end in spans]

    def _said_periods(self, sifted: Sifted) -> tuple[list[Any], ...]:
        return tuple(self._words(sifted, name) for name in ("period", "starts_on", "ends_on"))

    def _span(self, named: Period | None, start: date | None, end: date | None) -> tuple[int, int]:
        first, last = (start, end) if start and end else named or self._period or (None, None)
        return (first.toordinal(), last.toordinal()) if first and last else (0, 0)

    def _backwards(self, sifted: Sifted) -> set[int]:
        """Return the rows of a summary that have no period, or one that ends before it begins."""
        if self._kind is not Kind.SUMMARY:
            return set()
        refused = set()
        for place, (start, end) in enumerate(zip(*self._spans(sifted), strict=True)):
            if start == 0 or end < start:
                refused.add(place)
                code = "period_missing" if start == 0 else "period_backwards"
                self._remarks.on_row(sifted.lines[place], code)
        return refused

    def _faulty(self, lines: Sequence[int], numbers: Sequence[int]) -> set[int]:
        faults = self._measures.faults
        if not faults or faults.keys().isdisjoint(numbers):
            return set()
        refused = set()
        for place, number in enumerate(numbers):
            for fault in faults.get(number, ()):
                self._remarks.on_row(
                    lines[place], fault.code, severity=fault.severity, **fault.words
                )
                if fault.severity is Severity.ERROR:
                    refused.add(place)
        return refused

    def _slots(self, sifted: Sifted, names: tuple[list[Any], ...]) -> list[str]:
        """Return what tells the lessons of a pupil's day apart: time, else id, else a number."""
        if self._kind is Kind.DAY:
            return [""] * len(sifted.lines)
        if self._kind is Kind.SUMMARY:
            return [subject or "" for subject in names[-1]]
        known = [name for name in ("start", "lesson") if name in sifted.raw]
        told = [self._words(sifted, name) for name in known]
        slots = [next(filter(None, said), None) for said in zip(*told, strict=True)] if told else []
        if slots and None not in slots:
            return slots
        return self._numbered(slots or [None] * len(sifted.lines), names)

    def _numbered(self, slots: list[str | None], names: tuple[list[Any], ...]) -> list[str]:
        numbered = []
        for slot, key in zip(slots, zip(*names, strict=True), strict=True):
            if slot is None:
                subject, count = key[-1], self._ordinals.number(key)
                slot = f"{subject} {count}" if subject and count > 1 else subject or str(count)
            numbered.append(slot)
        return numbered

    def _new_pupils(self, rows: _Rows) -> tuple[PupilRow, ...]:
        named = list(zip(rows.pupils, rows.units, rows.classes, strict=True))
        return tuple(
            PupilRow(pupil_id=pupil, unit_id=unit, class_name=group)
            for pupil, unit, group in self._pupils.new(named)
        )

    def _once(self, rows: _Rows) -> _Rows:
        """Return the rows without those that say the same lesson again."""
        keys = list(zip(rows.pupils, rows.units, rows.starts, rows.ends, rows.slots, strict=True))
        facts = list(zip(rows.measures, rows.subjects, strict=True))
        repeats = self._repetition.find(keys, facts)
        self.repeated += repeats.repeated
        for place in repeats.contradicting:
            self._remarks.on_row(rows.lines[place], "contradicts", severity=Severity.WARNING)
        return rows.without(repeats.dropped) if repeats.dropped else rows


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a portion, column by column; days as ordinals, measures by number and in full."""

    lines: list[int]
    pupils: list[str]
    units: list[str | None]
    classes: list[str | None]
    starts: list[int]
    ends: list[int]
    slots: list[str]
    subjects: list[str | None]
    measures: list[Measure]
    numbers: list[int]
    table: list[Measure]

    def without(self, dropped: Set[int]) -> _Rows:
        """Return the rows that are not dropped."""
        columns = {
            each.name: leave_out(getattr(self, each.name), dropped)
            for each in fields(self)
            if each.name != "table"
        }
        return replace(self, **columns)


def _batch(rows: _Rows, granularity: str) -> pa.RecordBatch:
    columns: dict[str, pa.Array] = {
        "pupil_id": _dictionary(rows.pupils),
        "unit_id": _dictionary(rows.units),
        "starts_on": _days(rows.starts),
        "ends_on": _days(rows.ends),
        "slot": _dictionary(rows.slots),
        "granularity": _dictionary([granularity] * len(rows.lines)),
        "subject": _dictionary(rows.subjects),
    }
    numbers = pa.array(rows.numbers, pa.int32())
    for place, name in enumerate(Measure._fields):
        kind = MARK_SCHEMA.field(name).type
        distinct = pa.array([measure[place] for measure in rows.table], kind)
        columns[name] = distinct.take(numbers)
    return pa.RecordBatch.from_arrays(
        [columns[name] for name in MARK_SCHEMA.names], schema=MARK_SCHEMA
    )


def _dictionary(words: Sequence[str | None]) -> pa.Array:
    return pa.array(words, pa.string()).dictionary_encode()


def _days(ordinals: Sequence[int]) -> pa.Array:
    return pc.subtract(pa.array(ordinals, pa.int32()), pa.scalar(_EPOCH, pa.int32())).cast(
        pa.date32()
    )
