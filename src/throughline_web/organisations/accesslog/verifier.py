"""Walks the chain from its beginning and says what has been done to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Max, Min

from throughline_web.organisations.accesslog.anchor import Anchor, anchors
from throughline_web.organisations.accesslog.digests import GENESIS, digest_of, entry_hash, link
from throughline_web.organisations.accesslog.retention import purged_before
from throughline_web.organisations.accesslog.seals import unsealed
from throughline_web.organisations.models import AccessEntry, AccessSeal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_AT_ONCE = 2_000


class Fault(StrEnum):
    """What can have been done to the log."""

    ALTERED = "altered"
    REMOVED = "removed"
    REORDERED = "reordered"
    CUT_OFF = "cut_off"
    REWRITTEN = "rewritten"
    EMPTIED = "emptied"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one link of the chain."""

    fault: Fault
    sequence: int
    entry_id: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier found: the faults, and the tail that nothing vouches for yet."""

    sealed: int
    findings: tuple[Finding, ...]
    unsealed: int
    unsealed_since: datetime | None

    @property
    def holds(self) -> bool:
        """Whether the sealed part of the log is as it was written."""
        return not self.findings


def verify() -> Verdict:
    """Return what has been done to the log since it was written.

    An unsealed entry can still be removed without a trace, so their number and the moment of
    the oldest are part of the verdict.
    """
    findings = [*_walk(), *_beyond_the_anchors()]
    tail = unsealed().aggregate(oldest=Min("at"), highest=Max("pk"))
    return Verdict(
        sealed=AccessSeal.objects.count(),
        findings=tuple(findings),
        unsealed=unsealed().count(),
        unsealed_since=tail["oldest"],
    )


def _walk() -> Iterator[Finding]:
    previous, expected = GENESIS, 1
    emptied_before = purged_before()
    for seal, entry in _sealed():
        yield from (Finding(Fault.REMOVED, gone) for gone in range(expected, seal.sequence))
        if not _follows(seal, previous):
            yield Finding(Fault.REORDERED, seal.sequence, seal.entry_id)
        yield from _entry_faults(seal, entry, emptied_before)
        previous, expected = seal.hash, seal.sequence + 1


def _sealed() -> Iterator[tuple[AccessSeal, AccessEntry | None]]:
    seals = AccessSeal.objects.order_by("sequence").iterator(chunk_size=_AT_ONCE)
    while batch := list(islice(seals, _AT_ONCE)):
        entries = AccessEntry.objects.in_bulk([seal.entry_id for seal in batch])
        yield from ((seal, entries.get(seal.entry_id)) for seal in batch)


def _follows(seal: AccessSeal, previous: str) -> bool:
    return seal.hash == link(previous, sequence=seal.sequence, content=seal.entry_hash)


def _entry_faults(
    seal: AccessSeal, entry: AccessEntry | None, emptied_before: datetime | None
) -> Iterator[Finding]:
    if entry is None:
        yield Finding(Fault.REMOVED, seal.sequence, seal.entry_id)
    elif entry_hash(entry) != seal.entry_hash or (
        entry.payload is not None and digest_of(entry.payload) != entry.payload_digest
    ):
        yield Finding(Fault.ALTERED, seal.sequence, seal.entry_id)
    elif entry.payload is None and (emptied_before is None or entry.at >= emptied_before):
        yield Finding(Fault.EMPTIED, seal.sequence, seal.entry_id)


def _beyond_the_anchors() -> Iterator[Finding]:
    written = iter(anchors())
    if not (batch := list(islice(written, _AT_ONCE))) and AccessSeal.objects.exists():
        yield Finding(Fault.REWRITTEN, 0)
    while batch:
        yield from _missing_heads(batch)
        batch = list(islice(written, _AT_ONCE))


def _missing_heads(batch: Iterable[Anchor]) -> Iterator[Finding]:
    listed = list(batch)
    known = AccessSeal.objects.in_bulk([anchor.sequence for anchor in listed])
    for anchor in listed:
        seal = known.get(anchor.sequence)
        if seal is None:
            yield Finding(Fault.CUT_OFF, anchor.sequence)
        elif seal.hash != anchor.hash:
            yield Finding(Fault.REWRITTEN, anchor.sequence, seal.entry_id)
