"""Marks between rooms: Arrow batches of one schema."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

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
    from enum import StrEnum

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


def _values(batch: pa.RecordBatch | pa.Table, name: str) -> list[Any]:
    column = batch.column(name)
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return [value for chunk in chunks for value in _chunk_values(chunk, _ENUMS.get(name))]


def _chunk_values(chunk: pa.Array, enum: type[StrEnum] | None) -> list[Any]:
    """Return the values of one chunk; a word or a day is made once, however often it stands."""
    if pa.types.is_integer(chunk.type):
        return list(chunk.to_pylist())
    encoded = _encoded(chunk)
    words = encoded.dictionary.to_pylist()
    if enum is not None:
        members = {member.value: member for member in enum}
        words = [members.get(word) for word in words]
    return [None if index is None else words[index] for index in encoded.indices.to_pylist()]


def _encoded(chunk: pa.Array) -> pa.DictionaryArray:
    if not pa.types.is_dictionary(chunk.type):
        return chunk.dictionary_encode()
    if len(chunk.dictionary) > len(chunk):
        # A slice of a large batch carries the words of the whole batch.
        return chunk.dictionary_decode().dictionary_encode()
    return chunk
