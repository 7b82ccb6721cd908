"""Rows that say again what a row before them said, sought within a bounded stretch of the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_STRETCH = 100_000
"""Rows are compared with at least this many before them."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Places of a portion's rows to leave out, rows that contradict an earlier one, plain repeats."""

    dropped: frozenset[int]
    contradicting: tuple[int, ...]
    repeated: int


class Repetition:
    """Remembers what was said of which lesson, for the last stretch of rows."""

    def __init__(self) -> None:
        self._newer: dict[Hashable, Hashable] = {}
        self._older: dict[Hashable, Hashable] = {}

    def find(self, keys: Sequence[Hashable], facts: Sequence[Hashable]) -> Repeats:
        """Return which rows repeat or contradict an earlier one; of a contradiction the last holds."""
        latest = dict(zip(keys, facts, strict=True))
        unique = len(latest) == len(keys)
        known = not (
            latest.keys().isdisjoint(self._newer) and latest.keys().isdisjoint(self._older)
        )
        found = Repeats(frozenset(), (), 0)
        if known or not unique:
            found = self._compare(keys, facts)
        self._remember(latest)
        return found

    def _compare(self, keys: Sequence[Hashable], facts: Sequence[Hashable]) -> Repeats:
        here: dict[Hashable, int] = {}
        dropped: set[int] = set()
        contradicting: list[int] = []
        repeated = 0
        for place, (key, fact) in enumerate(zip(keys, facts, strict=True)):
            earlier = facts[here[key]] if key in here else self._before(key)
            if earlier == fact:
                dropped.add(place)
                repeated += 1
                continue
            if earlier is not None:
                contradicting.append(place)
            if key in here:
                dropped.add(here[key])
            here[key] = place
        return Repeats(frozenset(dropped), tuple(contradicting), repeated)

    def _before(self, key: Hashable) -> Hashable | None:
        return self._newer.get(key) or self._older.get(key)

    def _remember(self, latest: dict[Hashable, Hashable]) -> None:
        self._newer.update(latest)
        if len(self._newer) > _STRETCH:
            self._older, self._newer = self._newer, {}


class Ordinals:
    """Numbers the lessons of a pupil's day that have no time and no id of their own."""

    def __init__(self) -> None:
        self._newer: dict[Hashable, int] = {}
        self._older: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int:
        """Return 1 for the first lesson of a key, 2 for the next, and so on."""
        count = (self._newer.get(key) or self._older.get(key) or 0) + 1
        self._newer[key] = count
        if len(self._newer) > _STRETCH:
            self._older, self._newer = self._newer, {}
        return count


class Novelty:
    """Tells what has not been seen before, and forgets what was long ago."""

    def __init__(self) -> None:
        self._newer: set[Hashable] = set()
        self._older: set[Hashable] = set()

    def new(self, things: Sequence[Hashable]) -> list[Hashable]:
        """Return the things not seen before, each once, in their order."""
        fresh = [
            thing
            for thing in dict.fromkeys(things)
            if thing not in self._newer and thing not in self._older
        ]
        self._newer.update(fresh)
        if len(self._newer) > _STRETCH:
            self._older, self._newer = self._newer, set()
        return fresh
