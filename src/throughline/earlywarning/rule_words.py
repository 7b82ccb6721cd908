"""A policy's rules in words, before any pupil is looked at."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.rules import Indicator, Measure
from throughline.earlywarning.words import amount
from throughline.records.windows import WindowKind
from throughline.terms.language import Text, day_name, percent
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.earlywarning.rules import OwnerRole, Rule
    from throughline.records.windows import Window

_ANY_YEAR = 2024
_MINUTES_AN_HOUR = 60


def rule_text(rule: Rule) -> Text:
    """Return what a rule looks for and from which limit: ``Frånvaro, de senaste 20 skoldagarna: från 10 %``."""
    return _sentence(
        "rule",
        str(rule.indicator),
        scope=_sentence("scope", str(rule.scope)),
        window=window_text(rule.window),
        limit=_sentence("rule", str(rule.compare), limit=_limit(rule)),
    )


def conditions(rule: Rule) -> Iterator[Text]:
    """Yield what must hold besides before the rule says anything."""
    if rule.min_coverage:
        yield _sentence("rule", "min_coverage", share=percent(rule.min_coverage))
    if rule.min_offered:
        yield _sentence("rule", "min_offered", hours=_number(rule.min_offered / _MINUTES_AN_HOUR))
    if rule.min_occasions:
        yield _sentence("rule", "min_occasions", count=rule.min_occasions)
    if rule.min_level:
        yield _sentence("rule", "min_level", share=percent(rule.min_level))
    if rule.min_unit_coverage:
        yield _sentence("rule", "min_unit_coverage", share=percent(rule.min_unit_coverage))


def window_text(window: Window) -> Text:
    """Return a window as it is said of any day: ``de senaste 20 skoldagarna``."""
    if window.kind is WindowKind.CHECK:
        check = date(_ANY_YEAR, window.check_month, window.check_day)
        return _sentence("window", "check", day=day_name(check))
    return _sentence("window", str(window.kind), n=window.length)


def owner_text(rule: Rule) -> Text:
    """Return who answers for a rule's next step, and within how many school days."""
    return _sentence("rule", "due", role=role_text(rule.owner_role), days=rule.due_days)


def role_text(role: OwnerRole) -> Text:
    """Return who a role is, as the field says it."""
    return _sentence("roles", str(role))


def _limit(rule: Rule) -> Text:
    if rule.indicator is Indicator.TREND:
        return _sentence("rule", "points", limit=_number(rule.limit * 100))
    if rule.unit is Measure.SCHOOL_DAYS:
        return _sentence("rule", "school_days", limit=round(rule.limit))
    return amount(rule, rule.limit)


def _number(value: float) -> Text:
    plain = f"{value:g}"
    return Text(plain.replace(".", ","), plain.replace(".", ","), plain)


def _sentence(section: str, name: str, /, **values: object) -> Text:
    return Text(**_sentences()[section][name]).filled(**values)


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    name = "rule_sentences.toml"
    return read_toml(shipped_text("throughline.earlywarning", name), name=name)
