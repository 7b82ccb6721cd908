"""Measures counted when they are asked for, and withheld where too few are behind them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.counting import SPAN, Cell, count_all
from throughline.measures.definition import shipped_measures
from throughline.measures.distribution import distribution
from throughline.measures.nesting import Wanted, publishable_together
from throughline.measures.rollup import Group, Level, Units, roll_up
from throughline.measures.tables import ALL, Branch, Line
from throughline_web.measures.queries.facts import Asked, facts_of
from throughline_web.measures.sheets import Provenance, Sheet, Sheets, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.measures.counting import Dims
    from throughline.measures.definition import Measure
    from throughline.measures.distribution import Distribution
    from throughline.measures.tables import PublishedLine
    from throughline_web.measures.periods import Period
    from throughline_web.organisations.models import Unit

_BY_YEAR = ("year_group",)
Cells = dict[Group, Cell]
"""The cells of one measure, by school and division."""


def measures_in(country: str, on: date) -> tuple[Measure, ...]:
    """Return the measures that hold in a country on a day, in the order of their files."""
    return tuple(
        measure
        for measure in shipped_measures().values()
        if measure.head.country in {country, "nordic"} and measure.head.holds_on(on)
    )


def measures_shown() -> tuple[Measure, ...]:
    """Return every measure there is a definition of."""
    return tuple(shipped_measures().values())


def measure_shipped(measure_id: str) -> Measure | None:
    """Return the measure with an id; ``None`` where there is none."""
    return shipped_measures().get(measure_id)


def school_sheets(school: Unit, period: Period, *, on: date) -> Sheets:
    """Return what may be told of one school in a period, counted from its rows."""
    asked = Asked([school.pk], school.country, period.span, on)
    cells = _counted(asked)
    unit = str(school.pk)
    own = {
        measure_id: {group.dims: cell for group, cell in found.items() if group.unit == unit}
        for measure_id, found in cells.items()
    }
    wanted = [
        _of_school(measure, unit, own[measure.id]) for measure in measures_in(school.country, on)
    ]
    sheets = _sheets(wanted, own)
    names = {str(school.pk): school.name}
    for sheet in sheets.values():
        names |= {
            line.unit: _("year %(year)s") % {"year": line.unit.partition(":")[2]}
            for line in sheet.table.parts
        }
    return Sheets(period, Provenance(asked.until), _with_pupils(sheets), names)


def _counted(asked: Asked) -> dict[str, Cells]:
    measures = measures_in(asked.country, asked.on)
    counts = count_all(measures, facts_of(asked), period=asked.span, by=[_BY_YEAR, (SPAN,)])
    return {
        measure_id: roll_up(found, Units(), levels=[Level.SCHOOL])
        for measure_id, found in counts.items()
    }


def _with_pupils(sheets: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """Return the sheets of the measures that there is anybody to count in."""
    return {
        measure_id: sheet
        for measure_id, sheet in sheets.items()
        if sheet.whole.total.state != "not_applicable"
    }


def _of_school(measure: Measure, school: str, own: Mapping[Dims, Cell]) -> Wanted:
    whole = Line(school, {ALL: own.get((), Cell())})
    parts = [
        Line(f"{school}:{dims[0][1]}", {ALL: cell})
        for dims, cell in sorted(own.items())
        if _is_year(measure, dims)
    ]
    return Wanted(measure, whole, tuple(parts))


def _sheets(wanted: Sequence[Wanted], cells: Mapping[str, Mapping[Dims, Cell]]) -> dict[str, Sheet]:
    """Return the sheets of measures of one place, safe for whoever reads them all."""
    tables = publishable_together(wanted)
    return {
        measure_id: Sheet(
            table,
            table.measure.head.version,
            _steps(table.measure, table.whole, cells[measure_id]),
        )
        for measure_id, table in tables.items()
    }


def _is_year(measure: Measure, dims: Dims) -> bool:
    return "year_group" in measure.dimensions and [name for name, _year in dims] == ["year_group"]


def _steps(measure: Measure, told: PublishedLine, cells: Mapping[Dims, Cell]) -> tuple[Step, ...]:
    """Return how a whole is spread; nothing where its own figure is withheld, or where it is one span."""
    if not measure.bins or not told.everybody.figure.is_exact:
        return ()
    spans = {dims[0][1]: cell for dims, cell in cells.items() if dims and dims[0][0] == SPAN}
    everybody = sum(spans.values(), Cell())
    found = distribution(measure, Branch(Line(told.unit, {ALL: everybody, **spans})))
    return _told_steps(found, found.tables[told.unit].whole)


def _told_steps(found: Distribution, line: PublishedLine) -> tuple[Step, ...]:
    counts = found.counts(line)
    if counts is None or len(counts) == 1:
        return ()
    return tuple(
        Step(span.least, span.below, int(count or 0))
        for span, count in zip(found.spans, counts, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """An organiser's measures as a release keeps them, with the day that data reached."""

    sheets: Mapping[str, Sheet]
    data_until: date


def count_organiser(
    organiser: Unit,
    schools: Collection[Unit],
    period: Period,
    *,
    on: date,
    withheld: Mapping[str, Collection[str]],
) -> Counted:
    """Return what may be told of an organiser and its schools in a period.

    ``withheld`` names, by measure, the units that an earlier release withheld: what was not told
    then is not told now, for the difference between two releases tells as much as a figure.
    """
    asked = Asked([school.pk for school in schools], organiser.country, period.span, on)
    cells = _counted(asked)
    unit, own = str(organiser.pk), {str(school.pk) for school in schools}
    found = {each: _of(those, own) for each, those in cells.items()}
    together = {each: _together(those) for each, those in found.items()}
    wanted = [
        Wanted(
            measure,
            Line(unit, {ALL: together[measure.id][()]}),
            tuple(_schools(found[measure.id])),
            frozenset(withheld.get(measure.id, ())),
        )
        for measure in measures_in(organiser.country, on)
    ]
    sheets = _sheets(wanted, together)
    return Counted(_with_pupils(sheets), asked.until)


def _of(cells: Cells, schools: Collection[str]) -> Cells:
    return {group: cell for group, cell in cells.items() if group.unit in schools}


def _together(cells: Cells) -> Mapping[Dims, Cell]:
    together: defaultdict[Dims, Cell] = defaultdict(Cell)
    for group, cell in cells.items():
        together[group.dims] += cell
    return together


def _schools(cells: Cells) -> Iterator[Line]:
    return (Line(group.unit, {ALL: cell}) for group, cell in cells.items() if not group.dims)
