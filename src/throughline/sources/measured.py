"""The measures of a whole portion: each distinct combination of cells is added up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources.fields import MEASURES
from throughline.sources.measures import Measure, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from throughline.sources.columns import Column
    from throughline.sources.issues import CellFault
    from throughline.sources.profile import Profile

_MOST_REMEMBERED = 50_000


class Measures:
    """Reads each distinct combination of measure cells once.

    ``table`` holds the measures by their number; ``faults`` what is wrong with a combination.
    """

    def __init__(self, columns: Mapping[str, Column], profile: Profile) -> None:
        self.names = tuple(name for name in MEASURES if name in columns)
        self.table: list[Measure] = []
        self.faults: dict[int, list[CellFault]] = {}
        self._columns = [columns[name] for name in self.names]
        self._memory = _Memory(self._read)
        self._number_of: dict[Measure, int] = {}
        self._profile = profile

    @property
    def is_full(self) -> bool:
        """Whether there are too many distinct combinations to remember."""
        return len(self._memory) > _MOST_REMEMBERED

    def forget(self) -> None:
        """Start anew; numbers given before mean nothing after."""
        self.table.clear()
        self.faults.clear()
        self._memory.clear()
        self._number_of.clear()

    def numbers(self, raw: Mapping[str, Sequence[int]], *, rows: int) -> list[int]:
        """Return for each row the number of its measure in ``table``."""
        if not self.names:
            return [self._memory[()]] * rows
        combinations = zip(*(raw[name] for name in self.names), strict=True)
        return list(map(self._memory.__getitem__, combinations))

    def _read(self, combination: tuple[int, ...]) -> int:
        said = {
            name: column.value(cell)
            for name, column, cell in zip(self.names, self._columns, combination, strict=True)
        }
        faults: list[CellFault] = []
        found = measure(said, self._profile, faults)
        number = len(self.table)
        if faults:
            self.faults[number] = faults
        elif self._number_of.setdefault(found, number) != number:
            return self._number_of[found]
        self.table.append(found)
        return number


class _Memory(dict[tuple[int, ...], int]):
    """The number of each distinct combination, read on first sight."""

    def __init__(self, read: Callable[[tuple[int, ...]], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, combination: tuple[int, ...]) -> int:
        number = self[combination] = self._read(combination)
        return number
