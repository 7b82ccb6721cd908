"""An outsider who knows everything that is told and can solve equations; shares no code with the room.

The unknowns are how many met the measure, and how many did not, in every leaf of a tree and column.
Every published number is an equation on them, every state in a number's place a bound. The least
and the most of each hidden amount are found by linear programming (the simplex method).
"""

from __future__ import annotations

from itertools import product

from throughline.measures.publishing import publication_profile
from throughline.measures.tables import ALL
from throughline.terms.figures import FigureState

CLOSE = 1e-7
MET, NOT = 0, 1


class Outsider:
    """What can be worked out of published tables, with the truth only where it is published."""

    def __init__(self, root, tables, columns):
        self.columns = columns or (ALL,)
        self.leaves = [*_leaves(root)]
        self.width = 2 * len(self.leaves) * len(self.columns)
        self.spare = 0
        self.equations = []
        for branch in _branches(root):
            self._read(branch, tables)
        self.simplex = Simplex(*self._matrix())

    def _read(self, branch, tables):
        told = [(table, line) for table in tables.values() for line in table.lines]
        for table, line in told:
            if line.unit == branch.line.unit:
                self._read_line(branch, line, publication_profile(table.profile))

    def _read_line(self, branch, line, profile):
        for column, figure in line.figures.items():
            cell = branch.line.cells[column]
            if figure.total.value is not None or figure.total.state is FigureState.NOT_APPLICABLE:
                self._equal(self.total(branch, column), cell.total)
            if figure.figure.is_exact:
                self._equal(self.met(branch, column), cell.event)
            elif figure.figure.state is FigureState.ROUNDED_HIGH:
                self._at_most(self.rest(branch, column), profile.near_all - 1)
            elif figure.figure.state is FigureState.ROUNDED_LOW:
                self._at_most(self.met(branch, column), profile.near_none - 1)

    def met(self, branch, column):
        return self._sum(branch, column, (MET,))

    def rest(self, branch, column):
        return self._sum(branch, column, (NOT,))

    def total(self, branch, column):
        return self._sum(branch, column, (MET, NOT))

    def _sum(self, branch, column, sides):
        inside = {leaf.line.unit for leaf in _leaves(branch)}
        row = [0.0] * self.width
        every = product(enumerate(self.leaves), enumerate(self.columns), sides)
        for (number, leaf), (place, name), side in every:
            if leaf.line.unit in inside and column in {ALL, name}:
                row[2 * (number * len(self.columns) + place) + side] = 1.0
        return row

    def _equal(self, row, value):
        self.equations.append((row, None, float(value)))

    def _at_most(self, row, value):
        self.equations.append((row, self.spare, float(value)))
        self.spare += 1

    def _matrix(self):
        rows = []
        for row, spare, _ in self.equations:
            slack = [0.0] * self.spare
            if spare is not None:
                slack[spare] = 1.0
            rows.append(row + slack)
        return rows, [value for *_, value in self.equations], self.width + self.spare

    def room(self, row):
        """The distance from the least to the most that an amount could be."""
        goal = row + [0.0] * self.spare
        return self.simplex.most(goal) + self.simplex.most([-each for each in goal])


class Simplex:
    """Linear programs over the same ``A x = b, x >= 0``, one goal after the other."""

    def __init__(self, matrix, right, width):
        self.width = width
        self.rows = [
            [*row, *_unit(len(matrix), at), value]
            for at, (row, value) in enumerate(zip(matrix, right, strict=True))
        ]
        self.basis = [width + at for at in range(len(matrix))]
        self._maximise([0.0] * width + [-1.0] * len(matrix), len(self.rows))
        self._drop_helpers()

    def _drop_helpers(self):
        """Take the helping variables out of the basis, and out of the equations."""
        for at in [at for at, each in enumerate(self.basis) if each >= self.width][::-1]:
            column = next((i for i in range(self.width) if abs(self.rows[at][i]) > CLOSE), None)
            if column is None:
                del self.rows[at], self.basis[at]
            else:
                self._pivot(at, column)
        self.rows = [[*row[: self.width], row[-1]] for row in self.rows]

    def most(self, goal):
        return self._maximise(goal, 0)

    def _maximise(self, goal, helpers):
        width = self.width + helpers
        costs = [*goal, 0.0] if len(goal) == width else [*goal, *[0.0] * helpers, 0.0]
        for at, column in enumerate(self.basis):
            costs = _less(costs, self.rows[at], costs[column])
        while True:
            column = next((i for i in range(width) if costs[i] > CLOSE), None)
            if column is None:
                return -costs[-1]
            ratios = [
                (row[-1] / row[column], self.basis[at], at)
                for at, row in enumerate(self.rows)
                if row[column] > CLOSE
            ]
            if not ratios:
                return float("inf")
            at = min(ratios)[2]
            self._pivot(at, column)
            costs = _less(costs, self.rows[at], costs[column])

    def _pivot(self, at, column):
        divisor = self.rows[at][column]
        self.rows[at] = [each / divisor for each in self.rows[at]]
        for other, row in enumerate(self.rows):
            if other != at and row[column]:
                self.rows[other] = _less(row, self.rows[at], row[column])
        self.basis[at] = column


def _less(row, other, times):
    return [one - times * two for one, two in zip(row, other, strict=True)] if times else row


def _unit(length, at):
    return [1.0 if each == at else 0.0 for each in range(length)]


def _leaves(branch):
    if not branch.parts:
        yield branch
    for part in branch.parts:
        yield from _leaves(part)


def _branches(branch):
    yield branch
    for part in branch.parts:
        yield from _branches(part)


branches = _branches
