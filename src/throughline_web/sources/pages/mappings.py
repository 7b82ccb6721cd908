"""The saved mappings: a list of them, and what one of them says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.sources.pages import words
from throughline_web.sources.pages.run import crumbs
from throughline_web.ui.elements import Column, ColumnKind, Crumb, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline_web.sources.queries import Mapping


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One saved mapping in the list."""

    name: str
    url: str
    what: str
    place: str
    when: str
    who: str
    uses: str


@dataclass(frozen=True, slots=True)
class MappingsPage:
    """Everything that the list of saved mappings shows."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    columns: tuple[Column, ...]
    rows: tuple[MappingRow, ...]


@dataclass(frozen=True, slots=True)
class MappingPage:
    """Everything that the page of one saved mapping shows; without ``may_change`` no forms."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    reads: tuple[Fact, ...]
    may_change: bool
    consequence: str
    rename_url: str
    remove_url: str


def mappings_page(mappings: Sequence[Mapping]) -> MappingsPage:
    """Return the list of the mappings that somebody saved."""
    title = _title()
    return MappingsPage(
        title=title,
        lead=_("Files with these columns are recognised by themselves."),
        crumbs=crumbs(title),
        columns=(
            Column(_("Name")),
            Column(_("What it reads")),
            Column(_("Saved"), ColumnKind.SHORT),
            Column(_("Imports"), ColumnKind.NUMBER),
        ),
        rows=tuple(map(_row, mappings)),
    )


def mapping_page(mapping: Mapping) -> MappingPage:
    """Return the page of one saved mapping."""
    saved, row = mapping.saved, _row(mapping)
    return MappingPage(
        title=saved.name,
        lead=f"{row.what} · {row.place}",
        crumbs=crumbs(saved.name, Crumb(_title(), reverse("sources:mappings"))),
        facts=(
            Fact(_("Saved by"), row.who, row.when),
            Fact(_("Imports read so"), row.uses),
        ),
        reads=tuple(_reads(mapping)),
        may_change=mapping.may_change,
        consequence=_consequence(mapping.uses),
        rename_url=row.url,
        remove_url=reverse("sources:remove-mapping", args=[saved.pk]),
    )


def _title() -> str:
    return _("Saved ways to read files")


def _row(mapping: Mapping) -> MappingRow:
    saved = mapping.saved
    kind = "" if mapping.profile is None else str(words.KINDS.get(mapping.profile.kind, ""))
    return MappingRow(
        name=saved.name,
        url=reverse("sources:mapping", args=[saved.pk]),
        what=kind or _("Can no longer be read"),
        place=saved.organiser.name,
        when=words.moment_words(saved.saved_at),
        who=saved.saved_by.name if saved.saved_by else _("The site itself"),
        uses=words.number(mapping.uses),
    )


def _reads(mapping: Mapping) -> Iterable[Fact]:
    from throughline.sources import fields_of  # noqa: PLC0415 - slow import

    if mapping.profile is None:
        return
    labels = {field.name: words.told(field.label) for field in fields_of(mapping.profile.kind)}
    for name, headers in mapping.profile.columns.items():
        yield Fact(labels.get(name, name), ", ".join(headers))
    for name, value in mapping.profile.constants.items():
        yield Fact(labels.get(name, name), str(value), _("for every row"))


def _consequence(uses: int) -> str:
    if not uses:
        return _("No import has been read so. Files with these columns will be asked about again.")
    return ngettext(
        "%(count)s import was read so and stays as it is. Files with these columns will be asked about again.",
        "%(count)s imports were read so and stay as they are. Files with these columns will be asked about again.",
        uses,
    ) % {"count": words.number(uses)}
