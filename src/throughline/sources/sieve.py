"""Rows that can be used, told from those that cannot: faults said, protected identities refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from throughline.sources.columns import Column, column
from throughline.sources.dates import DateOrder, order_of
from throughline.sources.fields import MEASURES, fields
from throughline.sources.issues import Severity
from throughline.sources.measured import Measures
from throughline.sources.profile import GRANULARITIES, Kind
from throughline.sources.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from throughline.sources.chunking import Chunk
    from throughline.sources.headers import Place
    from throughline.sources.issues import CellFault
    from throughline.sources.layouts import Layout
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.remarks import Remarks
    from throughline.sources.tables import Table

_Item = TypeVar("_Item")
_ATTENDANCE = frozenset({Kind.LESSON, Kind.DAY, Kind.SUMMARY})
_KEYS = ("school", "period", "starts_on", "ends_on", "lesson", "start", "subject")
_LENIENT = frozenset({"basis", "documentation", "documented_on"})


@dataclass(frozen=True, slots=True)
class Sifted:
    """The usable rows of a chunk: their lines, and the raw cells of each field, column by column.

    ``measures`` are numbers in the table of measures, empty for a source without attendance.
    """

    lines: list[int]
    raw: Mapping[str, list[int]]
    measures: list[int]
    rows: int
    rejected: int
    protected_refused: int
    hidden_pupils: tuple[str, ...]


class Sieve:
    """Sifts the rows of one table."""

    def __init__(
        self, table: Table, plan: Layout, profile: Profile, options: ReadOptions, remarks: Remarks
    ) -> None:
        self.vocabularies = {index: Vocabulary() for index in plan.indices}
        self.columns = dict(self._columns(table, plan, profile))
        self.measures = Measures(self.columns, profile) if profile.kind in GRANULARITIES else None
        self._remarks = remarks
        self._accept_protected = options.accept_protected
        self._strict = _strict_fields(profile)
        self._rows_seen = 0

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it is time to start anew."""
        full = self.measures is not None and self.measures.is_full
        return full or any(column.is_full for column in self.columns.values())

    def forget(self) -> None:
        """Start anew, so that memory stays bounded whatever the file."""
        for each in self.columns.values():
            each.forget()
        if self.measures is not None:
            self.measures.forget()

    def sift(self, chunk: Chunk) -> Sifted:
        """Return the rows of a chunk that can be used, and say what is wrong with the others."""
        for broken in chunk.broken:
            self._remarks.on_fault(broken.line, broken.fault)
        raw = self._raw(chunk)
        numbers = self.measures.numbers(raw, rows=len(chunk.lines)) if self.measures else []
        hidden = self._protected(raw)
        refused = set() if self._accept_protected else hidden
        faulty = self._faulty(chunk.lines, raw, hidden)
        faulty |= self._unsound(chunk.lines, numbers, hidden)
        dropped = refused | faulty
        return Sifted(
            lines=leave_out(chunk.lines, dropped),
            raw={name: leave_out(cells, dropped) for name, cells in raw.items()},
            measures=leave_out(numbers, dropped),
            rows=len(chunk.lines) + len(chunk.broken),
            rejected=len(dropped) + len(chunk.broken),
            protected_refused=len(refused),
            hidden_pupils=self._pupils_at(raw, refused),
        )

    def _pupils_at(self, raw: Mapping[str, list[int]], places: set[int]) -> tuple[str, ...]:
        """Return the pupils of some rows; in a list of guardians the marking is the guardian's."""
        if not places or "guardian" in self.columns or "pupil" not in self.columns:
            return ()
        told = {self.columns["pupil"].value(raw["pupil"][place]) for place in places}
        return tuple(sorted(str(pupil) for pupil in told if pupil is not None))

    def _raw(self, chunk: Chunk) -> dict[str, list[int]]:
        rows = len(chunk.lines)
        first, self._rows_seen = self._rows_seen + 1, self._rows_seen + rows
        return {
            name: column.cells(chunk.cells, rows=rows, first=first)
            for name, column in self.columns.items()
        }

    def _columns(
        self, table: Table, plan: Layout, profile: Profile
    ) -> Iterator[tuple[str, Column]]:
        for name, field in fields().items():
            place = plan.places.get(name)
            if place is None and name not in profile.constants:
                continue
            words = self.vocabularies.get(place.index) if place is not None else None
            order = _order(table, plan, place, profile)
            yield name, column(field, place, profile, words or Vocabulary(), order=order)

    def _protected(self, raw: Mapping[str, list[int]]) -> set[int]:
        marked = self.columns.get("protected")
        if marked is None:
            return set()
        values = marked.coded(raw["protected"]).values()
        return {place for place, value in enumerate(values) if value}

    def _faulty(
        self, lines: Sequence[int], raw: Mapping[str, list[int]], hidden: set[int]
    ) -> set[int]:
        """Return the rows with a cell that cannot be believed, and remark on it."""
        faulty: set[int] = set()
        for name, each in self.columns.items():
            for place, fault in each.faulty(raw[name]):
                cell = each.cell(raw[name][place])
                severity = fault.severity if name in self._strict else Severity.WARNING
                self._remark(
                    lines[place], each, cell, fault, severity=severity, hidden=place in hidden
                )
                faulty |= {place} if severity is Severity.ERROR else set()
        return faulty

    def _remark(
        self,
        line: int,
        column: Column,
        cell: str,
        fault: CellFault,
        *,
        severity: Severity,
        hidden: bool,
    ) -> None:
        """Say what is wrong with a cell; of a hidden row nothing, or nothing but that."""
        if not hidden:
            self._remarks.on_cell(line, column, cell, fault, severity=severity)
        elif self._accept_protected:
            self._remarks.on_row(line, "hidden_fault", severity=severity)

    def _unsound(self, lines: Sequence[int], numbers: list[int], hidden: set[int]) -> set[int]:
        """Return the rows whose minutes cannot be, and remark on those that do not add up."""
        faults = self.measures.faults if self.measures is not None else {}
        unsound: set[int] = set()
        if not faults or faults.keys().isdisjoint(numbers):
            return unsound
        wrong = [
            (place, fault)
            for place, number in enumerate(numbers)
            for fault in faults.get(number, ())
        ]
        for place, fault in wrong:
            unsound |= {place} if fault.severity is Severity.ERROR else set()
            if place not in hidden or self._accept_protected:
                self._remarks.on_fault(lines[place], fault, hidden=place in hidden)
        return unsound


def without(sifted: Sifted, dropped: Set[int]) -> Sifted:
    """Return sifted rows without some of them."""
    if not dropped:
        return sifted
    return replace(
        sifted,
        lines=leave_out(sifted.lines, dropped),
        raw={name: leave_out(cells, dropped) for name, cells in sifted.raw.items()},
        measures=leave_out(sifted.measures, dropped),
    )


def leave_out(items: list[_Item], dropped: Set[int]) -> list[_Item]:
    """Return the items whose places are not dropped."""
    if not dropped:
        return items
    return [item for place, item in enumerate(items) if place not in dropped]


def _order(
    table: Table, plan: Layout, place: Place | None, profile: Profile
) -> Callable[[], DateOrder | None]:
    """Return a question that reads the whole column once, and only if somebody asks."""
    known: list[DateOrder | None] = []

    def ask() -> DateOrder | None:
        if profile.date_order is not None:
            return profile.date_order
        if not known:
            known.append(None if place is None else order_of(table.cells(plan.head, place.index)))
        return known[0]

    return ask


def _strict_fields(profile: Profile) -> frozenset[str]:
    if profile.kind not in _ATTENDANCE:
        return frozenset(profile.required)
    return frozenset({*profile.required, *_KEYS, *MEASURES} - _LENIENT)
