"""The room's entry in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    name = "throughline_web.sources"
    label = "sources"
    verbose_name = _("Imports")

    def ready(self) -> None:
        from throughline_web.sources.navigation import register_entries

        register_entries()
