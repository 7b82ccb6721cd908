"""What a file amounts to: counted as it is read, the same in a dry run and in the import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from throughline.terms.attendance import MINUTE_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from throughline.sources import Portion

_TELLING_OF_MARKS = (*MINUTE_FIELDS, "subject")
_TELLING_OF_PUPILS = (
    "given_name",
    "family_name",
    "birth_date",
    "class_name",
    "year_group",
    "mentor",
    "starts_on",
)
MOST_PUPILS = 500_000
"""Pupils beyond this many are no longer told apart; no organiser has as many."""


class Tally:
    """Counts rows, days, pupils and what the file leaves untold."""

    def __init__(self) -> None:
        self.rows = self.accepted = self.rejected = self.protected = 0
        self.guardians = self.staff = self.grades = self.marks = 0
        self.pupils: set[str] = set()
        self._first: date | None = None
        self._last: date | None = None
        self._told: set[str] = set()
        self._asked: set[str] = set()

    def add(self, portion: Portion) -> None:
        """Count one portion."""
        self.rows += portion.rows
        self.accepted += portion.accepted
        self.rejected += portion.rejected
        self.protected += portion.protected_refused
        self.guardians += len(portion.guardians)
        self.staff += len(portion.staff)
        self.grades += len(portion.grades)
        self._see_pupils(row.pupil_id for row in portion.pupils if not row.protected)
        self._see_pupils(row.pupil_id for row in portion.grades)
        self._see_pupils(row.pupil_id for row in portion.guardians)
        if portion.marks is not None and portion.marks.num_rows:
            self._see_marks(portion.marks)
        elif portion.marks is None and portion.pupils and not portion.grades:
            self._see_telling(_TELLING_OF_PUPILS, _told_of_pupils(portion))

    def refuse(self, count: int) -> None:
        """Count rows as rejected that the reader had accepted."""
        self.accepted -= count
        self.rejected += count

    def findings(self) -> dict[str, Any]:
        """Return what is worth remembering of the file, ready to be stored."""
        return {
            "pupils": len(self.pupils),
            "marks": self.marks,
            "guardians": self.guardians,
            "staff": self.staff,
            "grades": self.grades,
            "first_day": None if self._first is None else self._first.isoformat(),
            "last_day": None if self._last is None else self._last.isoformat(),
            "untold": sorted(self._asked - self._told),
        }

    def _see_pupils(self, ids: Iterable[str]) -> None:
        if len(self.pupils) < MOST_PUPILS:
            self.pupils.update(ids)

    def _see_marks(self, batch: Any) -> None:  # noqa: ANN401 - an Arrow batch
        import pyarrow.compute as pc  # noqa: PLC0415 - slow import

        self.marks += batch.num_rows
        first = pc.min(batch.column("starts_on")).as_py()
        last = pc.max(batch.column("ends_on")).as_py()
        self._first = first if self._first is None else min(first, self._first)
        self._last = last if self._last is None else max(last, self._last)
        told = (
            name for name in _TELLING_OF_MARKS if batch.column(name).null_count < batch.num_rows
        )
        self._see_telling(_TELLING_OF_MARKS, told)

    def _see_telling(self, asked: Iterable[str], told: Iterable[str]) -> None:
        self._asked.update(asked)
        self._told.update(told)


def _told_of_pupils(portion: Portion) -> Iterator[str]:
    for name in _TELLING_OF_PUPILS:
        if any(getattr(row, name) is not None for row in portion.pupils):
            yield name
