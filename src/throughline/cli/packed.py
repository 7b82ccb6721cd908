"""Parquet files of marks as ``simulate`` writes them: the carrier's own schema, nothing to map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from throughline.cli.errors import UnusableInputError
from throughline.cli.run_facts import ProfileUsed
from throughline.cli.words import sentence
from throughline.sources import Portion, RowIssue, Severity, SourceFile
from throughline.terms.carrier import MARK_SCHEMA
from throughline.terms.people import PupilRow

if TYPE_CHECKING:
    from collections.abc import Iterator

PROFILE = ProfileUsed(
    "throughline-marks",
    sentence("packed", "profile"),
    verified=True,
    why=(sentence("packed", "why"),),
)
"""What outputs say of a file that needs no column profile."""

_MAGIC = b"PAR1"
_NEEDED = ("pupil_id", "starts_on", "ends_on", "slot", "granularity")


def is_packed(source: SourceFile) -> bool:
    """Say whether a file is Parquet, by its first four bytes."""
    source.stream.seek(0)
    head = source.stream.read(len(_MAGIC))
    source.stream.seek(0)
    return head == _MAGIC


def read_packed(source: SourceFile, *, batch_rows: int = 50_000) -> Iterator[Portion]:
    """Yield the marks of a Parquet file, a bounded piece at a time.

    A row without pupil or day is refused. The file knows no classes.

    Raises:
        UnusableInputError: the file cannot be read, or holds something else than marks.
    """
    first = 1
    seen: set[tuple[str, str | None]] = set()
    try:
        file = pq.ParquetFile(source.stream)
        if not set(MARK_SCHEMA.names) <= set(file.schema_arrow.names):
            raise UnusableInputError(sentence("files", "bad_parquet", file=source.name))
        for batch in file.iter_batches(batch_rows, columns=MARK_SCHEMA.names):
            yield _portion(source.name, _in_schema(batch), first, seen)
            first += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise UnusableInputError(sentence("files", "bad_parquet", file=source.name)) from error


def _in_schema(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [_as(batch.column(field.name), field.type) for field in MARK_SCHEMA]
    schema = pa.schema([field.with_nullable(True) for field in MARK_SCHEMA])  # noqa: FBT003 - Arrow
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _as(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if not pa.types.is_dictionary(kind):
        return column.cast(kind)
    words = column.cast(pa.string())
    return words.dictionary_encode().cast(kind)


def _portion(
    name: str, batch: pa.RecordBatch, first: int, seen: set[tuple[str, str | None]]
) -> Portion:
    sound = pc.is_valid(batch.column(_NEEDED[0]))
    for column in _NEEDED[1:]:
        sound = pc.and_(sound, pc.is_valid(batch.column(column)))
    kept = batch.filter(sound).cast(MARK_SCHEMA)
    rejected = batch.num_rows - kept.num_rows
    issues = tuple(
        _issue(name, first + place)
        for place, is_sound in enumerate(sound.to_pylist())
        if not is_sound
    )
    return Portion(
        rows=batch.num_rows,
        accepted=kept.num_rows,
        rejected=rejected,
        marks=kept,
        pupils=_pupils(kept, seen),
        issues=issues if rejected else (),
    )


def _pupils(batch: pa.RecordBatch, seen: set[tuple[str, str | None]]) -> tuple[PupilRow, ...]:
    pairs = batch.select(["pupil_id", "unit_id"])
    found = (
        pa.table(pairs.columns, names=["pupil", "unit"]).group_by(["pupil", "unit"]).aggregate([])
    )
    keys = {(one["pupil"], one["unit"]) for one in found.to_pylist()} - seen
    seen |= keys
    return tuple(PupilRow(pupil, unit) for pupil, unit in keys)


def _issue(name: str, row: int) -> RowIssue:
    problem = sentence("packed", "incomplete")
    return RowIssue(name, row, None, None, problem, sentence("packed", "hint"), Severity.ERROR)
