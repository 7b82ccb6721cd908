"""The records room in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "throughline_web.records"
    label = "records"

    def ready(self) -> None:
        from throughline_web.records.comparing import GradesComparer, MarksComparer
        from throughline_web.records.receivers import GradesReceiver, MarksReceiver
        from throughline_web.sources import comparing, receivers

        receivers.register(MarksReceiver())
        receivers.register(GradesReceiver())
        comparing.register(MarksComparer())
        comparing.register(GradesComparer())
