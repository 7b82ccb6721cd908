"""The import desk's entry among the ways through the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.clock import today
from throughline_web.ui.navigation import NavEntry, register

if TYPE_CHECKING:
    from django.http import HttpRequest


def register_entries() -> None:
    """Give the desk its place in the header, for those who bring files."""
    register(NavEntry("imports", _("Import"), "sources:imports", order=60, is_shown=_may_import))


def _may_import(request: HttpRequest) -> bool:
    return may(member_of(request), Action.IMPORT_FILES, on=today())
