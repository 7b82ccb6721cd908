"""Who may see a pupil's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.ui.elements import Crumb, DataTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline_web.organisations.queries import Reader, ShownPupil


@dataclass(frozen=True, slots=True)
class ReadersPage:
    """Who may see one pupil's page, by name and role."""

    name: str
    crumbs: tuple[Crumb, ...]
    table: DataTable


def readers_page(pupil: ShownPupil, readers: Sequence[Reader]) -> ReadersPage:
    """Return the page for one pupil."""
    rows = tuple((reader.name, reader.role) for reader in readers)
    table = DataTable(_("Who may see this page?"), (_("Name"), _("Role")), rows)
    crumbs = (
        Crumb(pupil.name, reverse("desk:pupil", args=[pupil.public_id])),
        Crumb(table.caption),
    )
    return ReadersPage(pupil.name, crumbs, table)
