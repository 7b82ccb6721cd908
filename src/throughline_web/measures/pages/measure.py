"""One measure of a school or an organiser: its spread before its figure's parts, years and peers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.telling import may_rank, ranking
from throughline_web.measures.pages.links import Link, definition_url
from throughline_web.measures.pages.overview import (
    condition_words,
    coverage_facts,
    provenance_words,
)
from throughline_web.measures.words import (
    Theme,
    figure_words,
    pupils_words,
    share_words,
    span_words,
    theme_of,
    told,
    unit_words,
)
from throughline_web.ui.charts.values import Bar, Bars
from throughline_web.ui.elements import Column, ColumnKind, Fact, Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Figure, PublishedLine
    from throughline_web.measures.pages.links import Ways
    from throughline_web.measures.periods import Period
    from throughline_web.measures.sheets import Sheet, Sheets

_FINE = 1_000


@dataclass(frozen=True, slots=True)
class Named:
    """One figure with what it is of: a period, a unit, the nation."""

    name: str
    figure: Figure
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeerLine:
    """One unit beside another, by figures that are released."""

    name: str
    figure: str
    pupils: str
    source: str


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """One figure of an authority's, under its own title, with where it stands."""

    name: str
    figure: str
    period: str
    title: str
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure of one place in one period."""

    title: str
    lead: str
    source: str
    tabs: tuple[Tab, ...]
    coverage: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    condition: str
    is_thin: bool
    spread: Bars | None
    parts: Bars | None
    parts_are_apart: bool
    orders: tuple[Tab, ...]
    trend: Bars | None
    peers_columns: tuple[Column, ...]
    peers: tuple[PeerLine, ...]
    peers_note: str
    official_columns: tuple[Column, ...]
    official: tuple[OfficialLine, ...]
    definition: str
    definition_url: str
    files: tuple[Link, ...]
    overview_url: str
    permalink: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a measure is seen beside: other periods, and other units with how they were chosen."""

    periods: Sequence[tuple[Period, Figure | None]]
    peers: Sequence[Named] = ()
    peers_note: str = ""
    official: tuple[OfficialLine, ...] = ()


def measure_page(
    ways: Ways, sheets: Sheets, sheet: Sheet, around: Around, *, order: str = ""
) -> MeasurePage:
    """Return one measure as it may be told: the distribution first, then the figure's parts."""
    measure = sheet.measure
    in_order = order == "figure" and _may_order(sheet, sheets)
    lines = _lines(sheet, sheets, in_order=in_order)
    return MeasurePage(
        title=told(measure.name),
        lead=told(measure.why),
        source=provenance_words(sheets),
        tabs=ways.tabs(ways.place.periods, measure.id),
        coverage=coverage_facts(sheets),
        facts=_facts(ways, sheet),
        condition=condition_words(theme_of(measure), sheets),
        is_thin=sheets.is_thin,
        spread=_spread(sheet),
        parts=_parts(sheet, lines, sheets),
        parts_are_apart=any(line.everybody.figure.is_withheld for line in lines),
        orders=_orders(ways, sheet, sheets, in_order=in_order),
        trend=_trend(sheet.measure, around),
        peers_columns=_peers_columns(),
        peers=_peers(ways, sheet, around),
        peers_note=around.peers_note,
        official_columns=_official_columns(),
        official=around.official,
        definition=definition_words(sheet),
        definition_url=definition_url(measure.id),
        files=ways.files(),
        overview_url=ways.overview(),
        permalink=ways.permalink(sheets.provenance.release_id, measure.id),
    )


def _peers_columns() -> tuple[Column, ...]:
    return (
        Column(_("Unit")),
        Column(_("Figure"), ColumnKind.NUMBER),
        Column(_("Pupils"), ColumnKind.NUMBER),
        Column(_("Source"), ColumnKind.SHORT),
    )


def _official_columns() -> tuple[Column, ...]:
    return (
        Column(_("Unit")),
        Column(_("Figure"), ColumnKind.NUMBER),
        Column(_("Period"), ColumnKind.SHORT),
        Column(_("Source")),
    )


def definition_words(sheet: Sheet) -> str:
    """Return which definition made a figure, and whether today's is another."""
    words = {"name": told(sheet.measure.name), "version": sheet.version}
    if sheet.version == sheet.measure.head.version:
        return _("%(name)s, version %(version)s") % words
    words["today"] = sheet.measure.head.version
    return _("%(name)s, version %(version)s; today's definition is version %(today)s") % words


def _facts(ways: Ways, sheet: Sheet) -> tuple[Fact, ...]:
    figure = Fact(ways.place.unit.name, figure_words(sheet.measure, sheet.whole))
    return (
        figure,
        Fact(_("Pupils"), pupils_words(sheet.whole)),
        Fact(_("Known of what is counted"), share_words(sheet.whole.coverage)),
    )


def _spread(sheet: Sheet) -> Bars | None:
    if not sheet.steps:
        return None
    bars = tuple(Bar(span_words(sheet.measure, step), step.count) for step in sheet.steps)
    heading = told(sheet.measure.name)
    return Bars(_("How the pupils are spread"), heading, _("pupils"), bars)


def _lines(sheet: Sheet, sheets: Sheets, *, in_order: bool) -> list[PublishedLine]:
    lines = sorted(sheet.table.parts, key=lambda line: _name_order(line.unit, sheets))
    if not in_order:
        return lines
    first = [ranked.line for ranked in ranking(sheet.table)]
    return first + [line for line in lines if line not in first]


def _name_order(unit: str, sheets: Sheets) -> tuple[int, str]:
    """Return where a unit stands: year groups as numbers, with none before the first; others by name."""
    _school, _colon, year = unit.partition(":")
    return int(year) if year.isdigit() else 0, sheets.names.get(unit, unit).casefold()


def _parts(sheet: Sheet, lines: Sequence[PublishedLine], sheets: Sheets) -> Bars | None:
    if not lines:
        return None
    bars = tuple(
        _bar(
            sheet.measure,
            sheets.names.get(line.unit, line.unit),
            line.everybody,
            _("pupils: %(count)s") % {"count": pupils_words(line.everybody)},
        )
        for line in lines
    )
    return Bars(_parts_title(sheet), _("Unit"), unit_words(sheet.measure), bars)


def _parts_title(sheet: Sheet) -> str:
    by_year = any(":" in line.unit for line in sheet.table.parts)
    return _("By year group") if by_year else _("School by school")


def _bar(measure: Measure, name: str, figure: Figure, note: str = "") -> Bar:
    """Return a bar as long as the figure reads, and none where it is not told as it is."""
    value = figure.figure.value if figure.figure.is_exact else None
    length = None if value is None else round(value * _FINE)
    return Bar(name, length, note=note, words=figure_words(measure, figure))


def _may_order(sheet: Sheet, sheets: Sheets) -> bool:
    """Say whether anybody may be put before anybody: of absence, where all register enough."""
    of_absence = theme_of(sheet.measure) is Theme.ATTENDANCE
    return may_rank(sheet.table) and not (of_absence and sheets.is_thin)


def _orders(ways: Ways, sheet: Sheet, sheets: Sheets, *, in_order: bool) -> tuple[Tab, ...]:
    """Return the ways to order schools; none where too little is known to put anybody first."""
    if ways.kind != "organiser" or not _may_order(sheet, sheets) or not ranking(sheet.table):
        return ()
    url = ways.measure(sheet.measure.id)
    return (
        Tab(_("By name"), url, is_current=not in_order),
        Tab(
            _("By figure"),
            ways.measure(sheet.measure.id, order="figure"),
            is_current=in_order,
        ),
    )


def _trend(measure: Measure, around: Around) -> Bars | None:
    """Return the same figure in other periods; one alone is no trend."""
    bars = tuple(
        _bar(measure, period.name, figure, _known_note(figure))
        for period, figure in around.periods
        if figure is not None
    )
    return Bars(_("Over time"), _("Period"), unit_words(measure), bars) if len(bars) > 1 else None


def _known_note(figure: Figure) -> str:
    if figure.coverage is None:
        return ""
    return _("%(share)s known") % {"share": share_words(figure.coverage)}


def _peers(ways: Ways, sheet: Sheet, around: Around) -> tuple[PeerLine, ...]:
    if not around.peers:
        return ()
    own = Named(ways.place.unit.name, sheet.whole)
    return tuple(
        PeerLine(
            one.name, figure_words(sheet.measure, one.figure), pupils_words(one.figure), one.note
        )
        for one in (own, *around.peers)
    )
