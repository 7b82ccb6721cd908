"""A measure as a page, a picture and a file may tell it, whether counted just now or released."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Figure, PublishedTable
    from throughline_web.measures.periods import Period


@dataclass(frozen=True, slots=True)
class Step:
    """How many pupils lie in one span of a value; an open end is ``None``."""

    least: float | None
    below: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One published table of a measure, and how its whole is spread.

    ``version`` is the definition's when the figures were made, which need not be today's.
    """

    table: PublishedTable
    version: str
    steps: tuple[Step, ...] = ()

    @property
    def measure(self) -> Measure:
        """The measure as it is defined today."""
        return self.table.measure

    @property
    def whole(self) -> Figure:
        """The figure of everybody in the whole unit."""
        return self.table.whole.everybody


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where figures are from: data up to a day, and of a release its number, when and by whom."""

    data_until: date
    release: int = 0
    made_at: datetime | None = None
    made_by: str = ""
    release_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """Every measure of one unit in one period. ``names`` say what the units of the tables are called."""

    period: Period
    provenance: Provenance
    by_measure: Mapping[str, Sheet]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole_name(self) -> str:
        """What the whole unit of every table is called."""
        sheet = next(iter(self.by_measure.values()), None)
        return "" if sheet is None else self.names.get(sheet.table.whole.unit, "")

    @property
    def coverage_sheet(self) -> Sheet | None:
        """How much of the lesson time was registered, in the whole and in its parts."""
        return self.by_measure.get(COVERAGE)

    @property
    def is_thin(self) -> bool:
        """Whether so little is registered, anywhere in the unit, that nobody is put before anybody."""
        sheet = self.coverage_sheet
        if sheet is None:
            return True
        known = [line.everybody.coverage for line in sheet.table.lines]
        return any(share is not None and share < sheet.measure.least_coverage for share in known)

    @property
    def coverage(self) -> Figure | None:
        """How much of the lesson time was registered: what stands before all else."""
        sheet = self.coverage_sheet
        return None if sheet is None else sheet.whole


COVERAGE = "reporting-coverage"
"""The measure that says how far the others may be believed."""
