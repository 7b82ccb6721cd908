"""Marks as Arrow batches of the carrier's schema, a class at a time, and as Parquet.

The same marks as in the rows for people, many times faster: a class's usual columns are copied for
each pupil, and only what differs is written into the copy.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from throughline.simulate.mark_rows import day_minutes, usual_days
from throughline.simulate.registers import pupils_in, register_of
from throughline.terms.attendance import KIND_FIELDS, MINUTE_FIELDS, Granularity
from throughline.terms.carrier import MARK_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from throughline.simulate.absence import Marks
    from throughline.simulate.lessons import Minutes
    from throughline.simulate.registers import ClassRegister, Register
    from throughline.simulate.schools import SchoolClass
    from throughline.simulate.simulation import Simulation
    from throughline.simulate.world import World

_UNKNOWN = -1
_EPOCH = date(1970, 1, 1).toordinal()
_FIELDS = MINUTE_FIELDS[2:]
"""The fields of ``Minutes``: all but what is offered and what is reported."""
_NOTHING = (_UNKNOWN,) * len(_FIELDS)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the rows of one class have in common: one entry a lesson, or one a day."""

    granularity: Granularity
    days: Sequence[date]
    slots: Sequence[str]
    subjects: Sequence[str | None]
    offered: Sequence[int]
    usual: Sequence[Minutes | None]
    differs: Callable[[Register], Marks]


def lesson_batches(
    simulation: Simulation, *, part: int = 0, parts: int = 1
) -> Iterator[pa.RecordBatch]:
    """Yield the marks of the school year's lessons, one batch a class, pupil by pupil.

    A nation is written in ``parts`` on as many cores; ``part`` 0 has the lowest pupil numbers.
    """
    world = simulation.world
    for school_class in _part_of(world.classes, part, parts):
        register = register_of(school_class, year=world.plan.school_year, world=world)
        yield _batch(register, _lesson_sheet(register), world)


def day_batches(
    simulation: Simulation, *, part: int = 0, parts: int = 1
) -> Iterator[pa.RecordBatch]:
    """Yield the marks of the days of the school year before, one batch a class."""
    world = simulation.world
    for school_class in _part_of(list(world.classes_last_year()), part, parts):
        register = register_of(school_class, year=world.last_year, world=world)
        yield _batch(register, _day_sheet(register), world)


def write_parquet(
    batches: Iterable[pa.RecordBatch],
    stream: BinaryIO,
    *,
    seed: int,
    on_batch: Callable[[], None] | None = None,
) -> None:
    """Write batches of marks to a stream that the caller opened, one row group a batch.

    The file's own metadata say that it is simulated, and from which seed.
    """
    schema = MARK_SCHEMA.with_metadata({"simulated": "true", "seed": str(seed)})
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))
            if on_batch is not None:
                on_batch()


def _part_of(classes: Sequence[SchoolClass], part: int, parts: int) -> Sequence[SchoolClass]:
    return classes[part * len(classes) // parts : (part + 1) * len(classes) // parts]


def _lesson_sheet(register: ClassRegister) -> _Sheet:
    lessons = register.lessons
    slots = lessons.slots[: lessons.shown]
    return _Sheet(
        Granularity.LESSON,
        days=[lessons.days[day] for day in lessons.day_of[: lessons.shown]],
        slots=[slot.starts for slot in slots],
        subjects=[slot.subject for slot in slots],
        offered=[slot.minutes for slot in slots],
        usual=lessons.usual[: lessons.shown],
        differs=lambda part: part.marks,
    )


def _day_sheet(register: ClassRegister) -> _Sheet:
    lessons = register.lessons
    days = range(lessons.shown_days)

    def differs(part: Register) -> Marks:
        changed = {lessons.day_of[lesson] for lesson in part.marks}
        return {day: day_minutes(part, lessons, day) for day in changed}

    return _Sheet(
        Granularity.DAY,
        days=lessons.days[: len(days)],
        slots=[""] * len(days),
        subjects=[None] * len(days),
        offered=[lessons.minutes_of(lessons.of_day(day)) for day in days],
        usual=usual_days(lessons),
        differs=differs,
    )


def _batch(register: ClassRegister, sheet: _Sheet, world: World) -> pa.RecordBatch:
    parts = list(pupils_in(register, world))
    spans = [part.rows(len(sheet.days)) for part in parts]
    rows = sum(map(len, spans))
    minutes = dict(zip(_FIELDS, _minutes(parts, sheet), strict=True))
    days = _repeated([day.toordinal() - _EPOCH for day in sheet.days], spans).cast(pa.date32())
    columns = {
        "pupil_id": _words([part.pupil.id for part in parts], _pupil_rows(spans)),
        "unit_id": _constant(register.school_class.school.name, rows),
        "starts_on": days,
        "ends_on": days,
        "slot": _worded(sheet.slots, spans),
        "granularity": _constant(sheet.granularity, rows),
        "subject": _worded(sheet.subjects, spans),
        "offered": _repeated(sheet.offered, spans),
        "reported": _sum([minutes[kind] for kind in KIND_FIELDS]),
        **minutes,
    }
    return pa.RecordBatch.from_arrays(
        [
            columns[field.name] if field.name in columns else pa.nulls(rows, field.type)
            for field in MARK_SCHEMA
        ],
        schema=MARK_SCHEMA,
    )


def _minutes(parts: Sequence[Register], sheet: _Sheet) -> list[pa.Array]:
    usual = [
        array("i", [_UNKNOWN if minutes is None else minutes[nth] for minutes in sheet.usual])
        for nth in range(len(_FIELDS))
    ]
    columns = [array("i") for _ in _FIELDS]
    for part in parts:
        span = part.rows(len(sheet.days))
        offset = len(columns[0]) - span.start
        for column, values in zip(columns, usual, strict=True):
            column.extend(values[span.start : span.stop])
        _overwrite(columns, offset, part, sheet)
    return [_known(column) for column in columns]


def _overwrite(columns: Sequence[array[int]], offset: int, part: Register, sheet: _Sheet) -> None:
    span = part.rows(len(sheet.days))
    changed = {at: minutes for at, minutes in sheet.differs(part).items() if at in span}
    for at, minutes in changed.items():
        values = _NOTHING if minutes is None else minutes
        for column, value in zip(columns, values, strict=True):
            column[offset + at] = value


def _known(column: array[int]) -> pa.Array:
    values = _integers(column)
    return pc.if_else(pc.equal(values, _UNKNOWN), pa.scalar(None, pa.int32()), values)


def _integers(column: array[int]) -> pa.Array:
    return pa.Array.from_buffers(pa.int32(), len(column), [None, pa.py_buffer(column)])


def _repeated(values: Sequence[int], spans: Sequence[range]) -> pa.Array:
    column = array("i", values)
    repeated = array("i")
    for span in spans:
        repeated.extend(column[span.start : span.stop])
    return _integers(repeated)


def _pupil_rows(spans: Sequence[range]) -> array[int]:
    rows = array("i")
    for nth, span in enumerate(spans):
        rows.extend(array("i", [nth]) * len(span))
    return rows


def _worded(values: Sequence[str | None], spans: Sequence[range]) -> pa.Array:
    if not values or values[0] is None:
        return pa.nulls(sum(map(len, spans)), MARK_SCHEMA.field("subject").type)
    words = sorted({value for value in values if value is not None})
    place = {word: nth for nth, word in enumerate(words)}
    indices = _repeated([place[value] for value in values if value is not None], spans)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def _words(words: Sequence[str], rows: array[int]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(_integers(rows), pa.array(words, pa.string()))


def _constant(word: str, rows: int) -> pa.Array:
    return _words([word], array("i", [0]) * rows)


def _sum(columns: Sequence[pa.Array]) -> pa.Array:
    total = columns[0]
    for column in columns[1:]:
        total = pc.add(total, column)
    return total
