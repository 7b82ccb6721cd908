"""The rooms of the site: the one list that settings and addresses read."""

from __future__ import annotations

from pathlib import Path

ROOMS = (
    "ui",
    "organisations",
    "sources",
    "records",
    "measures",
    "earlywarning",
    "desk",
)
"""Every room, in the order of the loop. A room that has no ``apps.py`` yet is passed over."""

_HOUSE = Path(__file__).resolve().parent.parent


def rooms_present() -> tuple[str, ...]:
    """Return the dotted names of the rooms that exist, for ``INSTALLED_APPS``."""
    return tuple(f"throughline_web.{room}" for room in ROOMS if _has(room, "apps.py"))


def rooms_with_pages() -> tuple[str, ...]:
    """Return the dotted names of the address lists of the rooms that have pages."""
    return tuple(f"throughline_web.{room}.urls" for room in ROOMS if _has(room, "urls.py"))


def _has(room: str, file: str) -> bool:
    return (_HOUSE / room / file).is_file()
