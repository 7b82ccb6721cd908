"""Norwegian marks: numbers 1 to 6, IV, exempt, participated, and the letters of order and conduct."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.terms.rulebook import remembered, rule

if TYPE_CHECKING:
    from datetime import date


class Level(StrEnum):
    """The two kinds of school that give marks."""

    LOWER = "lower_secondary"
    UPPER = "upper_secondary"


class MarkKind(StrEnum):
    """What a mark in a subject is: a number, or one of the three words that are none."""

    NUMBER = "number"
    NO_BASIS = "no_basis"
    EXEMPT = "exempt"
    PARTICIPATED = "participated"


class Conduct(StrEnum):
    """A mark in order or in conduct."""

    GOOD = "good"
    FAIRLY_GOOD = "fairly_good"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class SubjectMark:
    """One mark in a subject as the scale reads it.

    ``number`` is ``None`` for IV, exempt and participated: IV is not nought. ``passed`` is ``None``
    where the scale has no verdict.
    """

    kind: MarkKind
    number: int | None
    passed: bool | None


_WITHOUT_NUMBER = (MarkKind.NO_BASIS, MarkKind.EXEMPT, MarkKind.PARTICIPATED)


def subject_mark(written: str, *, on: date, level: Level = Level.UPPER) -> SubjectMark | None:
    """Return what a mark means on a day at a level (NO-MARK-01, -02, -03).

    ``None`` where the scale does not know what is written.
    """
    scale = rule("NO-MARK-01", on=on).values
    said = written.strip()
    if said.isdecimal() and scale["lowest"] <= int(said) <= scale["highest"]:
        return SubjectMark(MarkKind.NUMBER, int(said), int(said) >= _lowest_pass(level, on=on))
    for kind in _WITHOUT_NUMBER:
        if _is_among(said, rule("NO-MARK-03", on=on).values[kind]):
            return SubjectMark(kind, None, False if kind is MarkKind.NO_BASIS else None)
    return None


def conduct_mark(written: str, *, on: date) -> Conduct | None:
    """Return what a letter in order or conduct means; ``None`` where it is none (NO-MARK-04)."""
    letters = rule("NO-MARK-04", on=on).values
    return next((each for each in Conduct if _is_among(written, letters[each])), None)


def is_conduct(subject: str, *, on: date) -> bool:
    """Say whether a row's subject is order or conduct, and so none of the subjects (NO-MARK-04)."""
    return _is_among(subject, rule("NO-MARK-04", on=on).values["subjects"])


def has_marks(year_group: int, *, on: date) -> bool:
    """Say whether marks are given in a year of school, counted from 1 (NO-MARK-05)."""
    return bool(year_group >= rule("NO-MARK-05", on=on).values["first_year"])


def asks_for_warning(mark: SubjectMark | Conduct, *, on: date) -> bool:
    """Say whether a mark that may be coming asks for a written warning (NO-MARK-06)."""
    duty = rule("NO-MARK-06", on=on).values
    if isinstance(mark, SubjectMark):
        return mark.kind in duty["doubtful"]
    return mark in duty["conduct"]


def _lowest_pass(level: Level, *, on: date) -> int:
    rule_id = "NO-MARK-01" if level is Level.UPPER else "NO-MARK-02"
    return int(rule(rule_id, on=on).values["lowest_pass"])


def _is_among(said: str, words: tuple[str, ...]) -> bool:
    return said.strip().casefold() in _folded(words)


@remembered
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)
