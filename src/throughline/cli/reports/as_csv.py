"""The evaluation for a spreadsheet: one row a flag, in the chosen language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.cli.reports.remarks import named, reservations
from throughline.cli.words import joined, sentence
from throughline.earlywarning.policy import Measure
from throughline.earlywarning.reasons import reason
from throughline.earlywarning.rule_words import role_text
from throughline.sources import people_csv
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from throughline.cli.evaluation import Evaluated
    from throughline.cli.run_facts import RunFacts
    from throughline.earlywarning.flags import Flag
    from throughline.terms.language import Language

_HEADS = (
    ("report", "pupil"),
    ("columns", "name"),
    ("report", "school"),
    ("report", "class"),
    ("columns", "rule"),
    ("columns", "indicator"),
    ("columns", "window"),
    ("report", "since"),
    ("columns", "observed"),
    ("columns", "limit"),
    ("columns", "unit"),
    ("columns", "coverage"),
    ("columns", "reason"),
    ("columns", "action"),
    ("columns", "owner"),
    ("columns", "due_days"),
    ("columns", "as_of"),
    ("columns", "policy"),
    ("columns", "reservation"),
)


def write_csv(stream: TextIO, facts: RunFacts, evaluated: Iterable[Evaluated]) -> None:
    """Write one row a flag, for people: what a spreadsheet might take for a formula is quoted."""
    heads = [sentence(section, name)[facts.language] for section, name in _HEADS]
    people_csv.write(stream, heads, _rows(facts, evaluated))


def _rows(facts: RunFacts, evaluated: Iterable[Evaluated]) -> Iterator[list[str]]:
    reserved = joined(reservations(facts))[facts.language]
    for one in evaluated:
        record = one.record
        name = named(facts, record.pupil_id)
        who = [
            record.pupil_id,
            name if name != record.pupil_id else "",
            record.unit_id or "",
            record.group or "",
        ]
        for flag in one.flags:
            yield [*who, *_flag(flag, facts), reserved]


def _flag(flag: Flag, facts: RunFacts) -> list[str]:
    rule, finding, language = flag.rule, flag.finding, facts.language
    return [
        rule.id,
        str(rule.indicator),
        str(rule.window),
        day_text(flag.since)[language],
        _number(finding.observed, rule.unit, language),
        _number(rule.limit, rule.unit, language),
        str(rule.unit),
        _number(finding.coverage, Measure.SHARE, language),
        reason(flag).text[language],
        rule.action[language],
        role_text(rule.owner_role)[language],
        str(rule.due_days),
        day_text(facts.as_of)[language],
        flag.policy_id,
    ]


def _number(value: float | None, unit: Measure, language: Language) -> str:
    """Return a share as percent with its sign, or a plain number; decimal comma in the Nordic two."""
    if value is None:
        return ""
    number = f"{value * 100:.1f} %" if unit is Measure.SHARE else f"{value:g}"
    return number if language == "en" else number.replace(".", ",")
