"""The early-warning room in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class EarlyWarningConfig(AppConfig):
    name = "throughline_web.earlywarning"
    label = "earlywarning"

    def ready(self) -> None:
        from throughline_web.earlywarning.models import EvaluationDue
        from throughline_web.earlywarning.navigation import register_entries
        from throughline_web.earlywarning.subscribers import subscribe_to_news
        from throughline_web.organisations.actions import goes_with_its_unit

        subscribe_to_news()
        goes_with_its_unit(EvaluationDue)
        register_entries()
