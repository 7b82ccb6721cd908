"""Verifies the access log, and fails when it is not as it was written."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from throughline_web.organisations.accesslog import Finding, verify
from throughline_web.organisations.accesslog.guards import guards_missing

_SHOWN = 20


class Command(BaseCommand):
    """Walks the chain and compares it with the anchors."""

    help = "Verify the access log: altered, removed, reordered and cut-off entries."

    def handle(self, *args: object, **options: object) -> None:
        """Say what was found; end with an error when anything was."""
        verdict = verify()
        since = (
            f", the oldest from {verdict.unsealed_since:%Y-%m-%d %H:%M}" if verdict.unsealed else ""
        )
        self.stdout.write(f"{verdict.sealed} entries sealed")
        self.stdout.write(f"{verdict.unsealed} entries not yet sealed{since}")
        for name in guards_missing(connection):
            self.stderr.write(f"the database no longer has its guard {name}")
        for finding in verdict.findings[:_SHOWN]:
            self.stderr.write(_line(finding))
        if not verdict.holds:
            raise CommandError(f"{len(verdict.findings)} faults: the access log has been changed")


def _line(finding: Finding) -> str:
    entry = "" if finding.entry_id is None else f", entry {finding.entry_id}"
    return f"{finding.fault.replace('_', ' ')}: link {finding.sequence}{entry}"
