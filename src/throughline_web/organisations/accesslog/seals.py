"""The one sealer: chains the entries that have been committed since it last ran."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from throughline_web.organisations.accesslog.anchor import drop_anchor
from throughline_web.organisations.accesslog.digests import GENESIS, entry_hash, link
from throughline_web.organisations.models import AccessEntry, AccessSeal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

_AT_ONCE = 5_000
# Entries get their number before they are committed, so a lower number may come to light after a
# higher one is sealed. Further back than this only the verifier looks.
_LATECOMERS = 10_000


def seal_entries(*, at: datetime) -> int:
    """Chain every entry that has no seal yet, anchor the head, and return how many there were.

    Entries are sealed in the order of their numbers. When another sealer is at work this one
    leaves the rest to it.
    """
    sealed = 0
    while batch := _seal_batch(at=at):
        sealed += batch
    return sealed


def _seal_batch(*, at: datetime) -> int:
    try:
        with transaction.atomic():
            return _chain(list(unsealed(recent_only=True)[:_AT_ONCE]), at=at)
    except IntegrityError:
        # Two sealers wrote the same link; the other one's stands.
        return 0


def _chain(entries: Iterable[AccessEntry], *, at: datetime) -> int:
    head = AccessSeal.objects.order_by("-sequence").first()
    sequence, previous = (head.sequence, head.hash) if head else (0, GENESIS)
    seals = []
    for entry in entries:
        sequence += 1
        content = entry_hash(entry)
        previous = link(previous, sequence=sequence, content=content)
        seals.append(
            AccessSeal(
                sequence=sequence,
                entry_id=entry.pk,
                entry_hash=content,
                hash=previous,
                sealed_at=at,
            )
        )
    AccessSeal.objects.bulk_create(seals)
    if seals:
        # The anchor follows the commit: behind is harmless, ahead would look like a cut.
        transaction.on_commit(partial(drop_anchor, sequence=sequence, head=previous, at=at))
    return len(seals)


def unsealed(*, recent_only: bool = False) -> QuerySet[AccessEntry]:
    """Return the entries without a seal, in order of number."""
    entries = AccessEntry.objects.order_by("pk")
    if recent_only:
        last = AccessSeal.objects.aggregate(last=Max("entry_id"))["last"] or 0
        entries = entries.filter(pk__gt=last - _LATECOMERS)
    return entries.exclude(Exists(AccessSeal.objects.filter(entry_id=OuterRef("pk"))))
