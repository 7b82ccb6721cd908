"""The distinct cells of a column: each is kept once, and rows carry its number."""

from __future__ import annotations


class Vocabulary:
    """Numbers the distinct cells of one column in the order they are first seen."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.numbers = _Numbers(self.cells)

    def forget(self) -> None:
        """Start anew; numbers given before mean nothing after."""
        self.cells.clear()
        self.numbers.clear()


class _Numbers(dict[str, int]):
    """The number of each distinct cell; one never seen gets the next."""

    def __init__(self, cells: list[str]) -> None:
        super().__init__()
        self._cells = cells

    def __missing__(self, cell: str) -> int:
        number = self[cell] = len(self._cells)
        self._cells.append(cell)
        return number
