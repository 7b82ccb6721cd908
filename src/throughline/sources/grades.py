"""Sifted rows become grades; whether one passes is said by the scale it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from throughline.sources.periods import term_label
from throughline.terms.people import GradeRow
from throughline.terms.rules import RuleFileError, RuleHead, only_keys, parse_rule_file, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from throughline.sources.columns import Column
    from throughline.sources.remarks import Remarks
    from throughline.sources.sieve import Sifted

_LONGEST_GRADE = 60
_VERDICTS = {"passed": True, "failed": False, "no_verdict": None}


@dataclass(frozen=True, slots=True)
class Scale:
    """One country's grades, and whether each passes; ``None`` is a grade without a verdict."""

    head: RuleHead
    verdicts: Mapping[str, bool | None]

    def knows(self, grade: str) -> bool:
        """Say whether a grade belongs to the scale."""
        return grade.casefold() in self.verdicts

    def passes(self, grade: str) -> bool | None:
        """Say whether a grade passes; ``None`` where the scale has no verdict on it."""
        return self.verdicts.get(grade.casefold())


@cache
def scales() -> tuple[Scale, ...]:
    """Return the scales that ship.

    Raises:
        RuleFileError: a scale has an unknown key, or gives one grade two verdicts.
    """
    return tuple(
        parse_scale(text, name=name) for name, text in shipped("throughline.sources.scales")
    )


def parse_scale(text: str, *, name: str) -> Scale:
    """Return the scale that a rule file states.

    Raises:
        RuleFileError: unknown key, or one grade with two verdicts.
    """
    rule = parse_rule_file(text, name=name)
    only_keys(rule.body, set(_VERDICTS), name=name, where="the scale")
    said = [(grade, _VERDICTS[key]) for key in _VERDICTS for grade in rule.body.get(key, [])]
    verdicts: dict[str, bool | None] = {}
    for grade, verdict in said:
        if grade.casefold() in verdicts:
            raise RuleFileError(f"{name}: the grade {grade!r} has two verdicts.")
        verdicts[grade.casefold()] = verdict
    return Scale(rule.head, verdicts)


def scale_of(cells: Iterable[str]) -> Scale:
    """Return the scale that knows most of a whole column: ``F`` fails in one, exempts in another."""
    distinct = {_said(cell) for cell in cells}
    return max(
        sorted(scales(), key=lambda scale: scale.head.id, reverse=True),
        key=lambda scale: sum(scale.knows(grade) for grade in distinct),
    )


def scale_in(country: str) -> Scale:
    """Return the scale of a country.

    Raises:
        LookupError: no scale of the country ships.
    """
    return {scale.head.country: scale for scale in scales()}[country]


def grades(
    columns: Mapping[str, Column], sifted: Sifted, scale: Scale, remarks: Remarks
) -> Iterator[GradeRow]:
    """Yield one grade a row; one that the scale does not know is kept without a verdict."""
    names = list(sifted.raw)
    values = [columns[name].coded(sifted.raw[name]).values() for name in names]
    for line, row in zip(sifted.lines, zip(*values, strict=True), strict=True):
        said = dict(zip(names, row, strict=True))
        if not scale.knows(said["grade"]):
            shown = None if said.get("protected") else said["grade"]
            remarks.on_grade(line, columns["grade"], shown)
        yield GradeRow(
            pupil_id=said["pupil"],
            subject=said["subject"],
            grade=said["grade"],
            passed=scale.passes(said["grade"]),
            unit_id=said.get("school"),
            term=term_label(said.get("term")),
            set_on=said.get("date"),
            level=said.get("level"),
            points=said.get("points"),
            kind=said.get("kind"),
            language_choice=said.get("language_choice"),
        )


def _said(cell: str) -> str:
    said = cell[:_LONGEST_GRADE].strip()
    return "-" if said in {"–", "—", "−"} else said
