"""From what sources hand over, portion by portion, to one pupil's record at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from throughline.records.pupil import PupilRecord, UnitDays, record_of, unit_days_of
from throughline.records.school_days import by_calendar
from throughline.terms.carrier import MARK_SCHEMA, to_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from throughline.sources import Portion
    from throughline.terms.attendance import Mark
    from throughline.terms.calendars import Calendar
    from throughline.terms.people import GradeRow, PupilRow

KEPT_MARKS = 2_000_000
"""Up to so many marks the records are kept once made; beyond, each pass makes them anew."""

_SLICE = 50_000
_CODED = ("pupil_id", "unit_id")
_LONG_AGO = date.min

Key = tuple[str, str | None]
"""A pupil and a unit: one pupil at two schools is two records."""


class Gathering:
    """Collects portions, packed as they come; ``close`` when there are no more."""

    def __init__(self) -> None:
        self._batches: list[pa.RecordBatch] = []
        self._places: dict[Key, _Place] = {}
        self._grades: dict[str, dict[tuple[object, ...], GradeRow]] = defaultdict(dict)

    def add(self, portion: Portion) -> None:
        """Take in the marks, the places in school and the grades of one portion."""
        has_marks = portion.marks is not None and portion.marks.num_rows > 0
        if has_marks:
            self._batches.append(portion.marks)
        for row in portion.pupils:
            key = (row.pupil_id, row.unit_id)
            seen = _Place.of(row, of_register=not has_marks)
            self._places[key] = self._places.get(key, seen).joined(seen)
        for grade in portion.grades:
            self._grades[grade.pupil_id][_grade_key(grade)] = grade

    def close(self, *, without: Set[str] = frozenset()) -> Gathered:
        """Return everything collected, in order; the packed marks are handed over, not kept.

        Args:
            without: pupils of whom nothing may be told, though some file has rows about them.
        """
        return Gathered(
            _packed(self._batches, without),
            {key: place for key, place in self._places.items() if key[0] not in without},
            {
                pupil: tuple(rows.values())
                for pupil, rows in self._grades.items()
                if pupil not in without
            },
        )


class Gathered:
    """All that was read, packed: memory follows the marks' few bytes each, not Python objects.

    A place or a mark without unit belongs to the pupil's only unit where another row names it.
    """

    def __init__(
        self,
        marks: pa.RecordBatch,
        places: Mapping[Key, _Place],
        grades: Mapping[str, tuple[GradeRow, ...]],
    ) -> None:
        self._units = _units_of(places)
        self._marks = _with_only_units(marks, self._units)
        self._order = _sorted_order(self._marks)
        self._grades = grades
        self._places = _settled(places, self._units)
        self._kept: tuple[PupilRecord, ...] | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that any mark tells of; without marks the last day a grade was set."""
        if self._marks.num_rows:
            return _latest(self._marks.column("ends_on"))
        days = [one.set_on for rows in self._grades.values() for one in rows if one.set_on]
        return max(days, default=None)

    @property
    def last_registered_day(self) -> date | None:
        """The last day with anything registered for anybody; ``None`` where nothing is."""
        marks = self._marks
        has_time = pc.greater(marks.column("reported"), 0).fill_null(fill_value=False)
        registered = pc.or_(has_time, marks.column("status").is_valid())
        return _latest(marks.column("ends_on").filter(registered))

    def __len__(self) -> int:
        """How many records there are: pupils, once for each unit."""
        return len(self._keys_without_marks()) + len(self._mark_keys)

    def records(self) -> Iterator[PupilRecord]:
        """Yield one record a pupil and unit, sorted by both; a pupil without marks has one too.

        Up to ``KEPT_MARKS`` marks the records are kept, so that a second pass costs nothing.
        """
        if self._kept is not None:
            yield from self._kept
            return
        kept: list[PupilRecord] = []
        keeps = self._marks.num_rows <= KEPT_MARKS
        for record in self._made():
            if keeps:
                kept.append(record)
            yield record
        if keeps:
            self._kept = tuple(kept)

    def unit_days(
        self,
        *,
        calendar: Calendar | None = None,
        until: date | None = None,
        records: Iterable[PupilRecord] | None = None,
    ) -> dict[str | None, UnitDays]:
        """Return each unit's school days: those of its own rows, or of a calendar that covers them.

        Args:
            calendar: its days stand for every unit, from the unit's first day in the rows.
            until: the last day asked; a calendar knows school days after the last row.
            records: what ``records`` yields, for a caller who shows how far the work has come.
        """
        own = unit_days_of(self.records() if records is None else records)
        last = until or self.last_day
        if calendar is None or last is None:
            return own
        return {unit: by_calendar(days, calendar, until=last) for unit, days in own.items()}

    def _made(self) -> Iterator[PupilRecord]:
        bare = ((key, ()) for key in sorted(self._keys_without_marks(), key=_order))
        pairs = merge(bare, self._marks_by_key(), key=lambda pair: _order(pair[0]))
        for key, marks in pairs:
            yield self._record(key, marks)

    def _record(self, key: Key, marks: Iterable[Mark]) -> PupilRecord:
        place = self._places.get(key, _Place())
        record = record_of(*key, marks, group=place.group, grades=self._grades_of(key))
        return replace(record, starts_on=place.starts_on, ends_on=place.ends_on)

    def _grades_of(self, key: Key) -> Iterator[GradeRow]:
        """Yield a pupil's grades; one from a school the pupil has left follows the pupil."""
        pupil, unit = key
        for grade in self._grades.get(pupil, ()):
            if grade.unit_id == unit or grade.unit_id not in self._units.get(pupil, ()):
                yield grade

    def _keys_without_marks(self) -> set[Key]:
        with_marks = self._mark_keys
        placed = with_marks | self._places.keys()
        pupils = {pupil for pupil, _ in placed}
        only_graded: set[Key] = {(pupil, None) for pupil in self._grades if pupil not in pupils}
        return (placed | only_graded) - with_marks

    @cached_property
    def _mark_keys(self) -> set[Key]:
        columns = [self._marks.column("pupil_id"), self._marks.column("unit_id")]
        pupils, units = (column.dictionary.to_pylist() for column in columns)
        codes = pa.table({"pupil": columns[0].indices, "unit": columns[1].indices})
        found = codes.group_by(["pupil", "unit"]).aggregate([]).to_pylist()
        return {
            (pupils[one["pupil"]], None if one["unit"] is None else units[one["unit"]])
            for one in found
        }

    def _marks_by_key(self) -> Iterator[tuple[Key, Iterable[Mark]]]:
        return groupby(self._sorted_marks(), key=lambda mark: (mark.pupil_id, mark.unit_id))

    def _sorted_marks(self) -> Iterator[Mark]:
        for start in range(0, len(self._order), _SLICE):
            piece = self._marks.take(self._order.slice(start, _SLICE))
            yield from to_marks(piece.cast(MARK_SCHEMA))


@dataclass(frozen=True, slots=True)
class _Place:
    """One pupil's place at one unit, as all rows about it say together, in whatever order."""

    group: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_dated: bool = False
    weight: tuple[object, ...] = ()

    @classmethod
    def of(cls, row: PupilRow, *, of_register: bool) -> _Place:
        """Return what one row says; a row of the pupils' register outweighs one beside a mark."""
        dated = row.starts_on is not None or row.ends_on is not None
        named = row.class_name is not None
        weight = (named, of_register, row.starts_on or _LONG_AGO, _natural(row.class_name or ""))
        return cls(row.class_name, row.starts_on, row.ends_on, dated, weight)

    def joined(self, other: _Place) -> _Place:
        """Return both as one: the weightier class, and an enrolment that spans both."""
        group = max(self, other, key=lambda place: place.weight)
        dated = [place for place in (self, other) if place.is_dated]
        starts = [place.starts_on for place in dated]
        ends = [place.ends_on for place in dated]
        return _Place(
            group.group,
            None if None in starts else min((day for day in starts if day), default=None),
            None if None in ends else max((day for day in ends if day), default=None),
            bool(dated),
            group.weight,
        )


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return a class name as it sorts for a reader: 9B before 10A."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def _order(key: Key) -> tuple[str, bool, str]:
    return key[0], key[1] is None, key[1] or ""


def _units_of(places: Mapping[Key, _Place]) -> dict[str, set[str]]:
    units: dict[str, set[str]] = defaultdict(set)
    for pupil, unit in places:
        if unit is not None:
            units[pupil].add(unit)
    return dict(units)


def _settled(places: Mapping[Key, _Place], units: Mapping[str, set[str]]) -> dict[Key, _Place]:
    """Return the places with those that name no unit laid upon the pupil's named ones."""
    settled = {key: place for key, place in places.items() if key[1] or key[0] not in units}
    for (pupil, unit), place in places.items():
        for named in units.get(pupil, ()) if unit is None else ():
            settled[pupil, named] = settled[pupil, named].joined(place)
    return settled


def _with_only_units(marks: pa.RecordBatch, units: Mapping[str, set[str]]) -> pa.RecordBatch:
    """Return the marks with the pupil's only unit where a mark names none."""
    column = marks.column("unit_id")
    if not column.null_count:
        return marks
    pupils = marks.column("pupil_id")
    only = [_only(units.get(pupil, ())) for pupil in pupils.dictionary.to_pylist()]
    words = sorted({*column.dictionary.to_pylist(), *(unit for unit in only if unit)})
    place = {word: index for index, word in enumerate(words)}
    known = pa.array([place[word] for word in column.dictionary.to_pylist()], pa.int32())
    stand_in = pa.array([place.get(unit) if unit else None for unit in only], pa.int32())
    codes = pc.coalesce(known.take(column.indices), stand_in.take(pupils.indices))
    filled = pa.DictionaryArray.from_arrays(codes, pa.array(words, pa.string()))
    return marks.set_column(
        marks.schema.get_field_index("unit_id"), MARK_SCHEMA.field("unit_id"), filled
    )


def _only(units: Iterable[str]) -> str | None:
    found = list(units)
    return found[0] if len(found) == 1 else None


def _sorted_order(marks: pa.RecordBatch) -> pa.Array:
    """Return the marks' order by pupil, unit and day; equals keep the order they were read in."""
    keys = pa.table(
        {
            "pupil": _ranks(marks.column("pupil_id")),
            "unit": _ranks(marks.column("unit_id")),
            "day": marks.column("starts_on"),
        }
    )
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])


def _ranks(column: pa.DictionaryArray) -> pa.Array:
    ranks = pc.rank(column.dictionary, sort_keys="ascending", tiebreaker="first")
    return ranks.cast(pa.uint32()).take(column.indices)


def _grade_key(grade: GradeRow) -> tuple[object, ...]:
    place = (grade.unit_id, grade.subject, grade.level, grade.kind)
    return (*place, grade.term, grade.set_on)


def _latest(days: pa.Array) -> date | None:
    latest: date | None = pc.max(days).as_py()
    return latest


def _left_out(marks: pa.RecordBatch, without: Set[str]) -> pa.RecordBatch:
    if not without:
        return marks
    pupils = marks.column("pupil_id")
    kept = pa.array([pupil not in without for pupil in pupils.dictionary.to_pylist()], pa.bool_())
    return marks.filter(kept.take(pupils.indices))


def _packed(batches: list[pa.RecordBatch], without: Set[str]) -> pa.RecordBatch:
    """Return batches as one, emptying the list: one column at a time, so that little is held twice.

    A column that is unknown throughout keeps no space; ``_sorted_marks`` gives it its type again.
    """
    parts = []
    while batches:
        parts.append(list(_left_out(batches.pop(0), without).columns))
    columns = []
    for place, field in enumerate(MARK_SCHEMA):
        arrays = [part[place] for part in parts]
        for part in parts:
            part[place] = None
        columns.append(_joined(arrays, field))
    return pa.RecordBatch.from_arrays(columns, names=MARK_SCHEMA.names)


def _joined(arrays: list[pa.Array], field: pa.Field) -> pa.Array:
    rows = sum(map(len, arrays))
    is_unknown = all(array.null_count == len(array) for array in arrays)
    if is_unknown and field.name not in _CODED:
        return pa.nulls(rows)
    return pa.concat_arrays(arrays) if arrays else pa.array([], field.type)
