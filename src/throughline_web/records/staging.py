"""Writing a portion of a run: marks and grades under the run's id, invisible until it is live."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from django.db import transaction

from throughline.terms.attendance import MINUTE_FIELDS
from throughline_web.organisations.bulk import write_rows
from throughline_web.records.models import Grade, Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.terms.people import GradeRow

_TEXTS = ("slot", "granularity", "subject", "status")
MARK_COLUMNS = (
    "run_id",
    "pupil_id",
    "unit_id",
    "starts_on",
    "ends_on",
    *_TEXTS,
    *MINUTE_FIELDS,
    "occasions",
)
MARK_KEY = ("pupil_id", "unit_id", "starts_on", "ends_on", "granularity", "slot", "run_id")
GRADE_COLUMNS = (
    "run_id",
    "pupil_id",
    "subject",
    "level",
    "term",
    "kind",
    "set_on",
    "grade",
    "passed",
    "points",
    "language_choice",
)
GRADE_KEY = ("pupil_id", "subject", "level", "term", "kind", "run_id")


@transaction.atomic
def write_marks(
    run_id: int,
    batch: Any,  # noqa: ANN401 - an Arrow batch: the type would pull Arrow in at start-up
    *,
    pupils: Mapping[str, int],
    schools: Mapping[str, int],
    school_id: int | None,
) -> None:
    """Write a batch of marks under a run; a mark without a school of its own is the run's school's.

    A mark whose pupil or school has no key is left out; the roster step has said why by then.
    """
    if not batch.num_rows:
        return
    write_rows(
        Mark, MARK_COLUMNS, mark_rows(run_id, batch, pupils, schools, school_id), key=MARK_KEY
    )


def mark_rows(
    run_id: int,
    batch: Any,  # noqa: ANN401 - an Arrow batch
    pupils: Mapping[str, int],
    schools: Mapping[str, int],
    school_id: int | None,
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a batch in the order of ``MARK_COLUMNS``, those with a key each."""
    rows = zip(
        repeat(run_id),
        _told(batch.column("pupil_id"), pupils.get),
        _told(
            batch.column("unit_id"), lambda word: school_id if word is None else schools.get(word)
        ),
        *(_told(batch.column(name), _as_text) for name in ("starts_on", "ends_on")),
        *(_told(batch.column(name), lambda word: word or "") for name in _TEXTS),
        *(_told(batch.column(name)) for name in (*MINUTE_FIELDS, "occasions")),
    )
    return (row for row in rows if row[1] is not None and row[2] is not None)


def _as_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _told(
    column: Any,  # noqa: ANN401 - an Arrow array
    meaning: Callable[[Any], Any] = lambda value: value,
) -> Iterator[Any]:
    """Yield a column's values by what they mean; each distinct value is made and asked once."""
    import pyarrow as pa  # noqa: PLC0415 - slow import
    import pyarrow.compute as pc  # noqa: PLC0415 - slow import

    coded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    values = [meaning(value) for value in coded.dictionary.to_pylist()]
    codes = pc.fill_null(coded.indices, len(values))
    numbers = memoryview(codes.buffers()[1]).cast("i")[codes.offset : codes.offset + len(codes)]
    return map([*values, meaning(None)].__getitem__, numbers)


@transaction.atomic
def write_grades(run_id: int, grades: Iterable[GradeRow], *, pupils: Mapping[str, int]) -> None:
    """Write grades under a run; a grade whose pupil has no key is left out."""
    rows = [
        grade_row(run_id, grade, pupils[grade.pupil_id])
        for grade in grades
        if grade.pupil_id in pupils
    ]
    write_rows(Grade, GRADE_COLUMNS, rows, key=GRADE_KEY)


def grade_row(run_id: int, grade: GradeRow, pupil_id: int) -> Sequence[Any]:
    """Return a grade's row in the order of ``GRADE_COLUMNS``."""
    return (
        run_id,
        pupil_id,
        grade.subject,
        grade.level or "",
        grade.term or "",
        grade.kind or "",
        _as_text(grade.set_on),
        grade.grade,
        grade.passed,
        grade.points,
        grade.language_choice,
    )
