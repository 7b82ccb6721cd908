"""What surrounds every page: who is logged in, where one can go, language and appearance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from throughline_web.ui import navigation
from throughline_web.ui.navigation import Identity, NavItem, Place

if TYPE_CHECKING:
    from django.http import HttpRequest

APPEARANCE_COOKIE = "appearance"
KEYS_COOKIE = "keys"
LANGUAGE_NAMES = {"sv": "Svenska", "nb": "Norsk", "en": "English"}


class Appearance(StrEnum):
    """How the site looks: as the device says, or as the person has chosen."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice in the footer."""

    value: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """Everything ``ui/base.html`` needs besides the page's own content."""

    nav: tuple[NavItem, ...]
    footer: tuple[NavItem, ...]
    identity: Identity | None
    languages: tuple[Choice, ...]
    appearances: tuple[Choice, ...]
    appearance: Appearance
    home_url: str
    log_in_url: str
    language_url: str
    appearance_url: str
    keys_url: str
    keys_on: bool
    here: str

    @property
    def who(self) -> str:
        """The person, role and place in one line, without the parts that are empty."""
        if self.identity is None:
            return ""
        parts = (self.identity.name, self.identity.role, self.identity.place)
        return " · ".join(part for part in parts if part)


def chrome(request: HttpRequest) -> dict[str, object]:
    """Give templates ``chrome``; nothing is asked of the database until a page draws it."""
    return {"chrome": SimpleLazyObject(lambda: chrome_of(request))}


def chrome_of(request: HttpRequest) -> Chrome:
    """Return what surrounds the page that answers ``request``."""
    appearance = appearance_of(request)
    return Chrome(
        nav=navigation.items_for(request, place=Place.HEADER),
        footer=navigation.items_for(request, place=Place.FOOTER),
        identity=navigation.identity_of(request),
        languages=_languages(),
        appearances=_appearances(appearance),
        appearance=appearance,
        home_url=resolve_url(settings.LOGIN_REDIRECT_URL),
        log_in_url=resolve_url(settings.LOGIN_URL),
        language_url=reverse("ui:language"),
        appearance_url=reverse("ui:appearance"),
        keys_url=reverse("ui:keys"),
        keys_on=request.COOKIES.get(KEYS_COOKIE) != "off",
        here=request.get_full_path(),
    )


def appearance_of(request: HttpRequest) -> Appearance:
    """Return the appearance the person has chosen; an unknown value means none."""
    try:
        return Appearance(request.COOKIES.get(APPEARANCE_COOKIE, ""))
    except ValueError:
        return Appearance.DEVICE


def _languages() -> tuple[Choice, ...]:
    active = get_language()
    return tuple(
        Choice(code, LANGUAGE_NAMES.get(code, str(name)), code == active)
        for code, name in settings.LANGUAGES
    )


def _appearances(chosen: Appearance) -> tuple[Choice, ...]:
    words = {
        Appearance.DEVICE: gettext("As the device"),
        Appearance.LIGHT: gettext("Light"),
        Appearance.DARK: gettext("Dark"),
    }
    return tuple(Choice(value, word, value is chosen) for value, word in words.items())
