"""Which column says what: the page around the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.sources.pages.run import crumbs, urls_of
from throughline_web.ui.elements import Crumb, Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.pages.choosing import Choosing
    from throughline_web.ui.elements import DataTable


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """Everything that the mapping page shows besides its form."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    tabs: tuple[Tab, ...]
    table: DataTable | None
    run_url: str
    profile_url: str


def columns_page(
    run: ImportRun, choosing: Choosing, *, kind: str, kinds: Sequence[str]
) -> ColumnsPage:
    """Return the page for one kind of file."""
    urls = urls_of(run)
    return ColumnsPage(
        title=_("Which column is which?"),
        lead=_("Choose what the file tells, and where. What it is silent about stays unknown."),
        crumbs=crumbs(_("Columns"), Crumb(run.file_name, urls["run"])),
        tabs=tuple(
            Tab(str(words.KINDS[one]), f"{urls['columns']}?slag={one}", is_current=one == kind)
            for one in kinds
        ),
        table=choosing.table,
        run_url=urls["run"],
        profile_url=urls["profile"],
    )
