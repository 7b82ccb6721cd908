"""Udir's table of pupils who left upper-secondary school: nation, counties and schools by year.

``*`` is withheld, and the source does not tell which limit; an empty cell is not known. A school
stands under its old county and under the new one after a merger: it is believed once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.sources.headers import plain
from throughline.sources.official import signs
from throughline.sources.official.documents import word
from throughline.sources.official.figures import (
    ORGANISER_TYPE,
    SEX,
    Measured,
    OfficialFigure,
    OfficialTable,
    OfficialUnit,
    Provenance,
    Provider,
    UnitLevel,
)
from throughline.sources.official.known import measured
from throughline.sources.official.remarks import Remarks
from throughline.sources.official.settling import at_most, settled
from throughline.sources.official.sheets import Grid, Sheet, grid
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

REQUIRED = ("EnhetNivaa", "Nasjonaltkode", "Fylkekode", "Organisasjonsnummer", "EnhetNavn")
_SIGNS = {
    "*": FigureState.FEW_TOTAL,
    ".": FigureState.FEW_TOTAL,
    "": FigureState.MISSING,
}
_COLUMN = re.compile(r"(20\d\d)-(\d\d)\.(.+)", re.ASCII)
_BREAK = ".Brudd"
_CODES = {"1": re.compile("[A-Z]"), "2": re.compile(r"\d\d", re.ASCII)}
_SCHOOL = re.compile(r"\d{9}|[A-Z]\d{8}", re.ASCII)
_CODE_COLUMNS = {"1": "Nasjonaltkode", "2": "Fylkekode", "3": "Organisasjonsnummer"}
_HOME = "I"
_SEXES = {"jente": "girls", "jenter": "girls", "gutt": "boys", "gutter": "boys"}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures, and the column that tells of breaks in its series."""

    at: int
    header: str
    measured: Measured
    period: str
    dims: Mapping[str, str]
    break_at: int | None


def recognised(found: Sheet) -> Grid | None:
    """Return the table of a file that is such an export, ``None`` of any other."""
    table = grid(found, REQUIRED)
    return table if table is not None and _columns(table) else None


def read(found: Sheet, table: Grid) -> OfficialTable:
    """Return the figures of the export; its breaks and mergers are notes on them and remarks."""
    remarks = Remarks(found.name)
    for note in found.notes:
        remarks.on_file(note)
    figures = list(at_most(_figures(table, remarks), name=found.name))
    _tell_mergers(figures, remarks)
    kept = settled(figures, remarks)
    if not kept:
        remarks.on_file("no_figures")
    title = next((figure.measured.title for figure in kept), found.name)
    provenance = Provenance(Provider.UDIR_LEFT, "Kilde: Utdanningsdirektoratet (NLOD)", title)
    return OfficialTable(kept, remarks.taken(), provenance)


def _columns(table: Grid) -> list[_Column]:
    at = {header: place for place, header in enumerate(table.headers)}
    found = []
    for header, place in at.items():
        match = _COLUMN.fullmatch(header)
        if match is None or header.endswith(_BREAK):
            continue
        *parts, title = match[3].split(".")
        period = f"{match[1]}/{match[2]}"
        what = measured(Provider.UDIR_LEFT, title, title)
        found.append(_Column(place, header, what, period, _dims(parts), at.get(header + _BREAK)))
    return found


def _dims(parts: Iterable[str]) -> dict[str, str]:
    """Return how a column divides the pupils; ``Alle eierformer`` and the like divide nothing."""
    dims = {}
    for part in (part for part in parts if not part.casefold().startswith(("alle ", "begge "))):
        if part.casefold() in _SEXES:
            dims[SEX] = _SEXES[part.casefold()]
        elif part.casefold() in ("offentlig", "privat"):
            dims[ORGANISER_TYPE] = part
        else:
            dims["year_group"] = part
    return dims


def _figures(table: Grid, remarks: Remarks) -> Iterator[OfficialFigure]:
    columns = _columns(table)
    for line, row in table.rows:
        unit = _unit(table, line, row, remarks)
        if unit is not None:
            found = (_figure(column, unit, (line, row), remarks) for column in columns)
            yield from (figure for figure in found if figure is not None)


def _unit(table: Grid, line: int, row: list[str], remarks: Remarks) -> OfficialUnit | None:
    if not any(cell.strip() for cell in row):
        return None
    if len(row) < len(table.headers):
        remarks.on_row(line, "row_cut")
        return None
    cells = {plain(header): word(cell) for header, cell in zip(table.headers, row, strict=False)}
    level = cells[plain("EnhetNivaa")]
    column = _CODE_COLUMNS.get(level)
    if column is None:
        remarks.on_cell(line, "EnhetNivaa", level, "bad_level")
        return None
    code = cells[plain(column)]
    if not _CODES.get(level, _SCHOOL).fullmatch(code):
        remarks.on_cell(line, column, code, "bad_code")
        return None
    nation, county = cells[plain("Nasjonaltkode")], cells[plain("Fylkekode")]
    within = {"1": "", "2": nation, "3": county}[level]
    return OfficialUnit(_level(level, nation), code, cells[plain("EnhetNavn")], within)


def _level(level: str, nation: str) -> UnitLevel:
    if level == "3":
        return UnitLevel.SCHOOL
    if nation != _HOME:
        return UnitLevel.OTHER
    return UnitLevel.NATION if level == "1" else UnitLevel.REGION


def _figure(
    column: _Column, unit: OfficialUnit, place: tuple[int, list[str]], remarks: Remarks
) -> OfficialFigure | None:
    line, row = place
    try:
        told = signs.told(row[column.at], _SIGNS)
    except signs.NotAFigure:
        remarks.on_cell(line, column.header, row[column.at], "not_a_figure")
        return None
    return OfficialFigure(
        Provider.UDIR_LEFT,
        column.measured,
        unit,
        column.period,
        told.state,
        told.value,
        told.about,
        column.dims,
        note=word(row[column.break_at]) if column.break_at is not None else "",
        line=line,
    )


def _tell_mergers(figures: Iterable[OfficialFigure], remarks: Remarks) -> None:
    counties: dict[str, set[str]] = defaultdict(set)
    merged = set()
    for figure in figures:
        if figure.level is UnitLevel.SCHOOL:
            counties[figure.unit.code].add(figure.unit.within)
        elif "sammenslåing" in figure.note:
            merged.add(figure.unit.name)
    moved = sum(len(above) > 1 for above in counties.values())
    if moved:
        remarks.on_file("under_several_counties", count=moved)
    if merged:
        remarks.on_file("merged_counties", counties=", ".join(sorted(merged)))
