"""Policies: the limits a school has chosen, as dated data with a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from throughline.earlywarning import policies as shipped_folder
from throughline.records.windows import Window
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import RuleFileError, RuleHead, only_keys, parse_rule_file, shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Indicator(StrEnum):
    """What a rule may look at; the list is closed, so that every flag can be said in words."""

    ABSENCE = "absence"
    OCCASIONS = "occasions"
    LATE_ARRIVALS = "late_arrivals"
    SPELL = "spell"
    TREND = "trend"
    WEEKDAY = "weekday"
    FAILED_SUBJECTS = "failed_subjects"
    NO_DATA = "no_data"


class Scope(StrEnum):
    """Which part of the absence, or else which records, a rule looks at."""

    TOTAL = "total"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    UNRESOLVED = "unresolved"
    LATE = "late"
    SCATTERED = "scattered"
    GRADES = "grades"
    REGISTRATION = "registration"


class Measure(StrEnum):
    """The unit that limit and observation share."""

    SHARE = "share"
    MINUTES = "minutes"
    COUNT = "count"
    SCHOOL_DAYS = "school_days"


class Compare(StrEnum):
    """On the line or over it."""

    AT_LEAST = "at_least"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a policy: look at this, in this window; from this limit, do that.

    ``min_coverage`` is a share of offered minutes, ``min_offered`` minutes, ``min_occasions``
    school days, ``min_level`` a share that a trend must also reach, ``min_unit_coverage`` the share
    of classmates registered below which silence is the school's own. ``step`` orders the rules of
    one ladder: a higher step is worse. ``due_days`` are school days.
    """

    id: str
    indicator: Indicator
    scope: Scope
    window: Window
    limit: float
    unit: Measure
    compare: Compare
    action: Text
    due_days: int
    owner_role: str
    min_coverage: float = 0.0
    min_offered: int = 0
    min_occasions: int = 0
    min_level: float = 0.0
    min_unit_coverage: float = 0.0
    step: int = 1

    def crosses(self, value: float) -> bool:
        """Say whether a value is at the limit or over it, as the rule compares."""
        return value >= self.limit if self.compare is Compare.AT_LEAST else value > self.limit


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
        RuleFileError: a key is missing, unknown or out of range; the message names file and key.
    """
    file = parse_rule_file(text, name=name)
    only_keys(file.body, {"name", "rule"}, name=name, where="the policy")
    rules = tuple(_rule(table, name=name) for table in file.body.get("rule", []))
    if not rules:
        raise RuleFileError(f"{name}: the policy has no [[rule]].")
    ids = [rule.id for rule in rules]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise RuleFileError(f"{name}: two rules have the id {rule_id!r}.")
    return Policy(file.head, _text(file.body, "name", name=name, where="the policy"), rules)


_REQUIRED = (
    "id",
    "indicator",
    "scope",
    "window",
    "limit",
    "unit",
    "action",
    "due_days",
    "owner_role",
)
_READERS: dict[str, Callable[[Any], Any]] = {
    "id": str,
    "indicator": Indicator,
    "scope": Scope,
    "window": Window.parse,
    "limit": float,
    "unit": Measure,
    "compare": Compare,
    "due_days": int,
    "owner_role": str,
    "min_coverage": float,
    "min_offered": int,
    "min_occasions": int,
    "min_level": float,
    "min_unit_coverage": float,
    "step": int,
}


def _rule(table: Mapping[str, Any], *, name: str) -> Rule:
    where = f"the rule {table.get('id', '?')!r}"
    only_keys(table, {*_READERS, "action"}, name=name, where=where)
    missing = [key for key in _REQUIRED if key not in table]
    if missing:
        raise RuleFileError(f"{name}: {where} lacks the key {missing[0]!r}.")
    values = {key: _read(table, key, name=name, where=where) for key in _READERS if key in table}
    values.setdefault("compare", Compare.AT_LEAST)
    return Rule(action=_text(table, "action", name=name, where=where), **values)


def _read(table: Mapping[str, Any], key: str, *, name: str, where: str) -> Any:  # noqa: ANN401 - TOML
    try:
        return _READERS[key](table[key])
    except (ValueError, TypeError) as error:
        raise RuleFileError(f"{name}: {key!r} in {where}: {error}") from error


def _text(table: Mapping[str, Any], key: str, *, name: str, where: str) -> Text:
    value = table.get(key)
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise RuleFileError(f"{name}: {key!r} in {where} must be given in sv, nb and en.")
    return Text(**value)
