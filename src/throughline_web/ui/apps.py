"""The room of the interface."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "throughline_web.ui"
    label = "ui"
    verbose_name = "Interface"

    def ready(self) -> None:
        """Register the check that every navigation entry leads somewhere."""
        from throughline_web.ui import checks

        checks.register()
