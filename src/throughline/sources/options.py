"""How a file is to be read: what the person decided, and what no school's file exceeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person or an installation decides about one reading.

    ``accept_protected``: rows marked as protected identity are let in instead of refused.
    ``period``: first and last day of a file of sums whose rows do not tell them.
    ``country``: whose scale a file of grades follows; without it the one that knows most of them.
    The limits are those of memory, not of the school; a file beyond them is refused in words.
    """

    accept_protected: bool = False
    batch_rows: int = 20_000
    encoding: str | None = None
    period: tuple[date, date] | None = None
    country: str | None = None
    max_issues: int = 1_000
    longest_line: int = 1_000_000
    most_columns: int = 2_000
    largest_workbook: int = 1_000_000_000
