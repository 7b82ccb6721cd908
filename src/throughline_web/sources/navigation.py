"""The import desk's entry among the ways through the site."""

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
    """Give the desk its place in the header, for those who bring files, and its words in the log."""
    register(NavEntry("imports", _("Import"), "sources:imports", order=60, is_shown=_may_import))
    name_pages(
        {
            "upload_file": _("Brought a file"),
            "import_file": _("Let a file in"),
            "import_is_live": _("A file came into use"),
            "undo_import": _("Undid an import"),
            "discard_file": _("Put a file away"),
            "accept_protected_rows": _("Decided to let protected rows in"),
            "refuse_protected_rows": _("Decided to leave protected rows out"),
            "rename_mapping": _("Renamed a saved way to read files"),
            "remove_mapping": _("Removed a saved way to read files"),
            "upsert_pupils": _("Pupils came with a file"),
            "upsert_guardians": _("Guardians came with a file"),
            "upsert_staff": _("Staff came with a file"),
            "bring_official": _("Brought a table of official figures"),
            "withdraw_official": _("Withdrew a table of official figures"),
            "restore_roster": _("Pupils and adults as before an import"),
        }
    )


def _may_import(request: HttpRequest) -> bool:
    return may(member_of(request), Action.IMPORT_FILES, on=today())
