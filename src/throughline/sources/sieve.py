"""Rows that can be used, told from those that cannot: faults said, protected identities refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from throughline.sources.columns import Column, column
from throughline.sources.dates import DateOrder, order_of
from throughline.sources.fields import MEASURES, fields
from throughline.sources.issues import Severity
from throughline.sources.profile import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from throughline.sources.headers import Place
    from throughline.sources.options import ReadOptions
    from throughline.sources.profile import Profile
    from throughline.sources.remarks import Remarks
    from throughline.sources.tables import Chunk, Layout, Table

_Item = TypeVar("_Item")
_ATTENDANCE = frozenset({Kind.LESSON, Kind.DAY, Kind.SUMMARY})
_KEYS = ("school", "period", "starts_on", "ends_on", "lesson", "start", "subject")
_LENIENT = frozenset({"basis", "documentation", "documented_on"})


@dataclass(frozen=True, slots=True)
class Sifted:
    """The usable rows of a chunk: their lines, and the raw cells of each field, column by column."""

    lines: list[int]
    raw: Mapping[str, list[str]]
    rows: int
    rejected: int
    protected_refused: int


class Sieve:
    """Sifts the rows of one table."""

    def __init__(
        self, table: Table, plan: Layout, profile: Profile, options: ReadOptions, remarks: Remarks
    ) -> None:
        self.remarks = remarks
        self.columns = dict(_columns(table, plan, profile))
        self._accept_protected = options.accept_protected
        self._strict = _strict_fields(profile)
        self._rows_seen = 0

    def sift(self, chunk: Chunk) -> Sifted:
        """Return the rows of a chunk that can be used, and say what is wrong with the others."""
        for broken in chunk.broken:
            self.remarks.on_row(broken.line, broken.code, **broken.words)
        first, self._rows_seen = self._rows_seen + 1, self._rows_seen + len(chunk.rows)
        raw = {}
        for name, each in self.columns.items():
            each.forget()
            raw[name] = each.cells(chunk.rows, first=first)
            each.values(raw[name])
        hidden = self._protected(raw)
        refused = hidden if not self._accept_protected else set()
        faulty = self._faulty(chunk.lines, raw, hidden) - refused
        dropped = refused | faulty
        broken_rows = len(chunk.broken)
        return Sifted(
            lines=leave_out(chunk.lines, dropped),
            raw={name: leave_out(cells, dropped) for name, cells in raw.items()},
            rows=len(chunk.rows) + broken_rows,
            rejected=len(dropped) + broken_rows,
            protected_refused=len(refused),
        )

    def _protected(self, raw: Mapping[str, list[str]]) -> set[int]:
        marked = self.columns.get("protected")
        if marked is None:
            return set()
        values = marked.values(raw["protected"])
        return {place for place, value in enumerate(values) if value}

    def _faulty(
        self, lines: Sequence[int], raw: Mapping[str, list[str]], hidden: set[int]
    ) -> set[int]:
        faulty: set[int] = set()
        for name, each in self.columns.items():
            strict = name in self._strict
            for place, fault in each.faulty(raw[name]):
                severity = fault.severity if strict else Severity.WARNING
                if severity is Severity.ERROR:
                    faulty.add(place)
                if place not in hidden:
                    self.remarks.on_cell(
                        lines[place], each, raw[name][place], fault, severity=severity
                    )
                elif self._accept_protected:
                    self.remarks.on_row(lines[place], "hidden_fault", severity=severity)
        return faulty


def without(sifted: Sifted, dropped: Set[int]) -> Sifted:
    """Return sifted rows without some of them."""
    if not dropped:
        return sifted
    return replace(
        sifted,
        lines=leave_out(sifted.lines, dropped),
        raw={name: leave_out(cells, dropped) for name, cells in sifted.raw.items()},
    )


def leave_out(items: list[_Item], dropped: Set[int]) -> list[_Item]:
    """Return the items whose places are not dropped."""
    if not dropped:
        return items
    return [item for place, item in enumerate(items) if place not in dropped]


def _columns(table: Table, plan: Layout, profile: Profile) -> Iterator[tuple[str, Column]]:
    for name, field in fields().items():
        place = plan.places.get(name)
        if place is not None or name in profile.constants:
            order = _order(table, plan, place, profile)
            yield name, column(field, place, profile, order=order)


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
