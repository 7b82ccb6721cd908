"""The ways through the site: rooms register their entries here, and ui draws them.

A room registers in its ``AppConfig.ready``::

    navigation.register(
        NavEntry("worklist", _("To follow up"), "desk:worklist", order=20, is_shown=may_follow_up)
    )
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise


class Place(StrEnum):
    """Where on the page an entry stands."""

    HEADER = "header"
    FOOTER = "footer"


def _always(_request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One way to a page, and who is shown it.

    ``is_shown`` is asked once per page and decides only whether the link is drawn; the page
    itself still asks the access policy. A page is current when its address begins with
    ``url_name``'s address (or equals it, for the start page).
    """

    name: str
    label: _StrOrPromise
    url_name: str
    order: int = 100
    place: Place = Place.HEADER
    is_shown: Callable[[HttpRequest], bool] = _always


@dataclass(frozen=True, slots=True)
class NavItem:
    """One link as drawn for one request."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is logged in, as the header names them.

    ``account_url`` leads to the person's own settings and may be empty.
    """

    name: str
    role: str
    place: str
    log_out_url: str
    account_url: str = ""


def _nobody(_request: HttpRequest) -> Identity | None:
    return None


class _Registry:
    """What the rooms have registered; filled when the site starts, then only read."""

    def __init__(self) -> None:
        self.entries: dict[str, NavEntry] = {}
        self.identify: Callable[[HttpRequest], Identity | None] = _nobody


_registry = _Registry()


def register(entry: NavEntry) -> None:
    """Add an entry; registering the same name again replaces it."""
    _registry.entries[entry.name] = entry


def identify_with(function: Callable[[HttpRequest], Identity | None]) -> None:
    """Let ``function`` tell who is logged in (None: nobody)."""
    _registry.identify = function


def entries() -> tuple[NavEntry, ...]:
    """Return every registered entry in drawing order."""
    return tuple(sorted(_registry.entries.values(), key=lambda entry: (entry.order, entry.name)))


def items_for(request: HttpRequest, *, place: Place) -> tuple[NavItem, ...]:
    """Return the links that ``request`` is shown at ``place``, with the current one marked."""
    shown = [entry for entry in entries() if entry.place is place and entry.is_shown(request)]
    urls = [reverse(entry.url_name) for entry in shown]
    current = _current_url(request.path, urls)
    return tuple(
        NavItem(str(entry.label), url, url == current)
        for entry, url in zip(shown, urls, strict=True)
    )


def identity_of(request: HttpRequest) -> Identity | None:
    """Return who is logged in, or None."""
    return _registry.identify(request)


def _current_url(path: str, urls: list[str]) -> str | None:
    # The longest match wins, so that "/" is current only on the start page itself.
    fitting = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(fitting, key=len, default=None)
