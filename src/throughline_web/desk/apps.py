"""The desk in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "throughline_web.desk"
    label = "desk"

    def ready(self) -> None:
        from throughline_web.desk.navigation import register_entries
        from throughline_web.desk.onward import register_pages

        register_entries()
        register_pages()
