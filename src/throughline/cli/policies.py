"""``throughline policies``: the ready limits, where they come from, and who has confirmed them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language
from throughline.cli.errors import ExitCode
from throughline.cli.output import result_to
from throughline.cli.rule_files import policy_of
from throughline.cli.words import sentence
from throughline.earlywarning.policy import shipped_policies
from throughline.earlywarning.rule_words import conditions, owner_text, rule_text
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from throughline.cli.arguments import Parser
    from throughline.earlywarning.policy import Policy, Rule
    from throughline.terms.language import Language

_LABEL = 14


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("name", about="one_policy", shown="named", nargs="?")
    parser.takes("--format", about="format_flags", choices=("table", "json"), default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """List the policies, or show one."""
    chosen = [policy_of(arguments.name)] if arguments.name else list(shipped_policies().values())
    with result_to(arguments.out) as stream:
        if arguments.format == "json":
            told = [policy_object(policy) for policy in chosen]
            stream.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
            return ExitCode.DONE
        shown = _whole if arguments.name else _short
        for policy in chosen:
            stream.writelines(f"{line}\n" for line in shown(policy, arguments.language))
    return ExitCode.DONE


def policy_object(policy: Policy) -> dict[str, object]:
    """Return a policy as JSON has it, rules included."""
    head = policy.head
    return {
        "id": head.id,
        "version": head.version,
        "name": policy.name.as_dict(),
        "country": head.country,
        "valid_from": head.valid_from.isoformat(),
        "valid_to": head.valid_to.isoformat() if head.valid_to else None,
        "source": head.source,
        "author": head.author,
        "checked_by": head.checked_by,
        "next_review": head.next_review.isoformat(),
        "rules": [_rule_object(rule) for rule in policy.rules],
    }


def _rule_object(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "indicator": str(rule.indicator),
        "scope": str(rule.scope),
        "window": str(rule.window),
        "limit": rule.limit,
        "unit": str(rule.unit),
        "compare": str(rule.compare),
        "min_coverage": rule.min_coverage,
        "min_offered": rule.min_offered,
        "min_occasions": rule.min_occasions,
        "min_level": rule.min_level,
        "min_unit_coverage": rule.min_unit_coverage,
        "action": rule.action.as_dict(),
        "due_days": rule.due_days,
        "owner_role": rule.owner_role,
        "step": rule.step,
        "text": rule_text(rule).as_dict(),
    }


def _short(policy: Policy, language: Language) -> Iterator[str]:
    yield f"{policy.id:{_LABEL}}{policy.name[language]} · {_confirmed(policy, language)}"


def _whole(policy: Policy, language: Language) -> Iterator[str]:
    head = policy.head
    yield f"{policy.name[language]} ({policy.id}, {_said('version', language)} {head.version})"
    yield f"{_said('valid', language)}: {_validity(policy, language)}"
    yield f"{_said('source', language)}: {head.source}"
    yield f"{_said('author', language)}: {head.author}. {_confirmed(policy, language)}"
    yield f"{_said('review', language)}: {day_text(head.next_review)[language]}"
    for rule in policy.rules:
        yield ""
        yield f"{rule.id}: {rule_text(rule)[language]}"
        besides = "; ".join(text[language] for text in conditions(rule))
        if besides:
            yield f"    {_said('only_if', language)} {besides}"
        yield f"    {rule.action[language]} ({owner_text(rule)[language]})"


def _validity(policy: Policy, language: Language) -> str:
    first = day_text(policy.head.valid_from)[language]
    last = policy.head.valid_to
    return f"{first} – {day_text(last)[language] if last else ''}".rstrip()


def _confirmed(policy: Policy, language: Language) -> str:
    if policy.is_confirmed:
        return sentence("report", "confirmed", who=policy.head.checked_by)[language]
    return sentence("report", "unconfirmed")[language]


def _said(name: str, language: Language) -> str:
    return sentence("policies", name)[language]
