"""The tables of official figures: where each comes from, and what of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughline.terms.language import Text
from throughline_web.sources.pages import words
from throughline_web.sources.queries import states_of
from throughline_web.ui.elements import Column, ColumnKind, Crumb, Fact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import _StrPromise

    from throughline_web.sources.queries import StateCount, TableShown

_PROVIDERS: dict[str, _StrPromise] = {
    "skolverket-grade-9": gettext_lazy("Skolverket, final grades of year 9"),
    "skolverket-planned-educations": gettext_lazy("Skolverket, planned educations"),
    "udir-left-school": gettext_lazy("Udir, pupils who left"),
    "kolada": gettext_lazy("Kolada"),
    "json-stat": gettext_lazy("A statistics office, JSON-stat"),
}
_STATES: dict[str, _StrPromise] = {
    "shown": gettext_lazy("Shown"),
    "few_total": gettext_lazy("Too few to be shown"),
    "few_event": gettext_lazy("Too few who reached it to be shown"),
    "rounded_high": gettext_lazy("About all"),
    "rounded_low": gettext_lazy("About none"),
    "missing": gettext_lazy("Not known"),
    "not_applicable": gettext_lazy("Does not occur"),
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table in the list."""

    url: str
    title: str
    provider: str
    version: str
    when: str
    who: str
    figures: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class TablesPage:
    """Everything that the list of tables shows; without ``may_bring`` no form."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    may_bring: bool


@dataclass(frozen=True, slots=True)
class TablePage:
    """Everything that the page of one table shows; without ``withdraw_url`` no way to withdraw."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    states: tuple[Fact, ...]
    remarks: tuple[str, ...]
    withdraw_url: str


def tables_page(tables: Sequence[TableShown], *, may_bring: bool) -> TablesPage:
    """Return the list of tables."""
    title = _title()
    return TablesPage(
        title=title,
        lead=_("Published figures to hold ours against, each with its source."),
        crumbs=_crumbs(title, may_bring=may_bring),
        columns=(
            Column(_("Table")),
            Column(_("Version")),
            Column(_("Brought"), ColumnKind.SHORT),
            Column(_("Figures"), ColumnKind.NUMBER),
            Column(_("State"), ColumnKind.SHORT),
        ),
        rows=tuple(map(_row, tables)),
        may_bring=may_bring,
    )


def table_page(shown: TableShown, *, may_bring: bool, may_withdraw: bool) -> TablePage:
    """Return the page of one table."""
    table, row = shown.table, _row(shown)
    can_go = may_withdraw and table.withdrawn_at is None
    return TablePage(
        title=table.title,
        lead=row.provider,
        crumbs=_crumbs(table.title, above=True, may_bring=may_bring),
        facts=tuple(_facts(shown)),
        states=_states(states_of(table)),
        remarks=tuple(map(_remark, table.issues)),
        withdraw_url=reverse("sources:withdraw-official", args=[table.public_id]) if can_go else "",
    )


def _title() -> str:
    return _("Official figures")


def _crumbs(title: str, *, may_bring: bool, above: bool = False) -> tuple[Crumb, ...]:
    crumbs = [Crumb(_("Import"), reverse("sources:imports"))] if may_bring else []
    if above:
        crumbs.append(Crumb(_title(), reverse("sources:official")))
    return (*crumbs, Crumb(title))


def _row(shown: TableShown) -> TableRow:
    table = shown.table
    state, tone = _standing(shown)
    return TableRow(
        url=reverse("sources:official-table", args=[table.public_id]),
        title=table.title,
        provider=str(_PROVIDERS.get(table.provider, table.provider)),
        version=table.version,
        when=words.moment_words(table.brought_at),
        who=table.brought_by_name,
        figures=words.number(table.figure_count),
        state=state,
        tone=tone,
    )


def _standing(shown: TableShown) -> tuple[str, str]:
    """Return what became of a table: stands, stands in part, replaced or withdrawn."""
    if shown.table.withdrawn_at is not None:
        return _("Withdrawn"), "blank"
    if not shown.standing:
        return _("Replaced"), "plain"
    if shown.standing < shown.table.figure_count:
        return _("Replaced in part"), "plain"
    return _("Stands"), "done"


def _facts(shown: TableShown) -> list[Fact]:
    table = shown.table
    facts = [
        Fact(_("Source"), table.source_line),
        Fact(_("Version"), table.version, _("The first signs of the digest of the bytes.")),
        Fact(_("Brought"), words.moment_words(table.brought_at), table.brought_by_name),
        Fact(_("Figures"), words.number(table.figure_count), _standing_note(shown)),
    ]
    if table.published_on is not None:
        facts.insert(1, Fact(_("Published"), words.day_words(table.published_on)))
    if table.fetched_from:
        facts.insert(1, Fact(_("Fetched from"), table.fetched_from))
    if table.withdrawn_at is not None:
        moment = words.moment_words(table.withdrawn_at)
        facts.append(Fact(_("Withdrawn"), moment, table.withdrawn_by_name))
    return facts


def _standing_note(shown: TableShown) -> str:
    return ngettext(
        "%(count)s of them stands; no later table has replaced it.",
        "%(count)s of them stand; no later table has replaced them.",
        shown.standing,
    ) % {"count": words.number(shown.standing)}


def _states(counted: Sequence[StateCount]) -> tuple[Fact, ...]:
    """Return for each measure how many figures are in which state, the shown ones first."""
    by_measure: dict[str, dict[str, int]] = {}
    for one in counted:
        by_measure.setdefault(one.title, {})[one.state.value] = one.count
    return tuple(Fact(title, _counted(states)) for title, states in by_measure.items())


def _counted(states: Mapping[str, int]) -> str:
    return " · ".join(
        f"{label}: {words.number(states[state])}"
        for state, label in _STATES.items()
        if state in states
    )


def _remark(issue: Mapping[str, Any]) -> str:
    """Return one remark with its place; which file it is about says the page."""
    told = f"{words.told(Text(**issue['problem']))} {words.told(Text(**issue['hint']))}"
    places = [_("Row %(row)s") % {"row": words.number(issue["row"])}] if issue["row"] else []
    places += [str(issue[part]) for part in ("column", "value") if issue[part]]
    return f"{', '.join(places)}: {told}" if places else told
