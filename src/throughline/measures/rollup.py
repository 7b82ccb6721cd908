"""Roll-ups: from class to school, organiser, municipality, region and nation, as of each place's day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from throughline.measures.counting import Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from throughline.measures.counting import Counts, Dims, Place


class Level(StrEnum):
    """How far up a figure is summed.

    A municipality and a region are told apart by whose they are: the school's or the pupil's home.
    """

    CLASS = "class"
    SCHOOL = "school"
    ORGANISER = "organiser"
    SCHOOL_MUNICIPALITY = "school_municipality"
    HOME_MUNICIPALITY = "home_municipality"
    SCHOOL_REGION = "school_region"
    HOME_REGION = "home_region"
    NATION = "nation"


@dataclass(frozen=True, slots=True)
class Belonging:
    """A unit lies under another from a day to a day; an open end is ``None``.

    ``level`` is the level of the unit above: a school has an organiser and a municipality, a
    municipality a region, a region a nation.
    """

    unit: str
    above: str
    level: Level
    starts_on: date = date.min
    ends_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it lay there on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Group(NamedTuple):
    """A unit at a level, and how it is divided."""

    level: Level
    unit: str
    dims: Dims = ()


CLASS_JOINT = " "
"""Joins a school and a class in the unit of a class."""

_STEPS = (
    (Level.SCHOOL, Level.ORGANISER),
    (Level.SCHOOL, Level.SCHOOL_MUNICIPALITY),
    (Level.SCHOOL_MUNICIPALITY, Level.SCHOOL_REGION),
    (Level.HOME_MUNICIPALITY, Level.HOME_REGION),
)
_NATIONS = (Level.SCHOOL_REGION, Level.SCHOOL_MUNICIPALITY, Level.HOME_REGION)


class Units:
    """Who lies under whom, by day."""

    def __init__(self, belongings: Iterable[Belonging] = ()) -> None:
        self._above: dict[tuple[str, Level], list[Belonging]] = defaultdict(list)
        for belonging in belongings:
            self._above[(belonging.unit, belonging.level)].append(belonging)

    def above(self, unit: str, level: Level, *, on: date) -> str | None:
        """Return what a unit lies under at a level on a day; ``None`` where nobody has told."""
        found = self._above.get((unit, level), ())
        return next((one.above for one in reversed(found) if one.holds_on(on)), None)

    def path(self, place: Place) -> Mapping[Level, str]:
        """Return the unit of each level that a place lies in; a level nobody has told is left out."""
        path: dict[Level, str] = {}
        if place.school is not None:
            path[Level.SCHOOL] = place.school
        if place.school is not None and place.class_name is not None:
            path[Level.CLASS] = f"{place.school}{CLASS_JOINT}{place.class_name}"
        if place.home is not None:
            path[Level.HOME_MUNICIPALITY] = place.home
        for below, level in _STEPS:
            found = self.above(path[below], level, on=place.on) if below in path else None
            path.update({level: found} if found else {})
        nation = self._nation(path, place.on)
        return {**path, Level.NATION: nation} if nation else path

    def _nation(self, path: Mapping[Level, str], on: date) -> str | None:
        tried = (
            self.above(path[level], Level.NATION, on=on) for level in _NATIONS if level in path
        )
        return next((nation for nation in tried if nation), None)


def roll_up(counts: Counts, units: Units, *, levels: Iterable[Level] = Level) -> dict[Group, Cell]:
    """Return the cells of every unit at the levels, each pupil once at each level.

    A pupil counts in one place, and a place lies in one unit of a level: so parts of one level add
    up to the level above wherever every part lies in it.
    """
    wanted = frozenset(levels)
    paths: dict[Place, Mapping[Level, str]] = {}
    summed: defaultdict[Group, Cell] = defaultdict(Cell)
    for (place, dims), cell in counts.cells.items():
        path = paths.setdefault(place, {}) or units.path(place)
        paths[place] = path
        for level in wanted & path.keys():
            summed[Group(level, path[level], dims)] += cell
    return dict(summed)
