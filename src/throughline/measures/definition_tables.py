"""A definition file becomes a measure: every key known, of its type, and of some sense."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from throughline.measures.conditions import FACTS, REACHED, Condition
from throughline.measures.definition import (
    Counting,
    Direction,
    Kind,
    Measure,
    Municipality,
    Placement,
)
from throughline.measures.facts import Minutes
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import RuleFileError, only_keys, parse_rule_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_One = TypeVar("_One", bound="StrEnum")
_WORDS = ("name", "why", "population", "numerator", "denominator")
_KEYS = {
    *_WORDS,
    "unit",
    "direction",
    "additive",
    "dimensions",
    "minimum_cell",
    "profile",
    "counting",
}
_OPTIONAL = {"decimals", "scale", "bins", "least_coverage", "inside", "gives_way"}
_UNITS = ("percent", "points")
_DIMENSIONS = ("sex", "year_group", "programme")
_COUNTING_KEYS = {
    "kind",
    "placement",
    "municipality",
    "among",
    "event",
    "value",
    "minutes",
    "of_minutes",
    "count_day",
}
_CONDITION_KEYS = {"fact", "at_least", "at_most", "is", "has", "one_of", "within"}
_MINUTES = tuple(Minutes.__dataclass_fields__)
_LEAP_YEAR = 2024


def parse_measure(text: str, *, name: str) -> Measure:
    """Return the measure that a TOML text describes.

    Raises:
        RuleFileError: a key is missing, unknown or of the wrong type, or the counting makes no
            sense; the message names file and key.
    """
    file = parse_rule_file(text, name=name)
    only_keys(file.body, _KEYS | _OPTIONAL, name=name, where="the measure")
    reader = _Reader(name, file.body, "the measure")
    reader.needs(_KEYS)
    return Measure(
        head=file.head,
        **{key: reader.words(key) for key in _WORDS},
        unit=reader.among("unit", _UNITS),
        direction=reader.one("direction", Direction),
        additive=reader.typed("additive", bool),
        dimensions=tuple(reader.listed("dimensions", _DIMENSIONS)),
        minimum_cell=reader.typed("minimum_cell", int),
        profile=reader.typed("profile", str),
        counting=_counting(reader.typed("counting", dict), name=name),
        decimals=file.body.get("decimals", 1),
        scale=reader.pair("scale", (0, 1)),
        bins=reader.rising("bins"),
        least_coverage=float(file.body.get("least_coverage", 0)),
        inside=reader.ids("inside"),
        gives_way="gives_way" in file.body and reader.typed("gives_way", bool),
    )


def _counting(table: Mapping[str, Any], *, name: str) -> Counting:
    only_keys(table, _COUNTING_KEYS, name=name, where="[counting]")
    reader = _Reader(name, table, "[counting]")
    reader.needs({"kind", "placement", "municipality"})
    counting = Counting(
        kind=reader.one("kind", Kind),
        placement=reader.one("placement", Placement),
        municipality=reader.one("municipality", Municipality),
        among=reader.conditions("among"),
        event=reader.conditions("event"),
        value=table.get("value", ""),
        minutes=table.get("minutes", ""),
        of_minutes=table.get("of_minutes", ""),
        count_day=reader.day("count_day"),
    )
    _refuse_nonsense(counting, reader)
    return counting


def _refuse_nonsense(counting: Counting, reader: _Reader) -> None:
    if counting.kind is Kind.PUPILS and not counting.event:
        raise reader.error("a share of pupils needs 'event'")
    if counting.kind is Kind.MEAN:
        reader.among("value", tuple(FACTS))
    if counting.kind is Kind.MINUTES:
        reader.among("minutes", _MINUTES)
        reader.among("of_minutes", _MINUTES)
    if (counting.placement is Placement.COUNT_DAY) != (counting.count_day is not None):
        raise reader.error("'count_day' belongs to the placement 'count_day' and to no other")


class _Reader:
    """One table of a definition file, and the errors that name it."""

    def __init__(self, name: str, table: Mapping[str, Any], where: str) -> None:
        self.name, self.table, self.where = name, table, where

    def error(self, sentence: str) -> RuleFileError:
        return RuleFileError(f"{self.name}: {self.where}: {sentence}.")

    def needs(self, keys: set[str]) -> None:
        missing = sorted(keys - set(self.table))
        if missing:
            raise self.error(f"the key {missing[0]!r} is missing")

    def typed(self, key: str, kind: type[Any]) -> Any:  # noqa: ANN401 - a value of TOML
        value = self.table.get(key)
        if type(value) is not kind:
            raise self.error(f"{key!r} must be a {kind.__name__}, not {value!r}")
        return value

    def words(self, key: str) -> Text:
        table = self.table.get(key)
        if not isinstance(table, dict) or set(table) != set(LANGUAGES) or not all(table.values()):
            raise self.error(f"{key!r} must be one text in sv, nb and en")
        return Text(**table)

    def among(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.table.get(key)
        if value not in allowed:
            raise self.error(f"{key!r} is {value!r}; allowed are {', '.join(allowed)}")
        return str(value)

    def one(self, key: str, kind: type[_One]) -> _One:
        return kind(self.among(key, tuple(kind)))

    def listed(self, key: str, allowed: tuple[str, ...]) -> list[str]:
        values: list[str] = self.typed(key, list)
        for value in values:
            if value not in allowed:
                raise self.error(f"{key!r} holds {value!r}; allowed are {', '.join(allowed)}")
        return values

    def pair(self, key: str, otherwise: tuple[int, int]) -> tuple[int, int]:
        if key not in self.table:
            return otherwise
        values = self.typed(key, list)
        if len(values) != len(otherwise) or values[0] >= values[1]:
            raise self.error(f"{key!r} must be the least and the most")
        return (int(values[0]), int(values[1]))

    def rising(self, key: str) -> tuple[float, ...]:
        values = tuple(float(value) for value in self.table.get(key, ()))
        if list(values) != sorted(set(values)):
            raise self.error(f"{key!r} must rise")
        return values

    def ids(self, key: str) -> tuple[str, ...]:
        values = self.table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(f"{key!r} must list the ids of measures, not {values!r}")
        return tuple(values)

    def day(self, key: str) -> tuple[int, int] | None:
        if key not in self.table:
            return None
        try:
            month, day = (int(part) for part in str(self.table[key]).split("-"))
            date(_LEAP_YEAR, month, day)
        except ValueError as error:
            raise self.error(f"{key!r} must be a month and a day such as '10-15'") from error
        return (month, day)

    def conditions(self, key: str) -> tuple[Condition, ...]:
        return tuple(_condition(table, self) for table in self.table.get(key, ()))


def _condition(table: Mapping[str, Any], reader: _Reader) -> Condition:
    only_keys(table, _CONDITION_KEYS, name=reader.name, where=f"a condition of {reader.where}")
    fact = table.get("fact")
    if fact != REACHED and fact not in FACTS:
        raise reader.error(f"{fact!r} is no 'fact'; there are {', '.join([*FACTS, REACHED])}")
    if (fact == REACHED) != ("within" in table):
        raise reader.error(f"'within' belongs to the fact {REACHED!r} and to no other")
    if not set(table) - {"fact", "within"}:
        raise reader.error(f"the condition on {fact!r} compares with nothing")
    return Condition(
        fact=str(fact),
        at_least=table.get("at_least"),
        at_most=table.get("at_most"),
        is_=table.get("is"),
        has=table.get("has"),
        one_of=frozenset(table.get("one_of", ())),
        within=table.get("within", 0),
    )
