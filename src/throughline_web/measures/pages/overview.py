"""All measures of a school or an organiser in a period: coverage first, then one line each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.measures.pages.links import definition_url
from throughline_web.measures.sheets import COVERAGE
from throughline_web.measures.words import Theme as MeasureTheme
from throughline_web.measures.words import (
    day_words,
    figure_words,
    place_on_page,
    pupils_words,
    theme_of,
    theme_words,
    told,
)
from throughline_web.ui.elements import Column, ColumnKind, Fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Figure
    from throughline_web.measures.pages.links import Link, Ways
    from throughline_web.measures.sheets import Sheet, Sheets
    from throughline_web.ui.elements import Tab


@dataclass(frozen=True, slots=True)
class Value:
    """One number of a line, with its column's heading for where the line is a card."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One measure: its figure, who stands behind it, and the same figure elsewhere."""

    name: str
    url: str
    values: tuple[Value, ...]
    version: str
    definition_url: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The measures of one kind."""

    title: str
    condition: str
    lines: tuple[OverviewLine, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All measures of one place in one period. ``is_thin`` says that too little is registered."""

    title: str
    lead: str
    tabs: tuple[Tab, ...]
    facts: tuple[Fact, ...]
    is_thin: bool
    columns: tuple[Column, ...]
    definition_label: str
    themes: tuple[Theme, ...]
    files: tuple[Link, ...]
    other_places: tuple[Link, ...] = ()
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Figures to read beside the page's own, by measure: the period before, and a larger unit."""

    before: Mapping[str, Figure]
    larger: Mapping[str, Figure]
    before_name: str = ""
    larger_name: str = ""


def overview_page(
    ways: Ways, sheets: Sheets, beside: Beside, *, other_places: tuple[Link, ...] = ()
) -> OverviewPage:
    """Return all measures that somebody is counted in."""
    listed = [sheet for key, sheet in sheets.by_measure.items() if key != COVERAGE]
    listed.sort(key=lambda sheet: place_on_page(sheet.measure))
    themes = groupby(listed, key=lambda sheet: theme_of(sheet.measure))
    return OverviewPage(
        title=_("Figures for %(place)s") % {"place": ways.place.unit.name},
        lead=provenance_words(sheets),
        tabs=ways.tabs(ways.place.periods),
        facts=coverage_facts(sheets),
        is_thin=sheets.is_thin,
        columns=_columns(beside),
        definition_label=_("Definition"),
        themes=tuple(
            Theme(
                theme_words(theme),
                condition_words(theme, sheets),
                tuple(_line(ways, sheet, beside) for sheet in found),
            )
            for theme, found in themes
        ),
        files=ways.files(),
        other_places=other_places,
        permalink=ways.permalink(sheets.provenance.release_id),
    )


def condition_words(theme: MeasureTheme, sheets: Sheets) -> str:
    """Return what holds until grades are final; nothing of a year that is over."""
    is_over = sheets.provenance.data_until >= sheets.period.span.ends_on
    if theme is not MeasureTheme.GRADES or is_over:
        return ""
    return _("With the present grades. They may still change.")


def provenance_words(sheets: Sheets) -> str:
    """Return where the figures are from: the period, the day that data reached, and the release."""
    words = {
        "period": sheets.period.name[:1].upper() + sheets.period.name[1:],
        "day": day_words(sheets.provenance.data_until),
        "number": sheets.provenance.release,
        "who": sheets.provenance.made_by,
    }
    made = sheets.provenance.made_at
    if made is None:
        return _("%(period)s, with what was registered until %(day)s.") % words
    words["made"] = day_words(made.date())
    return _("%(period)s, until %(day)s. Release %(number)s, made on %(made)s by %(who)s.") % words


def coverage_facts(sheets: Sheets) -> tuple[Fact, ...]:
    """Return what comes before every other figure: how much was registered, and of how many."""
    told_of = sheets.coverage
    if told_of is None:
        return (Fact(_("Lesson time registered"), _("Not known")),)
    return (
        Fact(_("Lesson time registered"), figure_words(_coverage(sheets), told_of)),
        Fact(_("Pupils with lessons"), pupils_words(told_of)),
    )


def _coverage(sheets: Sheets) -> Measure:
    return sheets.by_measure[COVERAGE].measure


def _columns(beside: Beside) -> tuple[Column, ...]:
    numbers = (
        _("Figure"),
        _("Pupils"),
        *(name for name in (beside.before_name, beside.larger_name) if name),
    )
    return (
        Column(_("Measure")),
        *(Column(label, ColumnKind.NUMBER) for label in numbers),
        Column(_("Definition"), ColumnKind.SHORT),
    )


def _line(ways: Ways, sheet: Sheet, beside: Beside) -> OverviewLine:
    measure = sheet.measure
    values = [
        Value(_("Figure"), figure_words(measure, sheet.whole)),
        Value(_("Pupils"), pupils_words(sheet.whole)),
    ]
    elsewhere = ((beside.before_name, beside.before), (beside.larger_name, beside.larger))
    values += [
        Value(name, figure_words(measure, figures.get(measure.id)))
        for name, figures in elsewhere
        if name
    ]
    return OverviewLine(
        told(measure.name),
        ways.measure(measure.id),
        tuple(values),
        _("version %(version)s") % {"version": sheet.version},
        definition_url(measure.id),
    )
