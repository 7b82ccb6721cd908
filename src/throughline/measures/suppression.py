"""Tables that may be told: what one withheld figure makes it needful to withhold beside it.

``publishable`` and ``publishable_tree`` are the only makers of a ``PublishedTable``, and a page, a
picture, a sentence, an order or a file is made of that table and of nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from throughline.measures.counting import Cell
from throughline.measures.layers import Limits, Row
from throughline.measures.protecting import Protection, Withheld
from throughline.measures.publishing import profile_of
from throughline.measures.table_figures import figure_of
from throughline.measures.tables import ALL, Branch, Figure, Line, PublishedLine, PublishedTable
from throughline.terms.figures import FigureState, untold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline.measures.definition import Measure

__all__ = [
    "ALL",
    "Branch",
    "Figure",
    "Line",
    "PublishedLine",
    "PublishedTable",
    "publishable",
    "publishable_distribution",
    "publishable_tree",
]

_REST = "\x00rest"
"""The unnamed row or column: those of the whole that no part or column holds."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a whole elsewhere; the parts may never tell more of it."""

    total: bool = True
    figure: bool = True
    columns: bool = True
    column_figures: bool = True

    def both(self, other: Told) -> Told:
        """Return what is told by both."""
        return Told(
            self.total and other.total,
            self.figure and other.figure,
            self.columns and other.columns,
            self.column_figures and other.column_figures,
        )


def publishable(
    measure: Measure,
    whole: Line,
    parts: Iterable[Line] = (),
    *,
    profile: str | None = None,
    also: Iterable[str] = (),
    on: date | None = None,
) -> PublishedTable:
    """Return a whole and its parts with everything withheld that could be computed otherwise.

    Args:
        measure: what the cells are of.
        whole: the unit that the parts make up, such as a municipality.
        parts: its units, such as schools; those of the whole that are in none are taken account of.
        profile: another profile than the measure's own.
        also: units to withhold although they could stand alone: another table would reveal them.
        on: the day whose rules of publication hold.

    Raises:
        ValueError: the parts hold more pupils than the whole.
    """
    branch = Branch(whole, tuple(Branch(part) for part in parts))
    tables = publishable_tree(measure, branch, profile=profile, also=also, on=on)
    return tables[whole.unit]


def publishable_tree(
    measure: Measure,
    root: Branch,
    *,
    profile: str | None = None,
    also: Iterable[str] = (),
    on: date | None = None,
) -> dict[str, PublishedTable]:
    """Return the table of every branch, by its unit, safe against whoever reads them all.

    A unit that is withheld tells nothing of its parts. Where a branch cannot be told safely in its
    parts whatever is withheld of them, it is withheld in the table above, and all begins again.

    Raises:
        ValueError: the parts of a branch hold more pupils than it.
    """
    tree = _Tree(Limits(measure, profile_of(profile or measure.profile, on=on)))
    tree.settle(root)
    if also:
        # Begun anew from what is withheld already, so that more withheld never tells more.
        tree.units |= set(also)
        tree.settle(root)
    return tree.tables


def publishable_distribution(
    measure: Measure, root: Branch, *, profile: str | None = None, on: date | None = None
) -> dict[str, PublishedTable]:
    """Return the tables of every branch in numbers of pupils alone, by column; see ``distribution``."""
    tree = _Tree(Limits(measure, profile_of(profile or measure.profile, on=on)), has_figures=False)
    tree.settle(root)
    return tree.tables


@dataclass(slots=True)
class _Tree:
    """The tables of a tree on their way to be told."""

    limits: Limits
    has_figures: bool = True
    units: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    columns: set[str] = field(default_factory=set)
    kept: dict[str, Withheld] = field(default_factory=dict)
    tables: dict[str, PublishedTable] = field(default_factory=dict)

    def settle(self, root: Branch) -> None:
        """Make every table, again until none has to be made otherwise for another's sake."""
        while not self.publish(root):
            continue

    def publish(self, root: Branch) -> bool:
        """Make every table; ``False`` where a branch turned out not to be told, and all begins anew."""
        self.tables = {}
        everything = Told(figure=self.has_figures, column_figures=self.has_figures)
        waiting: list[tuple[Branch, Told, PublishedLine | None]] = [(root, everything, None)]
        while waiting:
            branch, told, above = waiting.pop()
            unit, sheet = branch.line.unit, _Sheet(self.limits, branch)
            own = sheet.own(is_alone=branch is root and self.has_figures)
            now = told.both(self._told_of(unit)).both(own)
            withheld = sheet.withheld(now, self._given(branch))
            if self._is_undone(unit, withheld):
                return False
            self.kept[unit] = withheld
            self.tables[unit] = table = sheet.table(now, withheld, above)
            waiting += [
                (part, _told_of_part(part.line.unit, now, withheld), line)
                for part, line in zip(sheet.parts, table.parts, strict=True)
            ]
        return True

    def _told_of(self, unit: str) -> Told:
        total, figure = unit not in self.units, unit not in self.figures
        return Told(total, total and figure, unit not in self.columns, unit not in self.columns)

    def _given(self, branch: Branch) -> Withheld:
        units = frozenset(part.line.unit for part in branch.parts)
        kept = self.kept.get(branch.line.unit, Withheld())
        return replace(
            kept,
            totals=kept.totals | (units & self.units),
            figures=kept.figures | (units & self.figures),
            column_totals=kept.column_totals | (units & self.columns),
        )

    def _is_undone(self, unit: str, withheld: Withheld) -> bool:
        before = len(self.units) + len(self.figures) + len(self.columns)
        self.units |= {unit} if withheld.whole_total else set()
        self.figures |= {unit} if withheld.whole_figure else set()
        self.columns |= {unit} if withheld.whole_columns else set()
        return len(self.units) + len(self.figures) + len(self.columns) > before


def _told_of_part(unit: str, now: Told, withheld: Withheld) -> Told:
    return Told(
        now.total and unit not in withheld.totals,
        now.figure and unit not in withheld.figures,
        now.columns and unit not in withheld.column_totals,
        now.column_figures and unit not in withheld.column_figures,
    )


class _Sheet:
    """One whole and its parts as rows and columns that add up, the unnamed among them."""

    def __init__(self, limits: Limits, branch: Branch) -> None:
        self.limits, self.branch = limits, branch
        self.columns = tuple(sorted(column for column in branch.line.cells if column != ALL))
        self.whole = _row(branch.line, self.columns)
        self.parts = sorted(branch.parts, key=lambda part: part.line.unit)
        self.rows = tuple(_row(part.line, self.columns) for part in self.parts)
        self.rest = _rest(self.whole, self.rows) if self.parts else None

    def own(self, *, is_alone: bool) -> Told:
        """Return what the whole may tell on its own account.

        One that stands in no table above tells no numbers by column without figures by column:
        together with the figure of everybody, where nearly all met the measure, they would tell
        those figures. For the others the table above has seen to it.
        """
        cells, limits = self.whole.columns, self.limits
        total = not limits.hides_total(self.whole.everybody)
        figure = not limits.hides_figure(self.whole.everybody)
        columns = bool(self.columns) and not any(map(limits.hides_total, cells))
        column_figures = columns and not any(map(limits.hides_figure, cells))
        return Told(total, figure, columns and (column_figures or not is_alone), column_figures)

    def withheld(self, now: Told, given: Withheld) -> Withheld:
        """Return what must be withheld of the parts."""
        units = frozenset(row.unit for row in self.rows)
        if not now.total:
            return replace(given, totals=units).closed()
        nothing: frozenset[str] = frozenset()
        column_figures = now.column_figures and now.figure
        # For the reason that ``own`` gives.
        columns = now.columns and (column_figures or not now.figure)
        given = replace(
            given,
            figures=given.figures | (nothing if now.figure else units),
            column_totals=given.column_totals | (nothing if columns else units),
            column_figures=given.column_figures | (nothing if column_figures else units),
        )
        rows = self.rows
        if self.rest is not None:
            rows, given = (*rows, self.rest), replace(given, totals=given.totals | {_REST})
        return Protection(
            self.limits,
            rows,
            has_columns=now.columns,
            has_column_figures=column_figures,
            has_figures=now.figure,
        ).withheld(given.closed())

    def table(self, now: Told, withheld: Withheld, above: PublishedLine | None) -> PublishedTable:
        """Return the table as it may be told; the whole reads as it does in the table above."""
        lines = [part.line for part in self.parts]
        return PublishedTable(
            measure=self.limits.measure,
            profile=self.limits.profile.id,
            columns=self.columns,
            whole=above or self._line(self.branch.line, self._of_whole(now), is_even=False),
            parts=tuple(self._line(line, withheld, is_even=not now.figure) for line in lines),
        )

    def _of_whole(self, now: Told) -> Withheld:
        unit, nothing = frozenset({self.branch.line.unit}), frozenset[str]()
        return Withheld(
            totals=nothing if now.total else unit,
            figures=nothing if now.figure else unit,
            column_totals=nothing if now.columns else unit,
            column_figures=nothing if now.column_figures else unit,
        ).closed()

    def _line(self, line: Line, withheld: Withheld, *, is_even: bool) -> PublishedLine:
        unit = line.unit
        told = {
            ALL: self._figure(
                line.cells.get(ALL, Cell()),
                Told(unit not in withheld.totals, unit not in withheld.figures),
                is_even=is_even,
            )
        }
        told |= {
            column: self._figure(
                line.cells.get(column, Cell()),
                Told(unit not in withheld.column_totals, unit not in withheld.column_figures),
                is_even=True,
            )
            for column in self.columns
        }
        return PublishedLine(unit, told)

    def _figure(self, cell: Cell, told: Told, *, is_even: bool) -> Figure:
        """Return one figure; ``is_even`` lets all that is withheld read alike."""
        total, figure = figure_of(self.limits.measure, cell, self.limits.profile)
        if not told.total:
            few = untold(FigureState.FEW_TOTAL)
            return Figure(few, few)
        coverage = None if cell.coverage is None else round(cell.coverage, 2)
        if told.figure or not cell.total:
            return Figure(total, figure, coverage)
        keeps = figure.is_about and not is_even
        return Figure(total, figure if keeps else untold(FigureState.FEW_EVENT), coverage)


def _row(line: Line, columns: tuple[str, ...]) -> Row:
    """Return a line with the column of those whom no column holds, so that its columns add up."""
    everybody = line.cells.get(ALL, Cell())
    cells = [line.cells.get(column, Cell()) for column in columns]
    if not columns:
        return Row(line.unit, everybody, (everybody,))
    return Row(line.unit, everybody, (*cells, _less(everybody, cells, line.unit)))


def _rest(whole: Row, rows: Iterable[Row]) -> Row | None:
    """Return the row of those whom no part holds; ``None`` where the parts hold everybody."""
    listed = list(rows)
    everybody = _less(whole.everybody, [row.everybody for row in listed], whole.unit)
    columns = tuple(
        _less(cell, [row.columns[index] for row in listed], whole.unit)
        for index, cell in enumerate(whole.columns)
    )
    is_empty = not (everybody.total or everybody.value or everybody.weight)
    return None if is_empty else Row(_REST, everybody, columns, is_named=False)


def _less(whole: Cell, parts: Iterable[Cell], unit: str) -> Cell:
    together = sum(parts, Cell())
    rest = Cell(
        whole.total - together.total,
        whole.event - together.event,
        whole.value - together.value,
        whole.weight - together.weight,
    )
    amounts = (rest.total, rest.event, rest.total - rest.event, rest.value, rest.weight)
    if any(amount < 0 for amount in amounts):
        raise ValueError(f"The parts of {unit!r} hold more than the whole.")
    return rest
