"""How closely an outsider who can add and subtract may come to a withheld amount.

A table of parts by columns has known sums. What is withheld in it can be moved about without any
published number changing: an amount may grow where another in its column, and its row, shrinks. The
ways it can move are the paths of a flow network, and how far it can move is the largest flow. So
the distance from the least to the most that an amount could be is found exactly, in whole pupils,
and both ends are tables that agree with everything that is told.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Amount = int | Decimal
"""Pupils, minutes or points; whole numbers and decimals alike."""

BOUNDLESS = 10**15
"""More than there can be of anything that is counted here."""


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One part with withheld amounts: what they are, and between what an outsider knows them to be.

    Where the row's sum is told (``sum_is_told``) the amounts can only be moved inside the row and
    against other rows in the same columns; otherwise the sum lies between ``sum_least`` and
    ``sum_most``. ``needs`` is how far each must be able to move, and ``sum_needs`` how far the sum.
    """

    unit: str
    amounts: tuple[Amount, ...]
    least: tuple[Amount, ...]
    most: tuple[Amount, ...]
    needs: tuple[Amount, ...]
    sum_least: Amount = 0
    sum_most: Amount = 0
    sum_needs: Amount = 0
    sum_is_told: bool = False

    def places(self) -> Iterator[tuple[int, Amount]]:
        """Yield the place of each amount with what it needs; the sum, where untold, first."""
        if not self.sum_is_told:
            yield SUM, self.sum_needs
        yield from enumerate(self.needs)


SUM = -1
"""The place of a row's sum among its amounts."""

Node = tuple[str, str, int]
_POOL: Node = ("pool", "", 0)


def closed_in_on(layers: Sequence[Sequence[OpenRow]]) -> str | None:
    """Return the unit of the first row with an amount that could be known more closely than it needs.

    The layers hold the same rows and are parts of one amount, such as those who met a measure and
    those who did not: each moves by itself, so the widths of an amount add up.
    """
    networks = [Network(rows) for rows in layers]
    for index, row in enumerate(layers[0]):
        pairs = [(network, rows[index]) for network, rows in zip(networks, layers, strict=True)]
        if not _is_open(pairs):
            return row.unit
    return None


def _is_open(pairs: list[tuple[Network, OpenRow]]) -> bool:
    for where, needed in pairs[0][1].places():
        room: Amount = 0
        for network, row in pairs:
            room += network.width(row, where, needed - room) if room < needed else 0
        if room < needed:
            return False
    return True


class Network:
    """The ways in which the withheld amounts of one table can be moved about."""

    def __init__(self, rows: Sequence[OpenRow]) -> None:
        self._room: defaultdict[Node, dict[Node, Amount]] = defaultdict(dict)
        for row in rows:
            self._add(row)

    def _add(self, row: OpenRow) -> None:
        node = _row_node(row)
        if not row.sum_is_told:
            total = sum(row.amounts)
            self._way(_POOL, node, row.sum_most - total, total - row.sum_least)
        for column, amount in enumerate(row.amounts):
            up, down = row.most[column] - amount, amount - row.least[column]
            self._way(node, _column_node(column), up, down)

    def _way(self, one: Node, other: Node, up: Amount, down: Amount) -> None:
        self._room[one][other], self._room[other][one] = up, down

    def width(self, row: OpenRow, where: int, enough: Amount = BOUNDLESS) -> Amount:
        """Return the distance from the least to the most that an amount could be, or ``enough``."""
        node = _row_node(row)
        one, other = (_POOL, node) if where == SUM else (node, _column_node(where))
        up = min(self._room[one][other], enough)
        grows = self._most_flow(other, one, up) if up > 0 else 0
        down = min(self._room[other][one], enough - grows)
        return grows + (self._most_flow(one, other, down) if down > 0 else 0)

    def _most_flow(self, start: Node, end: Node, enough: Amount) -> Amount:
        """Return how much can flow between two nodes other than straight across."""
        room = {node: dict(ways) for node, ways in self._room.items()}
        del room[start][end], room[end][start]
        flowed: Amount = 0
        while flowed < enough:
            path = _path(room, start, end)
            if path is None:
                break
            step = min(*(room[a][b] for a, b in path), enough - flowed)
            for a, b in path:
                room[a][b] -= step
                room[b][a] += step
            flowed += step
        return flowed


def _row_node(row: OpenRow) -> Node:
    return ("row", row.unit, 0)


def _column_node(column: int) -> Node:
    return ("column", "", column)


def _path(
    room: dict[Node, dict[Node, Amount]], start: Node, end: Node
) -> list[tuple[Node, Node]] | None:
    """Return the shortest way with room left, as its steps."""
    came: dict[Node, Node] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        node = waiting.popleft()
        fresh = [each for each, left in room[node].items() if left > 0 and each not in came]
        came.update(dict.fromkeys(fresh, node))
        waiting.extend(fresh)
    return _steps_back(came, start, end) if end in came else None


def _steps_back(came: dict[Node, Node], start: Node, end: Node) -> list[tuple[Node, Node]]:
    steps, node = [], end
    while node != start:
        steps.append((came[node], node))
        node = came[node]
    return steps
