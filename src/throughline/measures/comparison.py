"""Beside whom a unit may be seen: units like it by a stated rule, and the nation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.terms.rulebook import rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from throughline.measures.tables import Figure, PublishedLine
    from throughline.terms.language import Text

SIMILAR_RULE = "TL-COMPARE-01"
"""The rule that says which units are alike."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One unit that may be compared: its published line, and what kind of unit it is.

    ``kind`` holds what must be the same in those alike, such as school form and country.
    """

    line: PublishedLine
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Similar:
    """The units like one, the nearest in size first, and the rule that chose them in words."""

    says: Text
    lines: tuple[PublishedLine, ...]


def similar(unit: str, peers: Iterable[Peer], *, on: date | None = None) -> Similar:
    """Return the units of the same kind and about the same published size.

    A unit whose number of pupils is withheld has nobody like it, and is like nobody: to be chosen
    would tell its size.

    Raises:
        ValueError: the unit is not among the peers.
    """
    stated, listed = rule(SIMILAR_RULE, on=on), list(peers)
    own = next((peer for peer in listed if peer.line.unit == unit), None)
    if own is None:
        raise ValueError(f"{unit!r} is not among the units to compare.")
    size, times = own.line.everybody.total.value, stated.values["times"]
    found = [
        peer.line
        for peer in listed
        if peer.line.unit != unit and peer.kind == own.kind and _alike(peer, size, times)
    ]
    found.sort(key=lambda line: (abs((line.everybody.total.value or 0) - (size or 0)), line.unit))
    return Similar(stated.says, tuple(found[: stated.values["nearest"]]))


def _alike(peer: Peer, size: Decimal | None, times: float) -> bool:
    other = peer.line.everybody.total.value
    if not size or not other:
        return False
    return float(max(size, other) / min(size, other)) <= times


def difference(one: Figure, other: Figure, *, least_coverage: float = 0.0) -> Decimal | None:
    """Return how much higher one published figure is than another, such as the nation's.

    ``None`` where either is not told as it is, or where too little is known of either.
    """
    if one.figure.value is None or other.figure.value is None:
        return None
    if not (one.figure.is_exact and other.figure.is_exact):
        return None
    known = [figure.coverage for figure in (one, other) if figure.coverage is not None]
    if any(coverage < least_coverage for coverage in known):
        return None
    return one.figure.value - other.figure.value
