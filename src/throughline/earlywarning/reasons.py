"""A flag's reason as full sentences in three languages, built from its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import Finding, Gap, Outcome
from throughline.earlywarning.rules import Indicator, Measure, Rule
from throughline.earlywarning.words import (
    amount,
    capital,
    counted,
    duration,
    enumeration,
    limit_words,
    points,
    sentence,
    window_words,
)
from throughline.terms.language import Text, day_name, percent, same

if TYPE_CHECKING:
    from throughline.earlywarning.flags import Flag

__all__ = ["Reason", "amount", "explain", "reason", "window_words"]

_WITHOUT_RATE = {Indicator.NO_DATA, Indicator.FAILED_SUBJECTS}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pupil is shown: what was seen, by which rule, and from how much registered time."""

    seen: Text
    rule: Text | None
    coverage: Text | None

    @property
    def text(self) -> Text:
        """The whole reason as one paragraph."""
        parts = [part for part in (self.seen, self.rule, self.coverage) if part is not None]
        return Text(
            *(" ".join(part[language] for part in parts) for language in ("sv", "nb", "en"))
        )


def reason(flag: Flag) -> Reason:
    """Return a flag's reason in words."""
    return explain(flag.rule, flag.finding)


def explain(rule: Rule, finding: Finding) -> Reason:
    """Return what a rule's finding says in words, also when data are thin or there are none."""
    match finding.outcome:
        case Outcome.NO_DATA | Outcome.NOT_DUE:
            return Reason(_nothing(rule, finding), None, None)
        case Outcome.THIN:
            return Reason(_thin(rule, finding), None, None)
        case Outcome.CROSSED | Outcome.BELOW if rule.indicator in _WITHOUT_RATE:
            return Reason(_seen(rule, finding), None, None)
        case Outcome.CROSSED | Outcome.BELOW:
            return Reason(_seen(rule, finding), _limit(rule, finding), _coverage(finding))


def _seen(rule: Rule, finding: Finding) -> Text:
    first = day_name(finding.span.starts_on) if finding.span else same("")
    words = {"scope": _word("scope", rule), "kind": _word("kind", rule), "first": first}
    words["window"] = window_words(rule, finding)
    words["observed"] = amount(rule, finding.observed or 0)
    words["subjects"] = enumeration(finding.subjects)
    match rule.indicator:
        case Indicator.ABSENCE:
            return _absence(rule, finding, words)
        case Indicator.TREND:
            return _trend(finding, words)
        case Indicator.WEEKDAY:
            return _weekday(finding, words)
        case Indicator.NO_DATA if finding.of_unit:
            return sentence("plain", "no_data_of_unit", **words)
        case _:
            return counted("plain", str(rule.indicator), finding.observed or 0, **words)


def _absence(rule: Rule, finding: Finding, words: dict[str, Text]) -> Text:
    if rule.unit is Measure.SHARE or not finding.occasions:
        return sentence("plain", "absence_share", **words)
    occasions = finding.occasions
    return counted("plain", "absence_minutes", occasions, occasions=occasions, **words)


def _trend(finding: Finding, words: dict[str, Text]) -> Text:
    found = finding.trend
    if found is None:
        return sentence("none", "not_yet")
    levels = {"before": percent(found.before.value), "now": percent(found.now.value)}
    days = found.school_days
    if found.rise.value <= 0:
        return sentence("plain", "trend_zero", days=days, **words, **levels)
    return counted("plain", "trend", days, days=days, **words, **levels)


def _weekday(finding: Finding, words: dict[str, Text]) -> Text:
    if finding.weekday is None:
        return sentence("plain", "weekday_zero", **words)
    weekday = sentence("weekdays", str(finding.weekday))
    return sentence("plain", "weekday", weekday=weekday, **words)


def _limit(rule: Rule, finding: Finding) -> Text:
    if finding.trend is not None:
        rise = finding.trend.rise
        said = {"rise": rise.value, "low": rise.low, "high": rise.high, "limit": rule.limit}
        return sentence("rule", "trend", **{key: points(share) for key, share in said.items()})
    limit = limit_words(rule)
    if rule.min_occasions > 1 and rule.unit is Measure.MINUTES:
        return sentence("rule", "on_days", limit=limit, occasions=rule.min_occasions)
    return sentence("rule", str(rule.compare), limit=limit)


def _coverage(finding: Finding) -> Text:
    if finding.coverage is None:
        return sentence("coverage", "unknown")
    return capital(sentence("coverage", "known", coverage=percent(finding.coverage)))


def _thin(rule: Rule, finding: Finding) -> Text:
    if finding.gap is Gap.EARLIER:
        first = day_name(finding.span.starts_on) if finding.span else same("")
        return sentence("thin", "earlier", first=first)
    name = str(finding.gap or Gap.LESSON_TIME)
    return sentence(
        "thin",
        name if finding.coverage is not None else f"{name}_unknown",
        coverage=percent(finding.most_coverage or 0),
        time=duration(finding.offered or 0),
        window=window_words(rule, finding),
    )


def _nothing(rule: Rule, finding: Finding) -> Text:
    return sentence(
        "none",
        str(finding.gap or Gap.REGISTRATION),
        window=window_words(rule, finding),
        kind=_word("kind", rule),
    )


def _word(section: str, rule: Rule) -> Text:
    return sentence(section, "total" if rule.indicator in _WITHOUT_RATE else str(rule.scope))
