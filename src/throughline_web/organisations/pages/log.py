"""The principal's page about who has read what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.organisations.accesslog.page_names import page_name
from throughline_web.ui.elements import Column, ColumnKind, Turner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from throughline_web.organisations.forms.log import LogFilterForm
    from throughline_web.organisations.models import AccessEntry


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry as it is read."""

    who: str
    at: datetime
    what: str
    how_many: str
    where: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log."""

    entries: tuple[LogRow, ...]
    columns: tuple[Column, ...]
    turner: Turner
    form: LogFilterForm


def log_page(entries: Sequence[AccessEntry], *, form: LogFilterForm, turner: Turner) -> LogPage:
    """Build the page from the entries to be shown on it."""
    return LogPage(
        entries=tuple(_row(entry) for entry in entries),
        columns=(
            Column(_("Who")),
            Column(_("When"), ColumnKind.SHORT),
            Column(_("What")),
            Column(_("How many")),
            Column(_("School")),
        ),
        turner=turner,
        form=form,
    )


def _row(entry: AccessEntry) -> LogRow:
    return LogRow(
        who=entry.account.name if entry.account else _("Throughline itself"),
        at=entry.at,
        what=page_name(entry.page, entry.action),
        how_many=ngettext("%(count)d pupil", "%(count)d pupils", entry.pupils)
        % {"count": entry.pupils}
        if entry.pupils
        else "",
        where=entry.unit.name if entry.unit else "",
    )
