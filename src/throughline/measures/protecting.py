"""Which parts of a table must be withheld beside those that are withheld on their own account."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from throughline.measures.attack import closed_in_on
from throughline.measures.layers import layer_of_figures, layers_of_totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from throughline.measures.attack import OpenRow
    from throughline.measures.layers import Limits, Row


@dataclass(frozen=True, slots=True)
class Withheld:
    """The units of which something is withheld, from the most to the least.

    ``totals`` tell nothing at all and ``figures`` a number of pupils alone; ``column_totals`` are
    not told by column, ``column_figures`` only in numbers by column. Where nothing else helps the
    whole itself may not be told: its number, its figure, or either by column.
    """

    totals: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    column_totals: frozenset[str] = frozenset()
    column_figures: frozenset[str] = frozenset()
    whole_total: bool = False
    whole_figure: bool = False
    whole_columns: bool = False

    def closed(self) -> Withheld:
        """Return the same with what follows: who tells less of more tells less of all of it."""
        figures = self.figures | self.totals
        column_totals = self.column_totals | self.totals
        return replace(
            self,
            figures=figures,
            column_totals=column_totals,
            column_figures=self.column_figures | column_totals | figures,
        )


@dataclass(slots=True)
class Protection:
    """One table on its way to be told: rows that add up to a whole that is told.

    ``has_columns`` and ``has_column_figures`` say whether the whole is told by column, and
    ``has_figures`` whether its figure is.
    """

    limits: Limits
    rows: tuple[Row, ...]
    has_columns: bool = True
    has_column_figures: bool = True
    has_figures: bool = True
    order: list[Row] = field(init=False)

    def __post_init__(self) -> None:
        """Decide in which order rows are withheld for others: the fewest pupils first."""
        named = [row for row in self.rows if row.is_named and row.everybody.total]
        self.order = sorted(named, key=lambda row: (row.everybody.total, row.unit))

    def withheld(self, given: Withheld) -> Withheld:
        """Return what must be withheld, ``given`` and each row's own account included.

        Each round looks for a row that could be known more closely than it needs, and withholds
        one more row; it ends when there is none, or when no row is left.
        """
        now = self._own(given)
        while (change := self._change(now)) is not None:
            now = change.closed()
            if now.whole_total or now.whole_figure:
                break
        return now

    def _own(self, given: Withheld) -> Withheld:
        limits = self.limits
        return replace(
            given,
            totals=given.totals | _units(self.rows, lambda row: limits.hides_total(row.everybody)),
            figures=given.figures
            | _units(self.rows, lambda row: limits.hides_figure(row.everybody)),
            column_totals=given.column_totals
            | _units(self.rows, lambda row: any(map(limits.hides_total, row.columns))),
            column_figures=given.column_figures
            | _units(self.rows, lambda row: any(map(limits.hides_figure, row.columns))),
        ).closed()

    def _change(self, now: Withheld) -> Withheld | None:
        """Return one more step of withholding, or ``None`` where nothing can be closed in on."""
        if closed := self._closed(self._totals(now)):
            return self._more_totals(now, closed)
        if self.has_figures and (closed := self._closed(self._figures(now))):
            return self._more_figures(now, closed)
        return None

    def _closed(self, layers: list[list[OpenRow]]) -> str | None:
        return closed_in_on(layers) if layers[0] else None

    def _totals(self, now: Withheld) -> list[list[OpenRow]]:
        free = self._rows(now.totals)
        inside = self._rows(now.column_totals - now.totals) if self.has_columns else []
        return layers_of_totals(self.limits, _seen(free, by_column=self.has_columns), inside)

    def _figures(self, now: Withheld) -> list[list[OpenRow]]:
        free = self._rows(now.figures)
        has_columns = self.has_column_figures
        inside = self._rows(now.column_figures - now.figures) if has_columns else []
        return layer_of_figures(self.limits, _seen(free, by_column=has_columns), inside)

    def _more_totals(self, now: Withheld, closed: str) -> Withheld:
        within = now.totals if closed in now.totals else now.column_totals
        more = self._next(within)
        if closed in now.totals:
            return replace(now, totals=within | more, whole_total=not more)
        return replace(now, column_totals=within | more) if more else self._without_columns(now)

    def _more_figures(self, now: Withheld, closed: str) -> Withheld:
        within = now.figures if closed in now.figures else now.column_figures
        more = self._next(within)
        if closed in now.figures:
            return replace(now, figures=within | more, whole_figure=not more)
        return replace(now, column_figures=within | more) if more else self._without_columns(now)

    def _without_columns(self, now: Withheld) -> Withheld:
        self.has_columns = self.has_column_figures = False
        everyone = frozenset(row.unit for row in self.rows)
        return replace(now, column_totals=everyone, column_figures=everyone, whole_columns=True)

    def _next(self, already: frozenset[str]) -> frozenset[str]:
        """Return the next row to withhold, as a set of one; an empty one where none is left."""
        left = (row.unit for row in self.order if row.unit not in already)
        return frozenset(unit for unit in (next(left, None),) if unit is not None)

    def _rows(self, units: frozenset[str]) -> list[Row]:
        return [row for row in self.rows if row.unit in units]


def _seen(rows: list[Row], *, by_column: bool) -> list[Row]:
    """Return rows as an outsider sees them: of one column where the whole is not told by column."""
    return rows if by_column else [replace(row, columns=(row.everybody,)) for row in rows]


def _units(rows: Iterable[Row], is_withheld: Callable[[Row], bool]) -> frozenset[str]:
    return frozenset(row.unit for row in rows if is_withheld(row))
