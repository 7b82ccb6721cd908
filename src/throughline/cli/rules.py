"""``throughline rules``: what holds, where it comes from, who has confirmed it, and what tests it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language
from throughline.cli.errors import ExitCode, WrongUsageError
from throughline.cli.output import result_to
from throughline.cli.words import joined, sentence
from throughline.terms.language import day_text
from throughline.terms.rulebook import (
    UnknownRule,
    confirmation,
    plain,
    rule,
    rule_tests,
    rules,
    told_values,
)

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from throughline.cli.arguments import Parser
    from throughline.terms.language import Language, Text
    from throughline.terms.rulebook import Rule

COUNTRIES = ("se", "no")
_LABEL = 26


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("rule", about="one_rule", shown="rule", nargs="?")
    parser.takes("--country", about="listed_country", choices=COUNTRIES)
    parser.takes("--format", about="format_flags", choices=("table", "json"), default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """List the rules, or show every version of one."""
    chosen = _versions(arguments.rule) if arguments.rule else _listed(arguments.country)
    with result_to(arguments.out) as stream:
        if arguments.format == "json":
            told = [rule_object(each) for each in chosen]
            stream.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
            return ExitCode.DONE
        shown = _whole if arguments.rule else _short
        stream.writelines(f"{line}\n" for line in shown(chosen, arguments.language))
    return ExitCode.DONE


def rule_object(told: Rule) -> dict[str, object]:
    """Return one version of a rule as JSON has it, its tests included."""
    return {
        "id": told.id,
        "kind": told.kind,
        "country": told.country,
        "says": told.says.as_dict(),
        "valid_from": told.valid_from.isoformat(),
        "valid_to": told.valid_to.isoformat() if told.valid_to else None,
        "source": told.source,
        "author": told.head.author,
        "checked_by": told.checked_by,
        "confirmed": told.is_confirmed,
        "next_review": told.head.next_review.isoformat(),
        "file": told.file,
        "version": told.head.version,
        "values": plain(told.values),
        "tests": list(rule_tests(told.id)),
    }


def _versions(rule_id: str) -> tuple[Rule, ...]:
    known = [each for each in rules() if each.id.casefold() == rule_id.strip().casefold()]
    if not known:
        raise WrongUsageError(_unknown(rule_id))
    return tuple(known)


def _unknown(rule_id: str) -> Text:
    text = sentence("rules", "unknown", name=rule_id)
    try:
        rule(rule_id)
    except UnknownRule as error:
        if error.nearest:
            return joined([text, sentence("arguments", "guess", nearest=error.nearest)])
    return text


def _listed(country: str | None) -> tuple[Rule, ...]:
    """Return the rules of a country, and those that are no single country's."""
    others = set(COUNTRIES) - {country} if country else set()
    return tuple(each for each in rules() if each.country not in others)


def _short(chosen: Sequence[Rule], language: Language) -> Iterator[str]:
    for each in chosen:
        yield f"{each.id:{_LABEL}} {each.says[language]} · {confirmation(each)[language]}"


def _whole(versions: Sequence[Rule], language: Language) -> Iterator[str]:
    for told in versions:
        yield from _version(told, language)
        yield ""
    tests = rule_tests(versions[0].id)
    yield f"{_said('tests', language)}:" if tests else _said("no_tests", language)
    yield from (f"    {test}" for test in tests)


def _version(told: Rule, language: Language) -> Iterator[str]:
    head = told.head
    yield f"{told.id} ({told.kind}, {told.country})"
    yield told.says[language]
    yield f"{_head('valid', language)}: {_validity(told, language)}"
    yield f"{_head('source', language)}: {told.source}"
    yield confirmation(told)[language]
    yield f"{_said('file', language)}: {told.file}, {_head('version', language)} {head.version}"
    yield f"{_head('author', language)}: {head.author}"
    yield f"{_head('review', language)}: {day_text(head.next_review)[language]}"
    yield f"{_said('values', language)}:"
    yield from (f"    {one.name} = {one.words}" for one in told_values(told, language))


def _validity(told: Rule, language: Language) -> str:
    last = day_text(told.valid_to)[language] if told.valid_to else ""
    return f"{day_text(told.valid_from)[language]} – {last}".rstrip()


def _head(name: str, language: Language) -> str:
    return sentence("policies", name)[language]


def _said(name: str, language: Language) -> str:
    return sentence("rules", name)[language]
