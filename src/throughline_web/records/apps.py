"""The records room in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "throughline_web.records"
    label = "records"

    def ready(self) -> None:
        from throughline_web.records.receivers import GradesReceiver, MarksReceiver
        from throughline_web.sources.receivers import register

        register(MarksReceiver())
        register(GradesReceiver())
