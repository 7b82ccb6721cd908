"""Emptying what old entries name, when the time to keep it is out; the chain still holds.

The database lets one change through: a payload that becomes null while all else stays. Whoever
needs more than that, such as removing whole years, must take down the guards with the database
owner's rights, and starts a new chain: that is no path of this program.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog.entries import record_change
from throughline_web.organisations.models import AccessEntry

if TYPE_CHECKING:
    from throughline_web.organisations.members import Member

_VERB = "empty_old_entries"


@transaction.atomic
def empty_entries_before(*, by: Member, before: datetime, at: datetime) -> int:
    """Empty the payload of every entry older than a moment, and return how many there were.

    That it was done, and up to when, is an entry of its own that is never emptied: an entry
    emptied after that moment is a fault.
    """
    old = AccessEntry.objects.filter(at__lt=before, payload__isnull=False).exclude(page=_VERB)
    emptied = old.update(payload=None)
    record_change(by, verb=_VERB, action=Action.REVIEW_LOG, at=at, before=before.isoformat())
    return emptied


def purged_before() -> datetime | None:
    """Return the moment up to which entries may have been emptied, ``None`` if never."""
    rows = AccessEntry.objects.filter(page=_VERB, payload__isnull=False)
    moments = [
        datetime.fromisoformat(row.payload["before"]) for row in rows.iterator() if row.payload
    ]
    return max(moments, default=None)
