"""A policy's rules in words, before any pupil is looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from throughline.cli.words import sentence
from throughline.earlywarning.policy import Indicator, Measure, Rule
from throughline.earlywarning.reasons import amount
from throughline.records.windows import WindowKind
from throughline.terms.language import Text, day_name, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.earlywarning.rules import OwnerRole
    from throughline.records.windows import Window

_ANY_YEAR = 2024
_MINUTES_AN_HOUR = 60


def rule_text(rule: Rule) -> Text:
    """Return what a rule looks for and from which limit: ``Frånvaro, de senaste 20 skoldagarna: från 10 %``."""
    return sentence(
        "rule",
        str(rule.indicator),
        scope=sentence("scope", str(rule.scope)),
        window=window_text(rule.window),
        limit=sentence("rule", str(rule.compare), limit=_limit(rule)),
    )


def conditions(rule: Rule) -> Iterator[Text]:
    """Yield what must hold besides before the rule says anything."""
    if rule.min_coverage:
        yield sentence("rule", "min_coverage", share=percent(rule.min_coverage))
    if rule.min_offered:
        yield sentence("rule", "min_offered", hours=_number(rule.min_offered / _MINUTES_AN_HOUR))
    if rule.min_occasions:
        yield sentence("rule", "min_occasions", count=rule.min_occasions)
    if rule.min_level:
        yield sentence("rule", "min_level", share=percent(rule.min_level))
    if rule.min_unit_coverage:
        yield sentence("rule", "min_unit_coverage", share=percent(rule.min_unit_coverage))


def window_text(window: Window) -> Text:
    """Return a window as it is said of any day: ``de senaste 20 skoldagarna``."""
    if window.kind is WindowKind.CHECK:
        check = date(_ANY_YEAR, window.check_month, window.check_day)
        return sentence("rule_window", "check", day=day_name(check))
    return sentence("rule_window", str(window.kind), n=window.length)


def owner_text(rule: Rule) -> Text:
    """Return who answers for a rule's next step, and within how many school days."""
    return sentence("report", "due", role=role_text(rule.owner_role), days=rule.due_days)


def role_text(role: OwnerRole) -> Text:
    """Return who a role is, as the field says it."""
    return sentence("roles", str(role))


def _limit(rule: Rule) -> Text:
    if rule.indicator is Indicator.TREND:
        return sentence("rule", "points", limit=_number(rule.limit * 100))
    if rule.unit is Measure.SCHOOL_DAYS:
        return sentence("rule", "school_days", limit=round(rule.limit))
    return amount(rule, rule.limit)


def _number(value: float) -> Text:
    plain = f"{value:g}"
    return Text(plain.replace(".", ","), plain.replace(".", ","), plain)
