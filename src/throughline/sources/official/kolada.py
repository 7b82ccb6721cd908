"""Kolada v3: indicators of municipalities and schools, with the titles that must come with them.

Answers are brought together: pages of ``/data`` or ``/oudata``, ``/kpi`` with the titles, and
``/municipality`` or ``/ou`` with names. Kolada does not tell withheld from missing: both are not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from throughline.sources.headers import plain
from throughline.sources.official import signs
from throughline.sources.official.documents import Document, rows, word
from throughline.sources.official.figures import (
    SEX,
    OfficialFigure,
    OfficialTable,
    OfficialUnit,
    Provenance,
    Provider,
    Told,
    UnitLevel,
)
from throughline.sources.official.known import known_as, measured
from throughline.sources.official.remarks import Remarks
from throughline.sources.official.settling import settled
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ADDRESS = "https://api.kolada.se/v3"
_MUNICIPALITY = re.compile(r"\d{4}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SEXES = {"K": "girls", "M": "boys"}
_UNITS = ("municipality", "ou")


def recognised(answer: Document) -> bool:
    """Say whether a document is an answer from Kolada."""
    if "kpi" in answer and isinstance(answer.get("values"), list):
        return True
    return any("kpi" in row or {"id", "title"} <= set(row) for row in _entries(answer))


def read(name: str, answers: Sequence[Document]) -> OfficialTable:
    """Return the figures of the answers; an indicator without its fetched title is refused."""
    remarks = Remarks(name)
    reading = _Reading(remarks)
    for answer in answers:
        reading.learn(answer)
    figures = settled(chain.from_iterable(map(reading.figures, answers)), remarks)
    reading.tell()
    if not figures:
        remarks.on_file("no_figures")
    titles = sorted({figure.measured.title for figure in figures})
    title = "; ".join(titles)[:300] or name
    provenance = Provenance(Provider.KOLADA, "Källa: Kolada", title, fetched_from=ADDRESS)
    return OfficialTable(figures, remarks.taken(), provenance)


def _entries(answer: Document) -> Iterator[Document]:
    yield from rows(answer.get("values"))
    yield from rows(answer.get("results"))


@dataclass(slots=True)
class _Reading:
    """What the answers tell together."""

    remarks: Remarks
    titles: dict[str, str] = field(default_factory=dict)
    untitled: set[str] = field(default_factory=set)
    onward: list[str] = field(default_factory=list)
    backward: int = 0

    def learn(self, answer: Document) -> None:
        """Take in titles and names, and which pages there are."""
        for row in _entries(answer):
            if "kpi" not in row and "id" in row:
                self.titles[word(row["id"])] = word(row.get("title"))
        if onward := word(answer.get("next_url")):
            self.onward.append(onward)
        self.backward += bool(answer.get("previous_url"))

    def figures(self, answer: Document) -> Iterator[OfficialFigure]:
        """Yield the figures of one page."""
        for row in _entries(answer):
            if "kpi" in row:
                yield from self._of(row)

    def tell(self) -> None:
        """Remark on what the answers lack, and on titles that have changed."""
        for kpi in sorted(self.untitled):
            self.remarks.on_row(None, "title_missing", kpi=kpi, address=f"{ADDRESS}/kpi/{kpi}")
        for page in sorted(set(self.onward))[self.backward :]:
            self.remarks.on_file("page_missing", address=page)
        for kpi, title in sorted(self.titles.items()):
            known = known_as(Provider.KOLADA, kpi)
            if known is not None and plain(known.title) != plain(title):
                self.remarks.on_file("title_changed", kpi=kpi, title=title, expected=known.title)

    def _of(self, row: Document) -> Iterator[OfficialFigure]:
        kpi, period = word(row["kpi"]), word(row.get("period"))
        code = next((word(row[key]) for key in _UNITS if key in row), "")
        if not self.titles.get(kpi):
            self.untitled.add(kpi)
            return
        if not code or not _YEAR.fullmatch(period):
            self.remarks.on_cell(None, kpi, f"{code} {period}", "no_unit_or_period")
            return
        what = measured(Provider.KOLADA, kpi, self.titles[kpi])
        unit = OfficialUnit(_level(code, is_ou="ou" in row), code, self.titles.get(code, ""))
        for value in rows(row.get("values")):
            told = self._told(f"{kpi} {code} {period}", value)
            if told is not None:
                gender = word(value.get("gender"))
                dims = {} if gender in ("T", "") else {SEX: _SEXES.get(gender, gender)}
                yield OfficialFigure(
                    Provider.KOLADA, what, unit, period, told.state, told.value, dims=dims
                )

    def _told(self, place: str, value: Document) -> Told | None:
        if word(value.get("status")).casefold() == "missing" or value.get("value") is None:
            return Told(FigureState.MISSING)
        try:
            return Told(FigureState.SHOWN, signs.plain_number(value["value"]))
        except signs.NotAFigure:
            self.remarks.on_cell(None, place, word(value["value"]), "not_a_figure")
            return None


def _level(code: str, *, is_ou: bool) -> UnitLevel:
    if is_ou:
        return UnitLevel.SCHOOL
    if not _MUNICIPALITY.fullmatch(code):
        return UnitLevel.OTHER
    if code == "0000":
        return UnitLevel.NATION
    return UnitLevel.REGION if code.startswith("00") else UnitLevel.MUNICIPALITY
