"""The room of measures in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "throughline_web.measures"
    label = "measures"

    def ready(self) -> None:
        from throughline_web.measures.navigation import register_entries

        register_entries()
