"""Measures inside one another: what two of them, told side by side, tell by their difference.

Ten per cent of absence holds fifteen, and total absence the unexcused. Whoever subtracts the one
from the other in the same unit has a number that neither definition asked to tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.measures.definition import Kind
from throughline.measures.differencing import Shift, too_few_between
from throughline.measures.publishing import profile_of
from throughline.measures.suppression import publishable
from throughline.measures.tables import ALL
from throughline.terms.figures import FigureState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Line, PublishedTable


@dataclass(frozen=True, slots=True)
class Wanted:
    """One measure of a whole and its parts, before anything is withheld.

    ``also`` names units to withhold although they could stand alone.
    """

    measure: Measure
    whole: Line
    parts: tuple[Line, ...] = ()
    also: frozenset[str] = frozenset()


def publishable_together(
    wanted: Iterable[Wanted], *, on: date | None = None
) -> dict[str, PublishedTable]:
    """Return the tables of measures of the same units, by measure, safe for who reads them all.

    Of two shares of pupils the inner one, or the one that gives way, is withheld in a unit where the
    pupils between them are too few to be told of. Rates of minutes inside one another rest on the
    same pupils, and their difference on all of them; so they are withheld in the same units, and
    none fills another's gap.

    Raises:
        ValueError: the parts of a whole hold more pupils than it.
    """
    told = _Together({each.measure.id: each for each in wanted}, on)
    for measure_id in sorted(told.wanted, key=told.turn):
        told.tell(measure_id)
    told.even_out()
    return {measure_id: told.tables[measure_id] for measure_id in told.wanted}


@dataclass(slots=True)
class _Together:
    """Tables of the same units on their way to be told, one measure after the other."""

    wanted: Mapping[str, Wanted]
    on: date | None
    tables: dict[str, PublishedTable] = field(default_factory=dict)
    also: dict[str, frozenset[str]] = field(default_factory=dict)

    def turn(self, measure_id: str) -> tuple[bool, int]:
        """Return when a measure is told: after those that hold it, and last where it gives way."""
        return self.wanted[measure_id].measure.gives_way, len(self.holders(measure_id))

    def tell(self, measure_id: str) -> None:
        nested = [each for each in self.tables if self.is_nested(each, measure_id)]
        self.publish(measure_id, self.wanted[measure_id].also)
        while named := self.named(measure_id, nested):
            self.publish(measure_id, self.also[measure_id] | named)
        own = self.wanted[measure_id]
        if own.parts and self.is_closed_in_on(measure_id):
            self.publish(measure_id, self.also[measure_id] | {own.whole.unit})

    def is_closed_in_on(self, measure_id: str) -> bool:
        """Say whether a withheld count is known from the whole and from what holds the others."""
        own, exact = self.wanted[measure_id], _exact(self.tables[measure_id])
        if own.measure.counting.kind is not Kind.PUPILS or own.whole.unit not in exact:
            return False
        hidden = [part for part in own.parts if part.unit not in exact]
        most = {part.unit: self.most(measure_id, part) for part in hidden}
        together = sum(part.cells[ALL].event for part in hidden)
        least_open = sum(most.values()) - together
        return any(most[part.unit] and least_open < 1 for part in hidden)

    def most(self, measure_id: str, part: Line) -> int:
        """Return the most that a part's count can be, by what is told of the measures that hold it."""
        told = [part.cells[ALL].total]
        for holder in self.holders(measure_id):
            if holder in self.tables and part.unit in _exact(self.tables[holder]):
                held = {line.unit: line.cells[ALL] for line in self.wanted[holder].parts}
                told.append(held[part.unit].event)
        near_none = profile_of(self.wanted[measure_id].measure.profile, on=self.on).near_none
        if _state(self.tables[measure_id], part.unit) is FigureState.ROUNDED_LOW:
            told.append(near_none - 1)
        return min(told)

    def is_nested(self, one: str, other: str) -> bool:
        return one in self.holders(other) or other in self.holders(one)

    def holders(self, measure_id: str) -> tuple[str, ...]:
        """Return the measures that hold one, near and far, that are told here."""
        near = [each for each in self.wanted[measure_id].measure.inside if each in self.wanted]
        far = [holder for each in near for holder in self.holders(each)]
        return tuple(dict.fromkeys([*near, *far]))

    def publish(self, measure_id: str, also: frozenset[str]) -> None:
        asked = self.wanted[measure_id]
        self.also[measure_id] = also
        self.tables[measure_id] = publishable(
            asked.measure, asked.whole, asked.parts, also=also, on=self.on
        )

    def named(self, measure_id: str, nested: Iterable[str]) -> frozenset[str]:
        """Return the units that tell of too few, beside a measure inside this one or around it."""
        own, exact = self.wanted[measure_id], _exact(self.tables[measure_id])
        found: frozenset[str] = frozenset()
        for each in nested:
            other = self.wanted[each]
            shifts = _shifts(other, own, exact & _exact(self.tables[each]))
            if own.measure.counting.kind is Kind.PUPILS:
                found |= too_few_between(other.measure, shifts, on=self.on)
                found |= too_few_between(own.measure, shifts, on=self.on)
        return found

    def even_out(self) -> None:
        """Withhold rates of minutes inside one another in the same units."""
        for family in self.families():
            while len(hidden := {_withheld(self.tables[each]) for each in family}) > 1:
                self.withhold(family, frozenset[str]().union(*hidden))

    def withhold(self, family: Iterable[str], units: frozenset[str]) -> None:
        for each in family:
            self.publish(each, self.also[each] | units)

    def families(self) -> list[list[str]]:
        minutes = [
            each
            for each, asked in self.wanted.items()
            if asked.measure.counting.kind is Kind.MINUTES
        ]
        outermost = [each for each in minutes if not self.holders(each)]
        return [
            [one, *(each for each in minutes if one in self.holders(each))] for one in outermost
        ]


def _exact(table: PublishedTable) -> frozenset[str]:
    return frozenset(line.unit for line in table.lines if line.everybody.figure.is_exact)


def _state(table: PublishedTable, unit: str) -> FigureState:
    return next(line.everybody.figure.state for line in table.lines if line.unit == unit)


def _withheld(table: PublishedTable) -> frozenset[str]:
    return frozenset(line.unit for line in table.lines if line.everybody.figure.is_withheld)


def _shifts(one: Wanted, other: Wanted, units: frozenset[str]) -> list[Shift]:
    held = {line.unit: line.cells[ALL] for line in (one.whole, *one.parts)}
    return [
        Shift(line.unit, held[line.unit], line.cells[ALL], joined=0, left=0)
        for line in (other.whole, *other.parts)
        if line.unit in units
    ]
