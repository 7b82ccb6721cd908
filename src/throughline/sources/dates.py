"""Days and periods as Scandinavian files write them; an order that cannot be known is not guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.sources.cells import MISSING, bare
from throughline.sources.issues import CellFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Days of school life; ``1900-01-01`` and ``9999-12-31`` are a system's words for unknown."""

EARLIEST_BIRTH = date(1910, 1, 1)

_LONGEST_CELL = 60
_EXCEL_DAY_NOUGHT = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ]\d{1,2}:\d{2}.*)?", re.ASCII)
_SHORT = re.compile(r"(\d{2})(\d{2})(\d{2})", re.ASCII)
_SHORT_DASHED = re.compile(r"(\d{2})-(\d{2})-(\d{2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?: \d{1,2}[:.]\d{2}.*)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: \d{1,2}:\d{2}.*)?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)


class DateOrder(StrEnum):
    """Which number stands first in ``3/4/2025``."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def day(
    raw: str, *, order: Callable[[], DateOrder | None], earliest: date = EARLIEST
) -> date | None:
    """Return the day of a cell, or ``None`` where it is missing.

    ISO, ``ÅÅMMDD``, ``ÅÅÅÅMMDD``, ``dd.mm.yyyy``, Excel's day number, and ``d/m/yyyy`` when
    ``order`` knows which comes first; it is asked only then, since it may have to read the column.

    Raises:
        CellFault: not a date, no such day, outside the days of school life, or of unknown order.
    """
    cell = bare(raw)
    if cell.casefold() in MISSING:
        return None
    slashed = _SLASHED.fullmatch(cell)
    if slashed:
        return within(_slashed_day(slashed, order()), earliest)
    return within(_plain_day(cell, earliest), earliest)


def order_of(cells: Iterable[str]) -> DateOrder | None:
    """Return the order that a whole column of ``d/m/yyyy`` allows, ``None`` where it allows both.

    A column that contradicts itself allows neither.
    """
    day_first = month_first = False
    for raw in cells:
        slashed = _SLASHED.fullmatch(raw[:_LONGEST_CELL].strip())
        if slashed:
            day_first = day_first or int(slashed[1]) > 12
            month_first = month_first or int(slashed[2]) > 12
    if day_first == month_first:
        return None
    return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST


def _slashed_day(slashed: re.Match[str], order: DateOrder | None) -> date:
    if order is None:
        raise CellFault("day_or_month_first")
    first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
    if order is DateOrder.DAY_FIRST:
        return _real(year, second, first)
    return _real(year, first, second)


def _plain_day(cell: str, earliest: date) -> date:
    iso = _ISO.fullmatch(cell)
    if iso:
        return _real(int(iso[1]), int(iso[2]), int(iso[3]))
    short = _SHORT.fullmatch(cell) or _SHORT_DASHED.fullmatch(cell)
    if short:
        return _real(_century(int(short[1]), earliest), int(short[2]), int(short[3]))
    dotted = _DOTTED.fullmatch(cell)
    if dotted:
        year = int(dotted[3])
        year = year if len(dotted[3]) == 4 else _century(year, earliest)
        return _real(year, int(dotted[2]), int(dotted[1]))
    serial = _SERIAL.fullmatch(cell)
    if serial:
        return _EXCEL_DAY_NOUGHT + timedelta(days=int(serial[1]))
    raise CellFault("not_a_date")


def _century(year: int, earliest: date) -> int:
    """Return the year of two digits: this century for lessons; for births none after 2049."""
    return 1900 + year if earliest < EARLIEST and year >= 50 else 2000 + year


def _real(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError:
        raise CellFault("no_such_day") from None


def within(found: date, earliest: date = EARLIEST) -> date:
    """Return a day that lies within school life.

    Raises:
        CellFault: it does not.
    """
    if not earliest <= found <= LATEST:
        raise CellFault("day_outside_school_life", first=earliest.year, last=LATEST.year)
    return found
