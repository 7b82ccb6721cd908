"""JSON-stat 2, as the statistics offices of Norway and Sweden answer with.

A mark in ``status`` tells why there is no value. Of Norway: ``:`` withheld, ``..`` not known, ``.``
cannot occur. Of Sweden: ``..`` not known or too uncertain, ``.`` cannot occur. Not one means 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from throughline.sources.headers import plain
from throughline.sources.official import signs
from throughline.sources.official.documents import Document, table, word
from throughline.sources.official.figures import (
    SEX,
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
from throughline.sources.official.remarks import Remarks, unreadable
from throughline.sources.official.settling import settled
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_MARKS = {
    ":": FigureState.FEW_TOTAL,
    "..": FigureState.MISSING,
    ".": FigureState.NOT_APPLICABLE,
    "": FigureState.MISSING,
}
_REGIONS = {"region", "geo", "fylke", "kommune", "kommun", "lan", "skolkommun"}
_TIMES = {"tid", "time", "ar", "year", "lasar"}
_CONTENTS = {"contentscode", "contents", "metric", "tabellinnehall"}
_SEX_WORDS = {"kon", "kjonn", "sex"}
_SEXES = {"kvinnor": "girls", "kvinner": "girls", "jenter": "girls", "flickor": "girls"} | {
    "man": "boys",
    "menn": "boys",
    "gutter": "boys",
    "pojkar": "boys",
}
_EVERYBODY = {"begge kjønn", "totalt", "båda könen", "i alt", "samtliga", "alla"}


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One dimension: what it is for, its own name, and its codes with their labels in order."""

    role: str
    name: str
    categories: tuple[tuple[str, str], ...]
    units: Mapping[str, Unit]


def recognised(answer: Document) -> bool:
    """Say whether a document is a JSON-stat 2 dataset."""
    return answer.get("class") == "dataset" and "dimension" in answer


def read(name: str, answers: Sequence[Document]) -> OfficialTable:
    """Return the figures of one or more datasets.

    Raises:
        UnreadableSource: sizes and values disagree, or no dimension tells place and time.
    """
    remarks = Remarks(name)
    found = (figure for answer in answers for figure in _figures(name, answer, remarks))
    figures = settled(found, remarks)
    if not figures:
        remarks.on_file("no_figures")
    first = answers[0]
    provenance = Provenance(
        Provider.JSON_STAT,
        word(first.get("source")) or name,
        word(first.get("label")) or name,
        published_on=_day(word(first.get("updated"))),
    )
    return OfficialTable(figures, remarks.taken(), provenance)


def _figures(name: str, answer: Document, remarks: Remarks) -> Iterator[OfficialFigure]:
    dimensions = _dimensions(name, answer)
    cells = prod(len(dimension.categories) for dimension in dimensions)
    values = _sparse(answer.get("value"))
    if any(not 0 <= at < cells for at in values):
        raise unreadable("sizes_differ", file=name)
    if isinstance(answer.get("value"), list) and len(values) != cells:
        raise unreadable("sizes_differ", file=name)
    status = _sparse(answer.get("status"))
    corners = product(*(dimension.categories for dimension in dimensions))
    title = word(answer.get("label")) or name
    for at, corner in enumerate(corners):
        try:
            told = _told(values.get(at), word(status.get(at)))
        except signs.NotAFigure:
            place = ", ".join(label for _, label in corner)
            remarks.on_cell(None, place, word(values.get(at)), "not_a_figure")
            continue
        yield _figure(dimensions, corner, told, title)


def _told(value: object, mark: str) -> Told:
    """Return value and mark together; a mark beside a value is no reason to hide it."""
    if value is None:
        return Told(_MARKS.get(mark, FigureState.MISSING))
    return Told(FigureState.SHOWN, signs.plain_number(value))


def _figure(
    dimensions: Sequence[_Dimension],
    corner: Sequence[tuple[str, str]],
    told: Told,
    title: str,
) -> OfficialFigure:
    by_role = {dimension.role: chosen for dimension, chosen in zip(dimensions, corner, strict=True)}
    dims = dict(filter(None, (_dim(each, at) for each, at in zip(dimensions, corner, strict=True))))
    code, content = by_role.get("metric", ("value", title))
    units = next((each.units for each in dimensions if each.role == "metric"), {})
    what = Measured(f"json-stat:{plain(title)[:60]}:{code}", content, units.get(code, Unit.OTHER))
    unit_code, unit_name = by_role["geo"]
    return OfficialFigure(
        Provider.JSON_STAT,
        what,
        OfficialUnit(_level(unit_code), unit_code, unit_name),
        by_role["time"][0],
        told.state,
        told.value,
        dims=dims,
    )


def _dim(dimension: _Dimension, chosen: tuple[str, str]) -> tuple[str, str] | None:
    code, label = chosen
    if dimension.role:
        return None
    if plain(dimension.name) in _SEX_WORDS:
        if label.casefold() in _EVERYBODY:
            return None
        return SEX, _SEXES.get(plain(label), label)
    return dimension.name, label or code


def _dimensions(name: str, answer: Document) -> list[_Dimension]:
    ids, shapes = answer.get("id"), table(answer.get("dimension"))
    if not isinstance(ids, list) or not ids or not all(isinstance(one, str) for one in ids):
        raise unreadable("sizes_differ", file=name)
    roles = _roles(table(answer.get("role")), ids)
    found = [_dimension(each, roles.get(each, ""), table(shapes.get(each))) for each in ids]
    sizes = [len(dimension.categories) for dimension in found]
    if answer.get("size") != sizes or not all(sizes):
        raise unreadable("sizes_differ", file=name)
    if {"geo", "time"} - {dimension.role for dimension in found}:
        raise unreadable("no_place_or_time", file=name)
    return found


def _roles(stated: Document, ids: Sequence[str]) -> dict[str, str]:
    roles = {}
    for role, words in (("geo", _REGIONS), ("time", _TIMES), ("metric", _CONTENTS)):
        named = stated.get(role)
        told = [each for each in ids if isinstance(named, list) and each in named]
        guessed = [each for each in ids if plain(each) in words]
        roles.update(dict.fromkeys((told or guessed)[:1], role))
    return roles


def _dimension(name: str, role: str, shape: Document) -> _Dimension:
    category = table(shape.get("category"))
    labels = {code: word(label) for code, label in table(category.get("label")).items()}
    index = category.get("index")
    if isinstance(index, dict):
        codes = sorted(index, key=lambda code: str(index[code]).zfill(12))
    else:
        codes = [word(code) for code in index] if isinstance(index, list) else list(labels)
    units = {
        code: _unit(word(table(told).get("base")))
        for code, told in table(category.get("unit")).items()
    }
    title = word(shape.get("label")) or word(name)
    return _Dimension(role, title, tuple((word(c), labels.get(c, word(c))) for c in codes), units)


def _unit(base: str) -> Unit:
    if base.casefold() in ("prosent", "procent", "percent", "%", "per cent"):
        return Unit.PERCENT
    people = ("personer", "persons", "elever", "antal", "antall", "pupils")
    return Unit.COUNT if base.casefold() in people else Unit.OTHER


def _sparse(told: object) -> dict[int, object]:
    """Return values or marks by their place, whether they came as a list or an object."""
    if isinstance(told, list):
        return dict(enumerate(told))
    return {int(at): value for at, value in table(told).items() if re.fullmatch(r"\d{1,9}", at)}


def _level(code: str) -> UnitLevel:
    if code in ("0", "00", "0000"):
        return UnitLevel.NATION
    levels = {
        2: UnitLevel.REGION,
        4: UnitLevel.MUNICIPALITY,
        8: UnitLevel.SCHOOL,
        9: UnitLevel.SCHOOL,
    }
    return levels.get(len(code), UnitLevel.OTHER) if code.isdigit() else UnitLevel.OTHER


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
