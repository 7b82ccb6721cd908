"""The early-warning room in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class EarlyWarningConfig(AppConfig):
    name = "throughline_web.earlywarning"
    label = "earlywarning"

    def ready(self) -> None:
        from throughline_web.earlywarning.navigation import register_entries
        from throughline_web.earlywarning.subscribers import subscribe_to_news

        subscribe_to_news()
        register_entries()
