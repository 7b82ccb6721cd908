"""Start-up checks: what the header and footer link to must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.checks import Error, Tags
from django.core.checks import register as register_check
from django.urls import NoReverseMatch, reverse

from throughline_web.ui import navigation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.apps import AppConfig
    from django.core.checks import CheckMessage


def register() -> None:
    """Add the check to those that ``manage.py check`` runs."""
    register_check(navigation_leads_somewhere, Tags.urls)


def navigation_leads_somewhere(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[CheckMessage]:
    """Say which registered navigation entries have no page behind them."""
    return [
        Error(
            f"The navigation entry {entry.name!r} leads to {entry.url_name!r}, which is no page.",
            hint="Correct url_name where the entry is registered, or include the room's urls.",
            id="ui.E001",
        )
        for entry in navigation.entries()
        if not _resolves(entry.url_name)
    ]


def _resolves(url_name: str) -> bool:
    try:
        reverse(url_name)
    except NoReverseMatch:
        return False
    return True
