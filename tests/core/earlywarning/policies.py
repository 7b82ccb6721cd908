"""Rules and policies for tests: one line each, with what the test does not care about filled in."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughline.earlywarning.policy import Policy
from throughline.earlywarning.rules import Compare, Indicator, Measure, OwnerRole, Rule, Scope
from throughline.records.windows import Window
from throughline.terms.language import same
from throughline.terms.rules import RuleHead

_SCOPES = {
    Indicator.LATE_ARRIVALS: Scope.LATE,
    Indicator.FAILED_SUBJECTS: Scope.GRADES,
    Indicator.NO_DATA: Scope.REGISTRATION,
}


def rule(indicator: str, window: str, limit: float, unit: str, **more: Any) -> Rule:
    """A rule whose id is its indicator's, unless ``more`` says otherwise."""
    kind = Indicator(indicator)
    values: dict[str, Any] = {
        "id": indicator,
        "scope": _SCOPES.get(kind, Scope.TOTAL),
        "compare": Compare.AT_LEAST,
        "action": same("Talk"),
        "due_days": 5,
        "owner_role": OwnerRole.MENTOR,
        **more,
    }
    values["scope"] = Scope(values["scope"])
    values["compare"] = Compare(values["compare"])
    return Rule(
        indicator=kind, window=Window.parse(window), limit=limit, unit=Measure(unit), **values
    )


def share(window: str, limit: float, **more: Any) -> Rule:
    """A share of absence."""
    return rule("absence", window, limit, "share", **more)


def minutes(window: str, limit: float, **more: Any) -> Rule:
    """A sum of absence minutes."""
    return rule("absence", window, limit, "minutes", **more)


def policy(*rules: Rule) -> Policy:
    """A policy of these rules."""
    head = RuleHead(
        "test", "1", "se", date(2020, 7, 1), None, "a test", "a tester", "", date(2030, 7, 1)
    )
    return Policy(head, same("Test"), rules)
