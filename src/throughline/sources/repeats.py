"""Rows that say again what a row before them said, sought within a bounded stretch of the file."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_STRETCH = 100_000
"""Rows are compared with at least this many before them."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Places of a portion's rows to leave out, rows that contradict an earlier one, plain repeats."""

    dropped: frozenset[int] = frozenset()
    contradicting: tuple[int, ...] = ()
    repeated: int = 0


class Repetition:
    """Remembers what was said of which lesson, for the last stretch of rows."""

    def __init__(self) -> None:
        self._keys: deque[pa.Array] = deque()
        self._facts: deque[pa.Array] = deque()
        self._rows = 0

    def find(self, keys: pa.Array, facts: pa.Array) -> Repeats:
        """Return which rows repeat or contradict an earlier one; of a contradiction the last holds."""
        before = pa.concat_arrays(self._keys) if self._keys else pa.array([], pa.int64())
        known = pc.any(pc.is_in(keys, value_set=before), min_count=0).as_py()
        doubled = pc.count_distinct(keys).as_py() < len(keys)
        found = self._compare(keys, facts, before) if known or doubled else Repeats()
        self._remember(keys, facts)
        return found

    def _compare(self, keys: pa.Array, facts: pa.Array, before: pa.Array) -> Repeats:
        said = self._said_before(keys, before)
        here: dict[int, int] = {}
        dropped: set[int] = set()
        contradicting: list[int] = []
        repeated = 0
        for place, (key, fact) in enumerate(zip(keys.to_pylist(), facts.to_pylist(), strict=True)):
            earlier = said.get(key)
            if earlier == fact:
                dropped.add(place)
                repeated += 1
                continue
            if earlier is not None:
                contradicting.append(place)
            if key in here:
                dropped.add(here[key])
            here[key], said[key] = place, fact
        return Repeats(frozenset(dropped), tuple(contradicting), repeated)

    def _said_before(self, keys: pa.Array, before: pa.Array) -> dict[int, int]:
        if not len(before):
            return {}
        wanted = pc.is_in(before, value_set=keys)
        facts = pa.concat_arrays(self._facts).filter(wanted)
        return dict(zip(before.filter(wanted).to_pylist(), facts.to_pylist(), strict=True))

    def _remember(self, keys: pa.Array, facts: pa.Array) -> None:
        self._keys.append(keys)
        self._facts.append(facts)
        self._rows += len(keys)
        while self._rows - len(self._keys[0]) > _STRETCH:
            self._rows -= len(self._keys.popleft())
            self._facts.popleft()


class Ordinals:
    """Numbers the lessons of a pupil's day that have no time and no id of their own."""

    def __init__(self) -> None:
        self._newer: dict[Hashable, int] = {}
        self._older: dict[Hashable, int] = {}

    def number(self, key: Hashable) -> int:
        """Return 1 for the first lesson of a key, 2 for the next, and so on."""
        count = self._newer.get(key, self._older.get(key, 0)) + 1
        self._newer[key] = count
        if len(self._newer) > _STRETCH:
            self._older, self._newer = self._newer, {}
        return count


class Seen:
    """Tells whether a thing has been met before, within a bounded stretch."""

    def __init__(self) -> None:
        self._ordinals = Ordinals()

    def is_new(self, thing: Hashable) -> bool:
        """Say whether a thing is met for the first time."""
        return self._ordinals.number(thing) == 1


class Novelty:
    """Tells what has not been seen before."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __len__(self) -> int:
        return len(self._seen)

    def new(self, codes: pa.Array) -> Sequence[int]:
        """Return the codes not seen before, each once, in their order."""
        fresh = [code for code in pc.unique(codes).to_pylist() if code not in self._seen]
        self._seen.update(fresh)
        return fresh
