"""Skolverket's export of final grades in year 9, one row a school unit.

Signs, as the agency's open data obey them: ``..`` is withheld, ``.`` does not occur, ``~100`` is
about 100 (one to four pupils are not eligible).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from throughline.sources.headers import plain
from throughline.sources.official import signs
from throughline.sources.official.documents import word
from throughline.sources.official.figures import (
    Measured,
    OfficialFigure,
    OfficialTable,
    OfficialUnit,
    Provenance,
    Provider,
    Told,
    Unit,
    UnitLevel,
)
from throughline.sources.official.known import measured
from throughline.sources.official.remarks import Remarks, unreadable
from throughline.sources.official.settling import settled
from throughline.sources.official.sheets import Grid, Sheet, grid
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REQUIRED = ("Skola", "Skol-enhetskod", "Kommun-kod", "Antal elever")
_ABOUT_UNIT = (*REQUIRED[:3], "Skolkommun", "Typ av huvudman", "Huvudman", "Huvudman orgnr")
_PERIOD = re.compile(r"\b(20\d\d/\d\d)\b", re.ASCII)
_SCHOOL, _MUNICIPALITY = re.compile(r"\d{8}", re.ASCII), re.compile(r"\d{4}", re.ASCII)
_SIGNS = {
    "..": FigureState.FEW_TOTAL,
    ".": FigureState.NOT_APPLICABLE,
    "": FigureState.MISSING,
}
_EVERYBODY = "samtliga elever"


def recognised(found: Sheet) -> Grid | None:
    """Return the table of a file that is such an export, ``None`` of any other."""
    return grid(found, REQUIRED)


def read(found: Sheet, table: Grid) -> OfficialTable:
    """Return the figures of the export.

    Raises:
        UnreadableSource: no line above the table tells its school year.
    """
    remarks = Remarks(found.name)
    for note in found.notes:
        remarks.on_file(note)
    reading = _Reading(found.name, table, remarks)
    figures = settled(reading.figures(), remarks)
    if not figures:
        remarks.on_file("no_figures")
    source = next((title for title in table.titles if "Skolverket" in title), "Källa: Skolverket")
    provenance = Provenance(Provider.SKOLVERKET_GRADE_9, source, reading.title)
    return OfficialTable(figures, remarks.taken(), provenance)


class _Reading:
    """One pass over the rows of an export."""

    def __init__(self, name: str, table: Grid, remarks: Remarks) -> None:
        self._table = table
        self._remarks = remarks
        self._places = {plain(header): at for at, header in enumerate(table.headers)}
        about = {plain(header) for header in _ABOUT_UNIT}
        self._columns = [
            (at, measured(Provider.SKOLVERKET_GRADE_9, header, header))
            for at, header in enumerate(table.headers)
            if header and plain(header) not in about
        ]
        self._period = _period(name, table)
        self.title = next((title for title in table.titles if "etyg" in title), name)
        self._dims = _dims(self.title)

    def figures(self) -> Iterator[OfficialFigure]:
        """Yield a figure for each row and measured column."""
        for line, row in self._table.rows:
            unit = self._unit(line, row)
            if unit is not None:
                yield from self._of(unit, line, row)

    def _unit(self, line: int, row: list[str]) -> OfficialUnit | None:
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            return None
        if len(row) < len(self._table.headers):
            self._remarks.on_row(line, "row_cut")
            return None
        code, within = self._cell(row, "Skol-enhetskod"), self._cell(row, "Kommun-kod")
        if _SCHOOL.fullmatch(code) and _MUNICIPALITY.fullmatch(within):
            name, organiser = self._cell(row, "Skola"), self._cell(row, "Typ av huvudman")
            return OfficialUnit(UnitLevel.SCHOOL, code, name, within, organiser)
        if any(row[at].strip() for at, _ in self._columns) or _SCHOOL.fullmatch(code):
            column, value = (
                ("Kommun-kod", within) if _SCHOOL.fullmatch(code) else ("Skol-enhetskod", code)
            )
            self._remarks.on_cell(line, column, value, "bad_code")
        return None

    def _of(self, unit: OfficialUnit, line: int, row: list[str]) -> Iterator[OfficialFigure]:
        is_counted = self._cell(row, "Antal elever").isdigit()
        for at, what in self._columns:
            told = self._told(line, at, row, few=_few(what, is_counted=is_counted))
            if told is None:
                continue
            yield OfficialFigure(
                Provider.SKOLVERKET_GRADE_9,
                what,
                unit,
                self._period,
                told.state,
                told.value,
                told.about,
                self._dims,
                line=line,
            )

    def _told(self, line: int, at: int, row: list[str], *, few: FigureState) -> Told | None:
        try:
            return signs.told(row[at], {**_SIGNS, "..": few})
        except signs.NotAFigure:
            self._remarks.on_cell(line, self._table.headers[at], row[at], "not_a_figure")
            return None

    def _cell(self, row: list[str], header: str) -> str:
        at = self._places.get(plain(header))
        return "" if at is None else word(row[at])


def _few(what: Measured, *, is_counted: bool) -> FigureState:
    """Return why ``..`` stands there: a share among enough pupils hides those who reached it."""
    is_share = what.unit is Unit.PERCENT
    return FigureState.FEW_EVENT if is_share and is_counted else FigureState.FEW_TOTAL


def _period(name: str, table: Grid) -> str:
    found = (_PERIOD.search(title) for title in table.titles if "läsår" in title.casefold())
    period = next((match[1] for match in found if match), None)
    if period is None:
        raise unreadable("no_period", file=name)
    return period


def _dims(title: str) -> Mapping[str, str]:
    """Return which pupils the table is about, nothing where it is all of them."""
    about = title.rpartition(",")[2].strip()
    return {} if about == _EVERYBODY else {"pupils": about}
