"""What can be unsound in a running installation, each as a sentence with its remedy."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from throughline_web.organisations.accesslog import guards_missing, verify
from throughline_web.organisations.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_WAIT = timedelta(minutes=15)
_LONGEST_UNSEALED = timedelta(days=1)


def faults() -> Iterator[str]:
    """Yield a sentence for each thing that somebody should mend."""
    try:
        yield from _database()
        yield from _worker()
        yield from _access_log()
    except DatabaseError as error:
        yield f"The database does not answer: {type(error).__name__}. Is it started?"
    yield from _folders()


def _database() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is older than the program. Run: throughline site migrate"


def _worker() -> Iterator[str]:
    late = DBTaskResult.objects.filter(status="READY", enqueued_at__lt=now() - _LONGEST_WAIT)
    if late.exists():
        yield "Work has waited for more than 15 minutes. Is the worker started? throughline site worker"


def _access_log() -> Iterator[str]:
    if missing := guards_missing(connection):
        yield f"The database does not guard the access log ({', '.join(missing)}). Run: throughline site migrate"
    verdict = verify()
    if not verdict.holds:
        count = len(verdict.findings)
        yield f"The access log is not as it was written ({count} faults). Run: throughline site verify_access_log"
    if verdict.unsealed_since and verdict.unsealed_since < now() - _LONGEST_UNSEALED:
        yield f"{verdict.unsealed} entries of the access log wait for a seal, the oldest for more than a day. Is the worker started? throughline site seal_access_log"


def _folders() -> Iterator[str]:
    anchor = Path(settings.THROUGHLINE_ACCESS_LOG_ANCHOR)
    for folder in {Path(settings.THROUGHLINE_VAR), anchor.parent}:
        if not os.access(folder, os.W_OK):
            yield f"{folder} cannot be written in by this user."
    database = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and database.is_file() and database.stat().st_mode & 0o077:
        yield f"Others than its owner may read {database}. Run: chmod 600 {database}"
