"""The calibration of a simulated country, read from the preset that ships for it."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from throughline.terms.rules import RuleFileError, only_keys, parse_rule_file, shipped_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PACKAGE = "throughline.simulate.presets"
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True)
class Absence:
    """How much, when and why pupils are absent; the preset's file says what each figure means."""

    sigma: float
    year_correlation: float
    vulnerability: float
    stay: float
    stay_heavy: float
    weekdays: tuple[float, ...]
    months: tuple[float, ...]
    scattered_pupils: float
    scattered_correlation: float
    scattered_share: tuple[float, ...]
    scattered_lessons: int
    first_lesson: float
    late_rate: float
    late_sigma: float
    late_excused: float
    unregistered: float
    distance_pupils: float
    visits: int


@dataclass(frozen=True, slots=True)
class Merit:
    """How grades follow from vulnerability and absence."""

    school_share: float
    vulnerability: float
    slope: float
    absence_slope: float


@dataclass(frozen=True, slots=True)
class People:
    """The make-up of a municipality: its schools' shares of the pupils, homes and origins."""

    municipality: int
    school_shares: tuple[float, ...]
    class_size: int
    programme_step: int
    one_guardian: float
    two_homes: float
    siblings: float
    no_right_to_information: float
    protected: float
    mixed_names: float
    moves: float
    origins: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Places:
    """Parts that invented municipalities and schools are named from."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    schools: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """One kind of school: its year groups, their absence, and their week.

    Of its ``years`` those in ``graded`` get grades; where one ``scatters``, some of its pupils miss
    single lessons unexcused.
    """

    id: str
    years: tuple[int, ...]
    age: int
    medians: tuple[float, ...]
    class_name: str
    lessons: tuple[int, ...]
    minutes: tuple[int, ...]
    graded: tuple[int, ...]
    scatters: bool
    subjects: Mapping[str, int]

    def from_year(self, youngest: int) -> Stage:
        """Return the stage without the year groups before one."""
        cut = self.years.index(youngest)
        return replace(self, years=self.years[cut:], medians=self.medians[cut:], age=self.age + cut)


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of upper secondary school."""

    code: str
    name: str
    track: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What becomes of the starters of some tracks: targets, and what not completing follows.

    ``not_within`` are shares of the starters, one for each of ``years``; ``lesser`` are outcomes
    that count less, and their shares. ``left`` is the share of pupils who leave during a year.
    """

    tracks: tuple[str, ...]
    share: float
    entry: tuple[float, ...]
    merit_slope: float
    absence_slope: float
    failed_slope: float
    years: tuple[int, ...]
    not_within: tuple[float, ...]
    outcome: str
    lesser: Mapping[str, float]
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Courses:
    """The courses and levels of upper secondary school, by track; empty where terms are graded.

    A course is subject, level, points, year, and when its grade is set: early, autumn or spring.
    """

    levels_from: int = 0
    level: str = ""
    course: str = ""
    old_levels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)
    common_word: str = ""
    project: str = ""
    required: Mapping[str, Sequence[str]] = field(default_factory=dict)
    preparatory: tuple[Sequence[Any], ...] = ()
    vocational: tuple[Sequence[Any], ...] = ()
    more: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grading:
    """The scale of grades, which subjects eligibility hangs on, and how many pupils fail them."""

    scale: tuple[str, ...]
    limits: tuple[float, ...]
    steady: float
    failed: str
    missing: str
    missing_share: float
    no_basis: float
    core: tuple[str, ...]
    core_weights: tuple[float, ...]
    not_core: float
    not_all: float
    choice: tuple[Any, ...]
    second_language: tuple[Any, ...]
    early: tuple[int, ...]
    terms: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """Everything that one country's simulation follows, and under which name it does so."""

    id: str
    version: str
    name: str
    absence: Absence
    merit: Merit
    people: People
    places: Places
    stages: tuple[Stage, ...]
    programmes: tuple[Programme, ...]
    completions: tuple[Completion, ...]
    courses: Courses
    grades: Grading
    words: Mapping[str, Any]
    columns: Mapping[str, tuple[str, ...]]

    def stage(self, name: str) -> Stage | None:
        """Return a stage by its id; ``None`` where this simulation has no such schools."""
        return next((stage for stage in self.stages if stage.id == name), None)

    def completion_of(self, track: str) -> Completion:
        """Return what becomes of the starters of a track."""
        return next(each for each in self.completions if track in each.tracks)

    @property
    def young_share(self) -> float:
        """The share of pupils who are in the schools for the young: year groups are alike in size."""
        years = {stage.id: len(stage.years) for stage in self.stages}
        return years.get("young", 0) / sum(years.values())

    def for_years_from(self, youngest: int | None) -> Preset:
        """Return the preset with the schools for the young from one year group on, or without."""
        kept = [stage for stage in self.stages if stage.id != "young"]
        young = self.stage("young")
        if young is not None and youngest is not None:
            kept.append(young.from_year(youngest))
        return replace(self, stages=tuple(kept))


_KEYS = {
    "name",
    "absence",
    "merit",
    "people",
    "places",
    "stage",
    "programme",
    "completion",
    "courses",
    "grades",
    "words",
    "columns",
}


@lru_cache
def load_preset(country: str) -> Preset:
    """Return the preset that ships for a country, ``se`` or ``no``."""
    name = f"{country}.toml"
    return parse_preset(shipped_text(_PACKAGE, name), name=name)


def parse_preset(text: str, *, name: str) -> Preset:
    """Return the preset that a TOML text describes.

    Raises:
        RuleFileError: a key is missing or unknown; the message names file and key.
    """
    rule = parse_rule_file(text, name=name)
    body = rule.body
    only_keys(body, _KEYS, name=name, where="the preset")
    missing = sorted(_KEYS - set(body))
    if missing:
        raise RuleFileError(f"{name}: the key {missing[0]!r} is missing.")
    return Preset(
        id=rule.head.id,
        version=rule.head.version,
        name=body["name"],
        absence=_part(Absence, body["absence"], name=name),
        merit=_part(Merit, body["merit"], name=name),
        people=_part(People, body["people"], name=name),
        places=_part(Places, body["places"], name=name),
        stages=tuple(_stage(stage, name=name) for stage in body["stage"]),
        programmes=tuple(_part(Programme, table, name=name) for table in body["programme"]),
        completions=tuple(_part(Completion, table, name=name) for table in body["completion"]),
        courses=_part(Courses, body["courses"], name=name),
        grades=_part(Grading, body["grades"], name=name),
        words=body["words"],
        columns={key: tuple(value) for key, value in body["columns"].items()},
    )


def _stage(table: Mapping[str, Any], *, name: str) -> Stage:
    stage = _part(Stage, table, name=name)
    wanted, room = sum(stage.subjects.values()), sum(stage.lessons)
    if wanted != room:
        raise RuleFileError(
            f"{name}: the subjects of {stage.id!r} are {wanted} lessons a week, its days {room}."
        )
    return stage


def _part(kind: type[_Part], table: Mapping[str, Any], *, name: str) -> _Part:
    known = fields(kind)  # type: ignore[arg-type]  # every kind is a dataclass
    keys = {each.name for each in known}
    where = f"the part of {kind.__name__}"
    only_keys(table, keys, name=name, where=where)
    required = {
        each.name for each in known if each.default is MISSING and each.default_factory is MISSING
    }
    missing = sorted(required - set(table))
    if missing:
        raise RuleFileError(f"{name}: the key {missing[0]!r} is missing in {where}.")
    return kind(
        **{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    )
