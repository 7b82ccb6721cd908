"""Remarks on a file, kept with its import: as masked as they came, and no more than can be used."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from throughline_web.sources.models import ImportRun, StoredIssue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.sources import RowIssue

MOST_KEPT = 2_000
_NUMBERS = re.compile(r"\d+")


def keep(run: ImportRun, issues: Sequence[RowIssue], *, kept: int) -> int:
    """Store remarks under a run until there are ``MOST_KEPT``; return how many are stored by now."""
    room = max(MOST_KEPT - kept, 0)
    StoredIssue.objects.bulk_create(_stored(run, issue) for issue in issues[:room])
    return kept + min(len(issues), room)


def forget(run: ImportRun) -> None:
    """Remove the remarks of an earlier reading."""
    StoredIssue.objects.filter(run=run.pk).delete()


def _stored(run: ImportRun, issue: RowIssue) -> StoredIssue:
    return StoredIssue(
        run=run,
        row=issue.row,
        column=(issue.column or "")[:120],
        value=(issue.value or "")[:120],
        sort=_sort(issue),
        problem=issue.problem.as_dict(),
        hint=issue.hint.as_dict(),
        severity=str(issue.severity),
    )


def _sort(issue: RowIssue) -> str:
    """Return what issues share that differ in nothing but row, value and counts."""
    alike = f"{issue.column}\n{_NUMBERS.sub('#', issue.problem.en)}"
    return hashlib.blake2b(alike.encode(), digest_size=16).hexdigest()
