"""Measures as files: what each counts, among whom, why, and who stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from throughline.measures import definitions as shipped_folder
from throughline.terms.rules import RuleFileError, RuleHead, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from throughline.measures.conditions import Condition
    from throughline.terms.language import Text


class Kind(StrEnum):
    """How a measure is made of facts.

    A share of pupils, minutes of minutes, or the mean of a value over pupils.
    """

    PUPILS = "pupils"
    MINUTES = "minutes"
    MEAN = "mean"


class Direction(StrEnum):
    """Which way is good news."""

    HIGH_IS_GOOD = "high_is_good"
    LOW_IS_GOOD = "low_is_good"
    NEITHER = "neither"


class Placement(StrEnum):
    """Where a pupil who moves counts.

    At the school of a day of the period (not at all, who was at none on it), at the last school,
    or each minute where it was offered and the pupil where most of them were.
    """

    COUNT_DAY = "count_day"
    LAST_SCHOOL = "last_school"
    MINUTES = "minutes"


class Municipality(StrEnum):
    """Which municipality a figure is of: where the school lies, where pupils live, or either."""

    SCHOOL = "school"
    HOME = "home"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Counting:
    """How a measure is counted: whom, what, and where.

    ``among`` says who belongs to the population and ``event`` who is counted in it; ``value`` is
    what a mean is of. ``minutes`` and ``of_minutes`` are the kinds of minutes that are divided.
    ``count_day`` is month and day; ``municipality`` says which one the figure may be labelled with.
    """

    kind: Kind
    placement: Placement
    municipality: Municipality
    among: tuple[Condition, ...] = ()
    event: tuple[Condition, ...] = ()
    value: str = ""
    minutes: str = ""
    of_minutes: str = ""
    count_day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its words, how it is counted, and what of it may be told.

    ``unit`` is percent or points; ``scale`` the least and the most that one pupil can have of a
    value. ``bins`` are the inner edges of the distribution that is shown before the average.
    ``minimum_cell`` is the fewest pupils behind any figure, whatever the profile allows. ``inside``
    names the measures that hold everybody, or every minute, that this one counts; of two such the
    inner is withheld for the other's sake, unless the outer one ``gives_way``.
    """

    head: RuleHead
    name: Text
    why: Text
    population: Text
    numerator: Text
    denominator: Text
    unit: str
    direction: Direction
    additive: bool
    dimensions: tuple[str, ...]
    minimum_cell: int
    profile: str
    counting: Counting
    decimals: int = 1
    scale: tuple[int, int] = (0, 1)
    bins: tuple[float, ...] = ()
    least_coverage: float = 0.0
    inside: tuple[str, ...] = ()
    gives_way: bool = False

    @property
    def id(self) -> str:
        """The measure's id, such as ``absence-total``."""
        return self.head.id

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody stands for the definition by name."""
        return bool(self.head.checked_by)


class UnknownMeasure(KeyError):  # noqa: N818 - read aloud it says what it is
    """No measure has this id."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def shipped_measures() -> dict[str, Measure]:
    """Return the ready measures by id, in the order of their files.

    Raises:
        RuleFileError: a file cannot be read, two measures have one id, or one lies inside another
            that cannot hold it.
    """
    from throughline.measures.definition_tables import parse_measure  # noqa: PLC0415 - it reads us

    found: dict[str, Measure] = {}
    for name, text in shipped(shipped_folder.__name__):
        measure = parse_measure(text, name=name)
        if measure.id in found:
            raise RuleFileError(f"{name}: another measure has the 'id' {measure.id!r}.")
        found[measure.id] = measure
    refuse_wrong_nesting(found)
    return found


def refuse_wrong_nesting(measures: Mapping[str, Measure]) -> None:
    """Refuse a measure inside one that is not there, counts others, or lies inside it in turn.

    Raises:
        RuleFileError: the message names the measure.
    """
    for measure in measures.values():
        for holder in measure.inside:
            _refuse_holder(measure, holder, measures)
        if measure.id in _holders(measure.id, measures):
            raise RuleFileError(f"{measure.id}: 'inside' leads back to the measure itself.")


def _refuse_holder(measure: Measure, holder: str, measures: Mapping[str, Measure]) -> None:
    if holder not in measures:
        raise RuleFileError(f"{measure.id}: 'inside' is {holder!r}, which is no measure.")
    if _whom(measures[holder]) != _whom(measure):
        raise RuleFileError(f"{measure.id}: 'inside' is {holder!r}, which counts others.")


def _whom(measure: Measure) -> tuple[object, ...]:
    counting = measure.counting
    return (
        counting.kind,
        counting.placement,
        counting.count_day,
        counting.among,
        counting.of_minutes,
        measure.profile,
    )


def _holders(measure_id: str, measures: Mapping[str, Measure]) -> set[str]:
    found: set[str] = set()
    waiting = list(measures[measure_id].inside)
    while waiting:
        holder = waiting.pop()
        if holder in measures and holder not in found:
            found.add(holder)
            waiting += measures[holder].inside
    return found


def measure_of(measure_id: str) -> Measure:
    """Return a ready measure.

    Raises:
        UnknownMeasure: there is none with the id.
    """
    found = shipped_measures()
    if measure_id not in found:
        raise UnknownMeasure(
            f"There is no measure {measure_id!r}; there are {', '.join(sorted(found))}."
        )
    return found[measure_id]
