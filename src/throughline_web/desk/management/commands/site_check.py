"""``throughline site check``: say what is unsound in this installation."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError, call_command

from throughline_web.desk.soundness import faults


class Command(BaseCommand):
    """Look at settings, database, folders, worker and access log; fail when anything is unsound."""

    help = "Say what is unsound in this installation."

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("check", deploy=True, fail_level="ERROR")
        found = list(faults())
        for fault in found:
            self.stderr.write(f"- {fault}")
        if found:
            raise CommandError(f"{len(found)} things to mend.")
        self.stdout.write("Sound: settings, database, folders, worker and access log.")
