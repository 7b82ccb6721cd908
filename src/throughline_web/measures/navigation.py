"""The room's entries among the ways through the site, and its words in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.accesslog.page_names import name_pages
from throughline_web.organisations.clock import today
from throughline_web.ui.navigation import NavEntry, register

if TYPE_CHECKING:
    from django.http import HttpRequest


def register_entries() -> None:
    """Give the figures their place in the header, for those who see a school's or a municipality's."""
    register(NavEntry("figures", _("Figures"), "measures:start", order=47, is_shown=_sees_totals))
    register(
        NavEntry(
            "term-reports",
            _("Term report"),
            "measures:term-reports",
            order=75,
            is_shown=_takes_term_reports,
        )
    )
    name_pages(
        {
            "release_figures": _("Released figures"),
            "term-report": _("The term report of absence"),
        }
    )


def _sees_totals(request: HttpRequest) -> bool:
    return may(member_of(request), Action.SEE_TOTALS, on=today())


def _takes_term_reports(request: HttpRequest) -> bool:
    """A principal reaches it from the school's figures; an administrator has no figures."""
    member, on = member_of(request), today()
    takes = may(member, Action.TAKE_TERM_REPORT, on=on)
    return takes and not may(member, Action.SEE_TOTALS, on=on)
