"""Where one goes from an import that has come into use: later rooms register their pages here.

A room registers when the site starts, as it does its entries in the header::

    onward.register(OnwardPage("worklist", _("To follow up"), _("..."), "desk:worklist", is_shown=...))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.utils.functional import _StrOrPromise

    from throughline_web.organisations.members import Member

    IsShown = Callable[[Member, date], bool]


@dataclass(frozen=True, slots=True)
class OnwardPage:
    """One page of a later room that an import leads to.

    ``is_shown`` decides only whether the link is drawn; the page still asks the access policy.
    """

    name: str
    label: _StrOrPromise
    note: _StrOrPromise
    url_name: str
    is_shown: IsShown
    order: int = 100


_registered: dict[str, OnwardPage] = {}


def register(page: OnwardPage) -> None:
    """Add a page; registering the same name again replaces it."""
    _registered[page.name] = page


def pages_for(member: Member, on: date) -> tuple[OnwardPage, ...]:
    """Return the pages that a member is led to on a day, in their order."""
    shown = [page for page in _registered.values() if page.is_shown(member, on)]
    return tuple(sorted(shown, key=lambda page: (page.order, page.name)))
