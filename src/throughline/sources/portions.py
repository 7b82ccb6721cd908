"""What a reader of foreign files hands over: bounded pieces, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from throughline.sources.issues import RowIssue
    from throughline.terms.people import GradeRow, GuardianRow, PupilRow, StaffRow


@dataclass(frozen=True, slots=True)
class Portion:
    """A bounded piece of what was read.

    ``rows`` counts source rows, and ``accepted + rejected == rows``; a row that repeats another is
    accepted though it is no new fact. ``protected_refused`` are among the rejected. ``marks`` is a
    batch of ``MARK_SCHEMA``, ``None`` for a source without attendance. ``hidden_pupils`` are the ids
    of pupils whose rows were refused as protected, so that their rows in files without the marking
    can be left out too; they are for that alone, and are never shown.
    """

    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    marks: pa.RecordBatch | None = None
    pupils: tuple[PupilRow, ...] = ()
    guardians: tuple[GuardianRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    grades: tuple[GradeRow, ...] = ()
    issues: tuple[RowIssue, ...] = ()
    protected_refused: int = 0
    hidden_pupils: tuple[str, ...] = ()
