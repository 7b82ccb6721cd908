"""The words of reasons: sentences in three languages, and how amounts and windows are said."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.rules import Compare, Measure
from throughline.records.windows import WindowKind
from throughline.terms.language import LANGUAGES, Text, day_name, month_name, percent, same
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from throughline.earlywarning.findings import Finding
    from throughline.earlywarning.rules import Rule

_MOST_DECIMALS = 6


def sentence(section: str, name: str, **values: object) -> Text:
    """Return a sentence with its placeholders filled, each language beginning with a capital."""
    return Text(**_sentences()[section][name]).filled(**values)


def counted(section: str, name: str, count: float, **values: object) -> Text:
    """Return the sentence of a name in the form that a number asks for: none, one or many."""
    form = {0: f"{name}_zero", 1: f"{name}_one"}.get(round(count), name)
    return sentence(section, form if form in _sentences()[section] else name, **values)


def window_words(rule: Rule, finding: Finding) -> Text:
    """Return what a finding's window really holds, as it is said.

    ``de senaste 20 skoldagarna``, ``i oktober``; for a pupil whose days began inside the window
    ``de 8 skoldagarna sedan 2 november``.
    """
    span = finding.span
    if span is None:
        return same("")
    name, n = _window_form(rule, finding)
    is_check = rule.window.kind is WindowKind.CHECK
    last = rule.window.check_day_of(span.starts_on) if is_check else span.ends_on
    words = {"first": day_name(span.starts_on), "last": day_name(last)}
    return counted("window", name, n, n=n, month=month_name(span.starts_on), **words)


def _window_form(rule: Rule, finding: Finding) -> tuple[str, int]:
    """Return which words say a window, and the number they hang on."""
    match rule.window.kind:
        case WindowKind.ROLLING | WindowKind.DAYS if finding.is_short:
            return "since", finding.school_days
        case WindowKind.MONTH if finding.is_short:
            return "between", 0
        case WindowKind.CHECK:
            return "between", 0
        case WindowKind.TERM:
            is_autumn = finding.span is not None and finding.span.starts_on.month >= 7
            return "autumn" if is_autumn else "spring", 0
        case kind:
            return str(kind), rule.window.length


def amount(rule: Rule, value: float) -> Text:
    """Return a limit or an observation as it is said in the rule's unit.

    A share gets as many decimals as it takes to be seen on its side of the limit: nobody shall
    read that 10 % is more than 10 %.
    """
    match rule.unit:
        case Measure.SHARE:
            return _percent_beside_limit(rule, value)
        case Measure.MINUTES:
            return duration(round(value))
        case Measure.COUNT | Measure.SCHOOL_DAYS:
            return same(str(round(value)))


def limit_words(rule: Rule) -> Text:
    """Return a rule's limit with its unit, as it is said after ``from`` and ``more than``."""
    if rule.unit in {Measure.COUNT, Measure.SCHOOL_DAYS}:
        return counted("length", str(rule.unit), rule.limit, n=round(rule.limit))
    return amount(rule, rule.limit)


def duration(minutes: int) -> Text:
    """Return minutes as hours and minutes: ``4 timmar och 5 minuter``."""
    hours, rest = divmod(minutes, 60)
    said_hours = counted("length", "hours", hours, n=hours)
    said_minutes = counted("length", "minutes", rest, n=rest)
    if hours and rest:
        return sentence("length", "both", hours=said_hours, minutes=said_minutes)
    return said_hours if hours else said_minutes


def enumeration(names: Sequence[str]) -> Text:
    """Return names as they are listed in running text: ``Engelska, Idrott och Matematik``."""
    if len(names) < 2:
        return same("".join(names))
    return sentence("length", "list", others=", ".join(names[:-1]), last=names[-1])


def points(share: float) -> str:
    """Return a difference of shares in whole percentage points, with a real minus sign."""
    return str(round(share * 100)).replace("-", "−")


def capital(text: Text) -> Text:
    """Return a text whose first letter is a capital in each language."""
    return Text(*(text[language][:1].upper() + text[language][1:] for language in LANGUAGES))


def _percent_beside_limit(rule: Rule, value: float) -> Text:
    for decimals in range(_MOST_DECIMALS):
        if _keeps_side(rule, value, decimals):
            return percent(value, decimals=decimals)
    return percent(value, decimals=_MOST_DECIMALS)


def _keeps_side(rule: Rule, value: float, decimals: int) -> bool:
    """Say whether a rounded share still stands on its own side of the limit, and the limit on it."""
    shown = round(value * 100, decimals)
    limit = round(rule.limit * 100, _MOST_DECIMALS)
    if round(value * 100, _MOST_DECIMALS) == limit:
        return shown == limit
    if rule.compare is Compare.AT_LEAST:
        return (shown >= limit) == rule.crosses(value)
    return (shown > limit) == rule.crosses(value)


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    return read_toml(
        shipped_text("throughline.earlywarning", "sentences.toml"), name="sentences.toml"
    )
