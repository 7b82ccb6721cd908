"""Two figures that are told apart from each other, and what the difference between them tells.

A group inside another, such as municipal schools inside all schools, leaves the rest when it is
taken away; a group that hardly changes from year to year leaves those who came and went.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.measures.counting import Cell
from throughline.measures.definition import Kind
from throughline.measures.layers import Limits
from throughline.measures.publishing import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from throughline.measures.definition import Measure
    from throughline.measures.publishing import PublicationProfile


@dataclass(frozen=True, slots=True)
class Nested:
    """A group of pupils inside another, both told of: ``inner`` is the unit that may be withheld."""

    inner: str
    inside: Cell
    whole: Cell


@dataclass(frozen=True, slots=True)
class Shift:
    """One unit in two years: its cells, and how many pupils came and went between them.

    With nobody coming or going it is the same pupils, as the same starters after three years and
    after four.
    """

    unit: str
    before: Cell
    after: Cell
    joined: int
    left: int


def revealing(
    measure: Measure,
    pairs: Iterable[Nested],
    *,
    profile: str | None = None,
    on: date | None = None,
) -> frozenset[str]:
    """Return the inner units to withhold, since those of the whole outside them may not be told.

    A difference without pupils reveals nothing. The result is for ``publishable(also=...)``.
    """
    limits = Limits(measure, profile_of(profile or measure.profile, on=on))
    return frozenset(
        pair.inner for pair in pairs if limits.hides_figure(_outside(pair.whole, pair.inside))
    )


def revealing_over_time(
    measure: Measure,
    shifts: Iterable[Shift],
    *,
    profile: str | None = None,
    on: date | None = None,
) -> frozenset[str]:
    """Return the units whose later year is to be withheld, since the earlier one is told.

    A few who came or went could be told apart by the change. The same pupils twice tell what became
    of the rest: too few of them may not be told either.
    """
    limits = profile_of(profile or measure.profile, on=on)
    return frozenset(shift.unit for shift in shifts if _is_revealing(shift, measure, limits))


def too_few_between(
    measure: Measure, shifts: Iterable[Shift], *, on: date | None = None
) -> frozenset[str]:
    """Return the units where the pupils that one measure holds and another inside it does not are few.

    They did not meet the inner one: as few as the profile would not tell of those who did not.
    """
    limits = profile_of(measure.profile, on=on)
    fewest = max(limits.least_other, limits.near_all) or limits.least_event
    return frozenset(
        shift.unit for shift in shifts if 0 < abs(shift.after.event - shift.before.event) < fewest
    )


def _is_revealing(shift: Shift, measure: Measure, limits: PublicationProfile) -> bool:
    moved = shift.joined + shift.left
    if moved:
        return moved < limits.least_total
    if measure.counting.kind is not Kind.PUPILS:
        return False
    changed = abs(shift.after.event - shift.before.event)
    return 0 < changed < max(limits.least_event, limits.least_other, limits.near_all)


def _outside(whole: Cell, inside: Cell) -> Cell:
    return Cell(
        whole.total - inside.total,
        whole.event - inside.event,
        whole.value - inside.value,
        whole.weight - inside.weight,
    )
