"""Writing a portion of a run: marks and grades under the run's id, invisible until it is live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from throughline.terms.attendance import MINUTE_FIELDS
from throughline_web.organisations.bulk import write_rows
from throughline_web.records.models import Grade, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from throughline.terms.people import GradeRow

_TEXTS = ("slot", "granularity", "subject", "status")
_MARK_COLUMNS = (
    "run_id",
    "pupil_id",
    "unit_id",
    "starts_on",
    "ends_on",
    *_TEXTS,
    *MINUTE_FIELDS,
    "occasions",
)
_MARK_KEY = ("pupil_id", "unit_id", "starts_on", "ends_on", "granularity", "slot", "run_id")
_GRADE_COLUMNS = (
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
)
_GRADE_KEY = ("pupil_id", "subject", "level", "term", "kind", "run_id")


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
    write_rows(
        Mark, _MARK_COLUMNS, _mark_rows(run_id, batch, pupils, schools, school_id), key=_MARK_KEY
    )


def _mark_rows(
    run_id: int,
    batch: Any,  # noqa: ANN401 - an Arrow batch
    pupils: Mapping[str, int],
    schools: Mapping[str, int],
    school_id: int | None,
) -> Iterator[Sequence[Any]]:
    # One key a distinct word and not one a row: the dictionary of the batch holds each once.
    pupil_ids = [pupils.get(word) for word in batch.column("pupil_id").to_pylist()]
    unit_ids = [
        school_id if word is None else schools.get(word)
        for word in batch.column("unit_id").to_pylist()
    ]
    dates = [batch.column(name).to_pylist() for name in ("starts_on", "ends_on")]
    texts = [[word or "" for word in batch.column(name).to_pylist()] for name in _TEXTS]
    numbers = [batch.column(name).to_pylist() for name in (*MINUTE_FIELDS, "occasions")]
    for row in zip(pupil_ids, unit_ids, *dates, *texts, *numbers, strict=True):
        if row[0] is not None and row[1] is not None:
            yield (run_id, *row)


@transaction.atomic
def write_grades(run_id: int, grades: Iterable[GradeRow], *, pupils: Mapping[str, int]) -> None:
    """Write grades under a run; a grade whose pupil has no key is left out."""
    rows = [
        _grade_row(run_id, grade, pupils[grade.pupil_id])
        for grade in grades
        if grade.pupil_id in pupils
    ]
    write_rows(Grade, _GRADE_COLUMNS, rows, key=_GRADE_KEY)


def _grade_row(run_id: int, grade: GradeRow, pupil_id: int) -> Sequence[Any]:
    return (
        run_id,
        pupil_id,
        grade.subject,
        grade.level or "",
        grade.term or "",
        grade.kind or "",
        grade.set_on,
        grade.grade,
        grade.passed,
        grade.points,
    )
