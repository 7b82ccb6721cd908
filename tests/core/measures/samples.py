"""Cells, trees and facts for the tests of measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from throughline.measures.counting import Cell
from throughline.measures.definition import measure_of
from throughline.measures.facts import Home, Minutes, PupilFact, Stay
from throughline.measures.tables import ALL, Branch, Line
from throughline.terms.school_years import DateSpan

YEAR = DateSpan(date(2025, 7, 1), date(2026, 6, 30))
AUTUMN = DateSpan(date(2025, 7, 1), date(2025, 12, 31))
SHARE = replace(measure_of("all-subjects-passed"), minimum_cell=1)
"""A share of pupils that is as strict as its profile and no stricter."""


def cell(total, event=0, *, expected=None, value=0, weight=0):
    known = total if expected is None else expected
    return Cell(total, event, value, weight, total, known)


def leaf(unit, columns):
    """A unit without parts, by the cells of its columns; one cell is everybody."""
    if isinstance(columns, Cell):
        return Branch(Line(unit, {ALL: columns}))
    return Branch(Line(unit, {ALL: sum(columns.values(), Cell()), **columns}))


def branch(unit, *parts):
    """A unit that is the sum of its parts."""
    names = {name for part in parts for name in part.line.cells}
    cells = {
        name: sum((part.line.cells.get(name, Cell()) for part in parts), Cell()) for name in names
    }
    return Branch(Line(unit, cells), parts)


def pupil(pupil_id, *stays, **known):
    return PupilFact(pupil_id, stays, **known)


def stay(school, starts_on=YEAR.starts_on, ends_on=YEAR.ends_on, class_name=None, **minutes):
    return Stay(school, starts_on, ends_on, class_name, Minutes(**minutes))


def home(municipality, starts_on=YEAR.starts_on, ends_on=YEAR.ends_on):
    return Home(municipality, starts_on, ends_on)
