"""Official figures as they were published: what is told, what is withheld, and from where."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.terms.figures import FigureState, Published

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from throughline.sources.issues import RowIssue

SEX, PROGRAMME, ORGANISER_TYPE = "sex", "programme", "organiser_type"
"""What an official table is most often divided by; others keep the source's own word."""


class Provider(StrEnum):
    """Who published a figure, and in which shape."""

    SKOLVERKET_GRADE_9 = "skolverket-grade-9"
    SKOLVERKET_PLANNED = "skolverket-planned-educations"
    UDIR_LEFT = "udir-left-school"
    KOLADA = "kolada"
    JSON_STAT = "json-stat"


class UnitLevel(StrEnum):
    """What a figure is about; ``OTHER`` is a group that is none of these, such as schools abroad."""

    NATION = "nation"
    REGION = "region"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    OTHER = "other"


class Unit(StrEnum):
    """What a value counts, as published: per cent 0-100, points, persons, or only the source knows."""

    PERCENT = "percent"
    POINTS = "points"
    COUNT = "count"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OfficialUnit:
    """The school, municipality, region or nation of a figure, by the source's own code.

    ``within`` is the code of the unit above, empty where the source does not tell.
    ``organiser_type`` is the source's word for who runs a school.
    """

    level: UnitLevel
    code: str
    name: str = ""
    within: str = ""
    organiser_type: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures: our measure's id, or ``provider:id`` where we have none of our own.

    ``title`` is the source's own, as it was fetched.
    """

    id: str
    title: str
    unit: Unit = Unit.OTHER


@dataclass(frozen=True, slots=True)
class OfficialFigure:
    """One published figure.

    ``value`` is as published: per cent is 0-100. ``about`` marks a value that the source rounded
    (``~100``, ``cirka 370``). ``line`` is where it stands in the file, from 1, if it has lines.
    ``dims`` say how the table was divided; an empty one is everybody.
    """

    provider: Provider
    measured: Measured
    unit: OfficialUnit
    period: str
    state: FigureState
    value: Decimal | None = None
    about: bool = False
    dims: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    line: int | None = None

    def __post_init__(self) -> None:
        """Refuse a value that is told although its state says that it is not.

        Raises:
            ValueError: value and state contradict each other.
        """
        Published(self.value, self.state)

    @property
    def measure(self) -> str:
        """The id of what is measured."""
        return self.measured.id

    @property
    def level(self) -> UnitLevel:
        """What sort of unit the figure is about."""
        return self.unit.level

    @property
    def key(self) -> FigureKey:
        """What makes two rows the same figure."""
        dims = tuple(sorted(self.dims.items()))
        return (self.measure, self.level.value, self.unit.code, self.period, dims)

    def published(self) -> Published:
        """Return the figure as our own are told: a share between 0 and 1, else as it stands."""
        if self.value is None or self.measured.unit is not Unit.PERCENT:
            return Published(self.value, self.state)
        return Published(self.value / 100, self.state)

    def says(self) -> str:
        """Return value and state as one word, for comparing: two figures that say the same."""
        return f"{self.state} {'' if self.value is None else self.value.normalize()} {self.about}"


FigureKey = tuple[str, str, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """The value of one cell and what may be said of it."""

    state: FigureState
    value: Decimal | None = None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a table comes from.

    ``source_line`` is how the source asks to be cited. ``published_on`` is the source's own date,
    ``None`` where it tells none; ``sha256`` is of the bytes as handed in and names the version.
    """

    provider: Provider
    source_line: str
    title: str
    sha256: str = ""
    fetched_from: str = ""
    published_on: date | None = None

    @property
    def version(self) -> str:
        """The short name of the version: the first twelve signs of its digest."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """One table as read: its figures by key, what was wrong with it, and where it comes from."""

    figures: tuple[OfficialFigure, ...]
    issues: tuple[RowIssue, ...]
    provenance: Provenance

    def at(self, level: UnitLevel, measure: str) -> tuple[OfficialFigure, ...]:
        """Return the figures of one measure at one level."""
        return tuple(
            figure for figure in self.figures if (figure.level, figure.measure) == (level, measure)
        )

    def signed(self, *, sha256: str, fetched_from: str) -> OfficialTable:
        """Return the table with the digest of its bytes and the address they came from."""
        provenance = replace(
            self.provenance,
            sha256=sha256,
            fetched_from=fetched_from or self.provenance.fetched_from,
        )
        return replace(self, provenance=provenance)
