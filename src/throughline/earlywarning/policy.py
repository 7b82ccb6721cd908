"""Policies: the limits a school has chosen, as dated data with a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.earlywarning import policies as shipped_folder
from throughline.earlywarning.rule_tables import read_rule, read_words
from throughline.earlywarning.rules import Compare, Indicator, Measure, OwnerRole, Rule, Scope
from throughline.terms.rules import RuleFileError, RuleHead, only_keys, parse_rule_file, shipped

if TYPE_CHECKING:
    from throughline.terms.language import Text

__all__ = [
    "DEFAULT_POLICY",
    "Compare",
    "Indicator",
    "Measure",
    "OwnerRole",
    "Policy",
    "Rule",
    "Scope",
    "parse_policy",
    "shipped_policies",
]


@dataclass(frozen=True, slots=True)
class Policy:
    """A school's chosen rules, where they come from, and since when they hold."""

    head: RuleHead
    name: Text
    rules: tuple[Rule, ...]

    @property
    def id(self) -> str:
        """The policy's id, such as ``se-template``."""
        return self.head.id

    @property
    def is_confirmed(self) -> bool:
        """Whether a domain owner has checked the policy against its source."""
        return bool(self.head.checked_by)

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with an id, or ``None`` where the policy has none such."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


DEFAULT_POLICY = "se-template"


def shipped_policies() -> dict[str, Policy]:
    """Return the ready policies by id."""
    found = (parse_policy(text, name=name) for name, text in shipped(shipped_folder.__name__))
    return {policy.id: policy for policy in found}


def parse_policy(text: str, *, name: str) -> Policy:
    """Return the policy that a TOML text describes.

    Raises:
        RuleFileError: a key is missing, unknown or out of range, or a rule makes no sense; the
            message names file and key.
    """
    file = parse_rule_file(text, name=name)
    only_keys(file.body, {"name", "rule"}, name=name, where="the policy")
    rules = tuple(
        read_rule(table, name=name) for table in _tables(file.body.get("rule"), name=name)
    )
    twice = [rule_id for rule_id, count in Counter(rule.id for rule in rules).items() if count > 1]
    if twice:
        raise RuleFileError(f"{name}: two rules have the 'id' {twice[0]!r}.")
    return Policy(file.head, read_words(file.body, "name", name=name, where="the policy"), rules)


def _tables(value: Any, *, name: str) -> list[dict[str, Any]]:  # noqa: ANN401 - a value of TOML
    if not value:
        raise RuleFileError(f"{name}: the policy has no [[rule]].")
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise RuleFileError(f"{name}: 'rule' must be written as [[rule]] tables.")
    return value
