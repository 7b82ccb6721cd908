"""From facts to cells: each pupil once, where the definition says, and no further memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from throughline.measures.conditions import FACTS, all_met
from throughline.measures.definition import Kind, Placement
from throughline.measures.spans import span_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from throughline.measures.definition import Measure
    from throughline.measures.facts import Minutes, PupilFact, Stay
    from throughline.terms.school_years import DateSpan

Dims = tuple[tuple[str, str], ...]
"""What a cell is divided by, such as ``(("sex", "girl"),)``; empty for all."""


SPAN = "span"
"""The division by the spans of a measure's distribution; see ``distribution``."""


class Place(NamedTuple):
    """Where a pupil, or a minute, counts, as of a day: what a roll-up climbs from."""

    school: str | None
    class_name: str | None
    home: str | None
    on: date


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums over pupils of one place and division; cells of different pupils may be added.

    ``total`` pupils were counted and ``event`` of them met the measure. ``value`` and ``weight``
    are what is divided in a rate of minutes, and ``value`` what is averaged in a mean. ``known``
    of ``expected`` is the coverage: of pupils, or of offered minutes.
    """

    total: int = 0
    event: int = 0
    value: Decimal = Decimal(0)
    weight: Decimal = Decimal(0)
    known: int = 0
    expected: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.total + other.total,
            self.event + other.event,
            self.value + other.value,
            self.weight + other.weight,
            self.known + other.known,
            self.expected + other.expected,
        )

    @property
    def coverage(self) -> float | None:
        """Share of what should be known that is; ``None`` where nothing should be."""
        return min(1.0, self.known / self.expected) if self.expected else None


class CountedTwice(ValueError):  # noqa: N818 - read aloud it says what it is
    """A pupil came twice in one stream; all of a pupil's stays belong in one fact."""


@dataclass(slots=True)
class Counts:
    """The cells of one measure by place and division: as many as there are classes, not pupils."""

    measure: Measure
    cells: dict[tuple[Place, Dims], Cell] = field(default_factory=dict)

    def __add__(self, other: Counts) -> Counts:
        """Return both together; no pupil may be in both."""
        cells = defaultdict(Cell, self.cells)
        for key, cell in other.cells.items():
            cells[key] += cell
        return Counts(self.measure, dict(cells))


def count(
    measure: Measure,
    facts: Iterable[PupilFact],
    *,
    period: DateSpan,
    by: Collection[tuple[str, ...]] = (),
) -> Counts:
    """Return the cells of a measure over a period, from one fact a pupil in any order.

    Args:
        measure: what to count.
        facts: one for each pupil, with all stays.
        period: the days that the measure is of; a count day lies in it.
        by: how to divide beside the whole, such as ``[("sex",), ("sex", "year_group")]``, and
            ``(SPAN,)`` by the spans of the measure's own value.

    Raises:
        CountedTwice: a pupil came twice.
    """
    return count_all([measure], facts, period=period, by=by)[measure.id]


def count_all(
    measures: Iterable[Measure],
    facts: Iterable[PupilFact],
    *,
    period: DateSpan,
    by: Collection[tuple[str, ...]] = (),
) -> Mapping[str, Counts]:
    """Return the cells of several measures by id, from one passage over the facts; see ``count``.

    What is remembered is a cell for each place and division, and each pupil's id. A nation is
    counted in pieces that share no pupil, and the pieces' ``Counts`` are added.
    """
    divisions = [(), *(names for names in by if names not in {(), (SPAN,)})]
    tallies = [_Tally(measure, by_span=(SPAN,) in by) for measure in measures]
    populations = _populations(tallies)
    for fact in _each_once(facts):
        dims = [kept for division in divisions if (kept := _dims(fact, division)) is not None]
        for population in populations:
            _add(population, fact, dims, period)
    return {tally.measure.id: tally.counts() for tally in tallies}


def _populations(tallies: list[_Tally]) -> list[list[_Tally]]:
    """Return the tallies that count the same pupils in the same places together."""
    alike: dict[object, list[_Tally]] = defaultdict(list)
    for tally in tallies:
        counting = tally.measure.counting
        alike[(counting.among, counting.placement, counting.count_day)].append(tally)
    return list(alike.values())


def _add(population: list[_Tally], fact: PupilFact, dims: list[Dims], period: DateSpan) -> None:
    measure = population[0].measure
    if all_met(measure.counting.among, fact) is not True:
        return
    place = placed(fact, measure, period)
    if place is None:
        return
    for tally in population:
        tally.add(fact, place, [*dims, *tally.spans(fact)])


def _each_once(facts: Iterable[PupilFact]) -> Iterator[PupilFact]:
    seen: set[str] = set()
    for fact in facts:
        if fact.pupil_id in seen:
            raise CountedTwice(f"The pupil {fact.pupil_id!r} came twice; give all stays at once.")
        seen.add(fact.pupil_id)
        yield fact


def _dims(fact: PupilFact, division: tuple[str, ...]) -> Dims | None:
    """Return how a pupil falls in a division; ``None`` where one of its dimensions is unknown."""
    if not all(name in fact.dims for name in division):
        return None
    return tuple((name, fact.dims[name]) for name in division)


Sums = tuple[int, int, "int | Decimal", int, int, int]
"""What one pupil adds to a cell, in the order of a cell's fields."""


class _Tally:
    """The running sums of one measure."""

    def __init__(self, measure: Measure, *, by_span: bool) -> None:
        self.measure = measure
        self._by_span = by_span and bool(measure.bins)
        self.sums: dict[tuple[Place, Dims], list[int | Decimal]] = {}
        self._pieces = {
            Kind.PUPILS: self._pupil,
            Kind.MEAN: self._mean,
            Kind.MINUTES: self._minutes,
        }[measure.counting.kind]

    def counts(self) -> Counts:
        return Counts(self.measure, {key: _cell(sums) for key, sums in self.sums.items()})

    def add(self, fact: PupilFact, main: Place, dims: list[Dims]) -> None:
        """Add a pupil who belongs to the population and counts in a place."""
        for place, added in self._pieces(fact, main):
            for each in dims:
                self._sum((place, each), added)

    def spans(self, fact: PupilFact) -> list[Dims]:
        """Return the span that a pupil's own value lies in, where it is asked and known."""
        if not self._by_span:
            return []
        counting = self.measure.counting
        is_mean = counting.kind is Kind.MEAN
        value = FACTS[counting.value](fact) if is_mean else fact.rate(counting.minutes)
        if not isinstance(value, (int, float, Decimal)):
            return []
        return [((SPAN, span_of(float(value), self.measure.bins)),)]

    def _sum(self, key: tuple[Place, Dims], added: Sums) -> None:
        sums = self.sums.get(key)
        if sums is None:
            self.sums[key] = list(added)
            return
        # One by one: this is the innermost line of a nation's count.
        sums[0] += added[0]
        sums[1] += added[1]
        sums[2] += added[2]
        sums[3] += added[3]
        sums[4] += added[4]
        sums[5] += added[5]

    def _pupil(self, fact: PupilFact, main: Place) -> Iterable[tuple[Place, Sums]]:
        met = all_met(self.measure.counting.event, fact)
        known = int(met is not None)
        return ((main, (known, int(met is True), 0, 0, known, 1)),)

    def _mean(self, fact: PupilFact, main: Place) -> Iterable[tuple[Place, Sums]]:
        value = FACTS[self.measure.counting.value](fact)
        if isinstance(value, (int, Decimal)):
            return ((main, (1, 0, value, 0, 1, 1)),)
        return ((main, (0, 0, 0, 0, 0, 1)),)

    def _minutes(self, fact: PupilFact, main: Place) -> Iterator[tuple[Place, Sums]]:
        is_told = False
        for stay in fact.stays:
            added = self._stay(stay.minutes)
            is_told = is_told or bool(added[3])
            yield _place(fact, stay, stay.ends_on), added
        if is_told:
            yield main, (1, 0, 0, 0, 0, 0)

    def _stay(self, minutes: Minutes) -> Sums:
        counting = self.measure.counting
        value, weight = getattr(minutes, counting.minutes), getattr(minutes, counting.of_minutes)
        if value is None and counting.minutes == "reported":
            # Offered and not reported by anybody: that is what coverage is about.
            value = 0
        known = (minutes.reported or 0) if minutes.offered else 0
        if value is None or not weight:
            return (0, 0, 0, 0, known, minutes.offered or 0)
        return (0, 0, value, weight, known, minutes.offered or 0)


def _cell(sums: list[int | Decimal]) -> Cell:
    total, event, value, weight, known, expected = sums
    return Cell(int(total), int(event), Decimal(value), Decimal(weight), int(known), int(expected))


def placed(fact: PupilFact, measure: Measure, period: DateSpan) -> Place | None:
    """Return where a pupil counts in a measure; ``None`` where the pupil counts nowhere.

    With a count day it is the school of that day; otherwise the last school, or the one where most
    minutes were reported. The home is the one of the same day.
    """
    counting = measure.counting
    if counting.placement is Placement.COUNT_DAY and counting.count_day is not None:
        day = _day_in(period, counting.count_day)
        stay = next((stay for stay in reversed(fact.stays) if stay.holds_on(day)), None)
        return None if stay is None else _place(fact, stay, day)
    if not fact.stays:
        return None
    last = max(fact.stays, key=lambda stay: (stay.ends_on, stay.starts_on, stay.school))
    if counting.placement is Placement.LAST_SCHOOL:
        return _place(fact, last, last.ends_on)
    most = max(fact.stays, key=_most_minutes)
    return _place(fact, most, most.ends_on)


def _most_minutes(stay: Stay) -> tuple[int, int, date, str]:
    minutes = stay.minutes
    return (minutes.reported or 0, minutes.offered or 0, stay.ends_on, stay.school)


def _day_in(period: DateSpan, month_and_day: tuple[int, int]) -> date:
    month, day = month_and_day
    first = date(period.starts_on.year, month, day)
    return first if first in period else date(period.ends_on.year, month, day)


def _place(fact: PupilFact, stay: Stay, on: date) -> Place:
    for home in reversed(fact.homes):
        if home.starts_on <= on <= home.ends_on:
            return Place(stay.school, stay.class_name, home.municipality, on)
    return Place(stay.school, stay.class_name, None, on)
