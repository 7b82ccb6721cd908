"""The schools of a simulated country: municipalities, schools, classes, and how many go in each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import NormalDist
from typing import TYPE_CHECKING

from throughline.simulate.plan import dice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from throughline.simulate.plan import Plan
    from throughline.simulate.preset import Preset, Programme, Stage

_SMALL = 120
"""With fewer pupils than this a municipality has one school, with twice as many three."""
_YOUNG_SCHOOL = 200
"""About so many pupils go to one school for the young; assumed: a class or two a year group."""


@dataclass(frozen=True, slots=True)
class School:
    """One school; ``vulnerability`` is its pupils' common part, in standard deviations."""

    number: int
    name: str
    place: str
    stage: Stage
    pupils: int
    vulnerability: float


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """One class of one school this year; its pupils carry the numbers from ``first`` on.

    ``first_of_age`` counts the pupils of the same age in the classes before it.
    """

    school: School
    year: int
    letter: str
    programme: Programme | None
    pupils: int
    first: int
    first_of_age: int
    begins: int

    @property
    def key(self) -> str:
        """The class as a cohort: the same this year and the year before."""
        return f"{self.school.number}-{self.begins}-{self.letter}"

    def name(self, *, year: int | None = None) -> str:
        """Return what the class is called, or was called in another of its years."""
        return self.school.stage.class_name.format(
            year=year_name(self.year if year is None else year),
            letter=self.letter,
            programme=self.programme.code if self.programme else "",
            start=f"{self.begins % 100:02d}",
        )

    @property
    def birth_year(self) -> int:
        """The calendar year in which its pupils were born."""
        return self.begins - self.school.stage.age


def year_name(year: int) -> str:
    """Return how a year group is written: the preschool class, year 0, is ``F``."""
    return "F" if year == 0 else str(year)


def lay_out(plan: Plan, preset: Preset) -> list[SchoolClass]:
    """Return every class, school by school; their pupils are as many as the plan asks for."""
    classes: list[SchoolClass] = []
    of_age: dict[int, int] = {}
    first = 1
    for school in _schools(plan, preset):
        for year, letter, programme, pupils in _classes(school, preset):
            begins = plan.school_year.first_year - school.stage.years.index(year)
            born = begins - school.stage.age
            counted = of_age.get(born, 0)
            classes.append(
                SchoolClass(school, year, letter, programme, pupils, first, counted, begins)
            )
            of_age[born] = counted + pupils
            first += pupils
    return classes


def _schools(plan: Plan, preset: Preset) -> Iterator[School]:
    sizes = _sizes(plan, preset)
    levels = {stage.id: _levels(stage, sizes, plan, preset) for stage in preset.stages}
    places = _places(plan, preset)
    many = len({place for place, _, _ in sizes}) > 1
    for number, (place, nth, pupils) in enumerate(sizes):
        stage = _stage(nth, preset)
        name = _school_name(places[place], nth, stage, preset)
        if many and stage.id != "upper":
            name = f"{name} {places[place]}"
        yield School(number, name, places[place], stage, pupils, levels[stage.id].pop())


def _sizes(plan: Plan, preset: Preset) -> list[tuple[int, int, int]]:
    """Place, number in the place (the last share is the upper secondary school's), and pupils."""
    places = _how_many_places(plan, preset)
    return [
        (place, nth, pupils)
        for place, total in enumerate(_split(plan.pupils, [1] * places))
        for nth, pupils in _sizes_in_place(total, preset)
        if pupils
    ]


def _sizes_in_place(total: int, preset: Preset) -> Iterator[tuple[int, int]]:
    older, young = _split(total, [1 - preset.young_share, preset.young_share])
    shares = _shares(older, preset)
    for nth, pupils in _numbered(_split(older, shares), preset):
        yield (nth if len(shares) > 1 else 0), pupils
    first = len(preset.people.school_shares)
    yield from enumerate(_split(young, [1] * max(1, round(young / _YOUNG_SCHOOL))), start=first)


def _how_many_places(plan: Plan, preset: Preset) -> int:
    older = plan.pupils * (1 - preset.young_share)
    return max(1, round(older / preset.people.municipality))


def _shares(pupils: int, preset: Preset) -> Sequence[float]:
    shares = preset.people.school_shares
    if pupils < _SMALL:
        return [1.0]
    if pupils < 2 * _SMALL:
        return [shares[0], shares[-1]]
    return shares


def _numbered(sizes: list[int], preset: Preset) -> Iterator[tuple[int, int]]:
    last = len(preset.people.school_shares) - 1
    for nth, pupils in enumerate(sizes):
        yield (last if nth == len(sizes) - 1 else nth), pupils


def _stage(nth: int, preset: Preset) -> Stage:
    older = len(preset.people.school_shares)
    lower, upper, *young = preset.stages
    if nth >= older:
        return young[0]
    return upper if nth == older - 1 else lower


def _levels(
    stage: Stage, sizes: Sequence[tuple[int, int, int]], plan: Plan, preset: Preset
) -> list[float]:
    # Evenly spread over the normal curve: few schools must not shift the whole population.
    schools = sum(1 for _, nth, _ in sizes if _stage(nth, preset) == stage)
    levels = [NormalDist().inv_cdf((rank + 0.5) / schools) for rank in range(schools)]
    dice(plan.seed, "schools", stage.id).shuffle(levels)
    return levels


def _places(plan: Plan, preset: Preset) -> list[str]:
    places = preset.places
    names = [first + last for last in places.last for first in places.first]
    dice(plan.seed, "places").shuffle(names)
    needed = _how_many_places(plan, preset)
    return [
        names[at % len(names)] + (f" {at // len(names) + 1}" if at >= len(names) else "")
        for at in range(needed)
    ]


def _school_name(place: str, nth: int, stage: Stage, preset: Preset) -> str:
    if stage.id == "upper":
        return str(preset.places.schools["upper"]).format(place=place)
    names = preset.places.schools[stage.id]
    return str(names[(sum(map(ord, place)) + nth) % len(names)])


def _classes(school: School, preset: Preset) -> Iterator[tuple[int, str, Programme | None, int]]:
    years = school.stage.years
    for year, pupils in zip(years, _split(school.pupils, [1] * len(years)), strict=True):
        sizes = _split(pupils, [1] * -(-pupils // preset.people.class_size))
        for nth, size in enumerate(sizes):
            yield year, *_letter_and_programme(nth, school, preset), size


def _letter_and_programme(nth: int, school: School, preset: Preset) -> tuple[str, Programme | None]:
    if school.stage.id != "upper":
        return chr(ord("A") + nth), None
    programmes, first = preset.programmes, school.number * preset.people.programme_step
    offered = [programmes[(first + at) % len(programmes)] for at in range(nth + 1)]
    return chr(ord("A") + offered[:-1].count(offered[-1])), offered[-1]


def _split(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole parts of a total in the proportions of the weights; they sum to the total."""
    whole = sum(weights)
    ends = [0, *(round(total * end / whole) for end in accumulate(weights))]
    return [after - before for before, after in pairwise(ends)]
