"""Marks between rooms: Arrow batches of one schema."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pyarrow as pa

from throughline.terms.attendance import (
    MINUTE_FIELDS,
    Basis,
    Documentation,
    Granularity,
    Mark,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = pa.dictionary(pa.int32(), pa.string())

MARK_SCHEMA = pa.schema(
    [
        pa.field("pupil_id", _WORD, nullable=False),
        pa.field("unit_id", _WORD),
        pa.field("starts_on", pa.date32(), nullable=False),
        pa.field("ends_on", pa.date32(), nullable=False),
        pa.field("slot", _WORD, nullable=False),
        pa.field("granularity", _WORD, nullable=False),
        pa.field("subject", _WORD),
        *(pa.field(name, pa.int32()) for name in MINUTE_FIELDS),
        pa.field("status", _WORD),
        pa.field("occasions", pa.int32()),
        pa.field("basis", _WORD),
        pa.field("documentation", _WORD),
        pa.field("documented_on", pa.date32()),
    ]
)
"""One row a mark; column names, order and meaning are those of ``terms.attendance.Mark``."""

_ENUMS = {
    "granularity": Granularity,
    "status": Status,
    "basis": Basis,
    "documentation": Documentation,
}


def to_batch(marks: Iterable[Mark]) -> pa.RecordBatch:
    """Return the marks as one batch of ``MARK_SCHEMA``."""
    rows = list(marks)
    columns = [
        pa.array([getattr(mark, field.name) for mark in rows], type=field.type)
        for field in MARK_SCHEMA
    ]
    return pa.RecordBatch.from_arrays(columns, schema=MARK_SCHEMA)


def to_marks(batch: pa.RecordBatch | pa.Table) -> Iterator[Mark]:
    """Yield each row of a batch or table of ``MARK_SCHEMA`` as a mark, in its order."""
    columns = [_values(batch, field.name) for field in fields(Mark)]
    for row in zip(*columns, strict=True):
        yield Mark(*row)


def _values(batch: pa.RecordBatch | pa.Table, name: str) -> list[object]:
    values = batch.column(name).to_pylist()
    enum = _ENUMS.get(name)
    if enum is None:
        return list(values)
    members = {member.value: member for member in enum}
    return [members.get(value) for value in values]
