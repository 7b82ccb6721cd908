"""Whether rows marked as protected identity are let in, and who decided so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.sources.pages.run import crumbs

if TYPE_CHECKING:
    from throughline_web.sources.queries import Place, Protection
    from throughline_web.ui.elements import Crumb


@dataclass(frozen=True, slots=True)
class ProtectionPage:
    """Everything that the page of this one choice shows."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    decided: str


def protection_page(place: Place, standing: Protection) -> ProtectionPage:
    """Return the page of the choice that an organiser makes."""
    title = _("Protected identities in files")
    return ProtectionPage(title, place.name, crumbs(title), _decided(standing))


def _decided(standing: Protection) -> str:
    if standing.decided_at is None:
        return _("Nobody has decided otherwise, so such rows are left out.")
    said = (
        _("Such rows are let in, by decision of %(who)s, %(when)s.")
        if standing.accepts
        else _("Such rows are left out, by decision of %(who)s, %(when)s.")
    )
    when = words.moment_words(standing.decided_at)
    return said % {"who": standing.decided_by or _("the site itself"), "when": when}
