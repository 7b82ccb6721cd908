"""Skolverket's planned educations v4: statistics of a school unit, or national values.

Values are texts with decimal comma, each with its value type: exists, missing, omitted because of
few pupils, or rounded off because few are not eligible. A series holds several school years.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from throughline.sources.official import signs
from throughline.sources.official.documents import Document, rows, table, word
from throughline.sources.official.figures import (
    PROGRAMME,
    OfficialFigure,
    OfficialTable,
    OfficialUnit,
    Provenance,
    Provider,
    Told,
    UnitLevel,
)
from throughline.sources.official.known import measured
from throughline.sources.official.remarks import Remarks, unreadable
from throughline.sources.official.settling import settled
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CODE = re.compile(r"\d{8}", re.ASCII)
_IN_ADDRESS = re.compile(r"/(?:school-units|salsa)/(\d{8})(?:/|$)", re.ASCII)
_PERIOD = re.compile(r"(20\d\d)/(?:20)?(\d\d)|20\d\d", re.ASCII)
_SIGNS = {
    "..": FigureState.FEW_TOTAL,
    ".": FigureState.MISSING,
    "": FigureState.MISSING,
    "*": FigureState.NOT_APPLICABLE,
}
_UNTOLD = {
    "MISSING": FigureState.MISSING,
    "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS": FigureState.FEW_TOTAL,
    "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION": FigureState.NOT_APPLICABLE,
}
_MANY = "compulsorySchoolUnitSalsaMetricList"
_ROUNDED = "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE"


def recognised(answer: Document) -> bool:
    """Say whether a document is such an answer."""
    return isinstance(answer.get("body"), dict) and "status" in answer


def read(name: str, answers: Sequence[Document], *, fetched_from: str = "") -> OfficialTable:
    """Return the figures of the answers.

    ``fetched_from`` tells the school where an answer does not: programme statistics bear no code.

    Raises:
        UnreadableSource: nothing tells which school or nation an answer is about.
    """
    remarks = Remarks(name)
    found = (
        figure
        for answer in answers
        for body, unit in _bodies(name, answer, fetched_from, remarks)
        for figure in _figures(body, unit, remarks)
    )
    figures = settled(found, remarks)
    if not figures:
        remarks.on_file("no_figures")
    provenance = Provenance(
        Provider.SKOLVERKET_PLANNED, "Källa: Skolverket", "Planned educations v4"
    )
    return OfficialTable(figures, remarks.taken(), provenance)


def _bodies(
    name: str, answer: Document, fetched_from: str, remarks: Remarks
) -> Iterator[tuple[Document, OfficialUnit]]:
    """Yield whose figures an answer holds: one school's or the nation's, or SALSA's of many schools."""
    body = table(answer["body"])
    if not isinstance(body.get(_MANY), list):
        yield body, _unit(name, answer, fetched_from)
        return
    for school in rows(body[_MANY]):
        code = _code(school)
        if not code:
            remarks.on_row(None, "no_unit_or_period")
            continue
        period = {"timePeriod": body.get("timePeriod")}
        series = {
            field: [period | point] for field, point in school.items() if isinstance(point, dict)
        }
        yield series, OfficialUnit(UnitLevel.SCHOOL, code, word(school.get("schoolUnitName")))


def _code(body: Document) -> str:
    told = (word(body.get(key)) for key in ("schoolUnit", "schoolUnitCode", "code"))
    return next((code for code in told if _CODE.fullmatch(code)), "")


def _unit(name: str, answer: Document, fetched_from: str) -> OfficialUnit:
    body = table(answer["body"])
    links = {**table(answer.get("_links")), **table(body.get("_links"))}
    address = word(table(links.get("self")).get("href")) or fetched_from
    code = _code(body)
    in_address = _IN_ADDRESS.search(address)
    if code or in_address:
        code = code or (in_address[1] if in_address else "")
        return OfficialUnit(UnitLevel.SCHOOL, code, word(body.get("schoolUnitName")))
    if "national-values" in address:
        return OfficialUnit(UnitLevel.NATION, "SE")
    raise unreadable("whose_figures", file=name)


def _figures(body: Document, unit: OfficialUnit, remarks: Remarks) -> Iterator[OfficialFigure]:
    yield from _series(body, unit, {}, remarks)
    for programme in rows(body.get("programMetrics")):
        code = word(programme.get("programCode"))
        if code:
            yield from _series(programme, unit, {PROGRAMME: code}, remarks)
        else:
            remarks.on_row(None, "no_programme")


def _series(
    body: Document, unit: OfficialUnit, dims: Mapping[str, str], remarks: Remarks
) -> Iterator[OfficialFigure]:
    for field, values in body.items():
        points = [point for point in rows(values) if "valueType" in point]
        yield from (
            figure
            for point in points
            if (figure := _figure(word(field), point, (unit, dims), remarks)) is not None
        )


def _figure(
    field: str,
    point: Document,
    about: tuple[OfficialUnit, Mapping[str, str]],
    remarks: Remarks,
) -> OfficialFigure | None:
    unit, dims = about
    period = _PERIOD.fullmatch(word(point.get("timePeriod")))
    if period is None:
        remarks.on_cell(None, field, word(point.get("timePeriod")), "no_unit_or_period")
        return None
    try:
        told = _told(word(point.get("value")), word(point.get("valueType")))
    except signs.NotAFigure:
        remarks.on_cell(None, field, word(point.get("value")), "not_a_figure")
        return None
    return OfficialFigure(
        Provider.SKOLVERKET_PLANNED,
        measured(Provider.SKOLVERKET_PLANNED, field, field),
        unit,
        f"{period[1]}/{period[2]}" if period[1] else period[0],
        told.state,
        told.value,
        told.about,
        dims,
    )


def _told(value: str, value_type: str) -> Told:
    """Return what value and value type say together; the type goes before a number."""
    if value_type in _UNTOLD:
        return Told(_UNTOLD[value_type])
    if value_type == _ROUNDED:
        return signs.told(value if value.startswith("~") else f"~{value}", {})
    found = signs.told(value, _SIGNS)
    if value_type != "EXISTS" and found.value is not None:
        raise signs.NotAFigure(value)
    return found
