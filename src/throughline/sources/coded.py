"""Columns of short codes: what lets a million rows be compared without a million comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_HALF = 1 << 32


@dataclass(frozen=True, slots=True)
class Coded:
    """One value a row, kept as its place in ``said``."""

    said: Sequence[Any]
    codes: pa.Array

    def values(self) -> list[Any]:
        """Return the value of each row."""
        return [self.said[code] for code in self.codes.to_pylist()]

    def words(self) -> pa.Array:
        """Return the values as a dictionary column of texts."""
        return self.column(pa.string()).dictionary_encode()

    def column(self, kind: pa.DataType) -> pa.Array:
        """Return the values as a column of one type."""
        return pa.array(self.said, kind).take(self.codes)

    def has_gaps(self) -> bool:
        """Say whether some row has no value."""
        if None not in self.said:
            return False
        return bool(self.codes.index(self.said.index(None)).as_py() >= 0)


class Codes:
    """Gives each distinct value a code."""

    def __init__(self) -> None:
        self.said: list[Any] = []
        self._code_of: dict[Hashable, int] = {}

    def __len__(self) -> int:
        return len(self.said)

    def code(self, value: Hashable) -> int:
        """Return the code of a value, a new one on first sight."""
        code = self._code_of.setdefault(value, len(self.said))
        if code == len(self.said):
            self.said.append(value)
        return code

    def coded(self, values: Iterable[Hashable]) -> Coded:
        """Return values as codes."""
        return Coded(self.said, pa.array([self.code(value) for value in values], pa.int64()))


class Pairs:
    """Gives each distinct pair of codes a code of its own."""

    def __init__(self) -> None:
        self._codes = Codes()

    def __len__(self) -> int:
        return len(self._codes)

    def codes(self, left: pa.Array, right: pa.Array) -> pa.Array:
        """Return the code of each row's pair."""
        encoded = side_by_side(left, right).dictionary_encode()
        distinct = [self._codes.code(pair) for pair in encoded.dictionary.to_pylist()]
        return pa.array(distinct, pa.int64()).take(encoded.indices)

    def pair(self, code: int) -> tuple[int, int]:
        """Return the pair that a code stands for."""
        left, right = divmod(self._codes.said[code], _HALF)
        return left, right


def side_by_side(left: pa.Array, right: pa.Array) -> pa.Array:
    """Return two columns of codes as one of whole numbers, exact for codes below 2^31."""
    return pc.add(pc.multiply(left, _HALF), right)
