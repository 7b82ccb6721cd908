"""A flag's reason as full sentences in three languages, built from its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.earlywarning.findings import Finding, Outcome
from throughline.earlywarning.policy import Compare, Indicator, Measure, Rule
from throughline.records.windows import WindowKind
from throughline.terms.language import Text, day_name, month_name, percent, same
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from throughline.earlywarning.flags import Flag
    from throughline.terms.school_years import DateSpan


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
        case Outcome.NO_DATA:
            return Reason(_none(rule, finding), None, None)
        case Outcome.THIN:
            return Reason(_thin(rule, finding), None, None)
        case _:
            return Reason(_seen(rule, finding), _limit(rule, finding), _coverage(rule, finding))


def window_words(rule: Rule, span: DateSpan | None) -> Text:
    """Return a rule's window as it is said: ``de senaste 20 skoldagarna``, ``i oktober``."""
    if span is None:
        return same("")
    return _sentence("window", _window_name(rule.window.kind, span)).filled(
        n=rule.window.length, month=month_name(span.starts_on), day=day_name(span.ends_on)
    )


def _window_name(kind: WindowKind, span: DateSpan) -> str:
    term = "autumn" if span.starts_on.month >= 7 else "spring"
    match kind:
        case WindowKind.TERM:
            return term
        case WindowKind.CHECK:
            return f"{term}_check"
        case _:
            return str(kind)


def amount(rule: Rule, value: float) -> Text:
    """Return a limit or an observation as it is said in the rule's unit."""
    match rule.unit:
        case Measure.SHARE:
            return percent(value)
        case Measure.MINUTES:
            return _duration(round(value))
        case Measure.COUNT | Measure.SCHOOL_DAYS:
            return same(str(round(value)))


def _seen(rule: Rule, finding: Finding) -> Text:
    name = str(rule.indicator)
    if rule.indicator is Indicator.ABSENCE:
        name = "absence_share" if rule.unit is Measure.SHARE else "absence_minutes"
    if rule.indicator is Indicator.NO_DATA and finding.of_unit:
        name = "no_data_of_unit"
    return _sentence("plain", name).filled(
        scope=_scope(rule),
        window=window_words(rule, finding.span),
        observed=amount(rule, finding.observed or 0),
        occasions=finding.occasions,
        since=day_name(finding.span.starts_on) if finding.span else same(""),
        subjects=", ".join(finding.subjects),
        weekday=_sentence("weekdays", str(finding.weekday or 0)),
        **_trend_words(rule, finding),
    )


def _trend_words(rule: Rule, finding: Finding) -> dict[str, Text]:
    if finding.trend is None:
        return {}
    weeks, rest = divmod(rule.window.length, 5)
    length = _sentence("length", "school_days").filled(n=rule.window.length)
    if weeks and not rest:
        length = _sentence("length", "weeks").filled(n=weeks)
    return {
        "before": percent(finding.trend.before.value),
        "now": percent(finding.trend.now.value),
        "length": length,
    }


def _limit(rule: Rule, finding: Finding) -> Text | None:
    if rule.indicator in {Indicator.NO_DATA, Indicator.FAILED_SUBJECTS}:
        return None
    if finding.trend is not None:
        rise = finding.trend.rise
        points = {"limit": rule.limit, "low": rise.low, "high": rise.high}
        return _sentence("rule", "trend").filled(
            **{key: round(value * 100) for key, value in points.items()}
        )
    name = "share" if rule.compare is Compare.AT_LEAST else "above"
    limit = amount(rule, rule.limit)
    if rule.unit is Measure.SCHOOL_DAYS:
        limit = _sentence("length", "school_days").filled(n=round(rule.limit))
    return _sentence("rule", name).filled(limit=limit)


def _coverage(rule: Rule, finding: Finding) -> Text | None:
    if rule.indicator in {Indicator.NO_DATA, Indicator.FAILED_SUBJECTS}:
        return None
    if finding.coverage is None:
        return _sentence("coverage", "unknown")
    return _sentence("coverage", "known").filled(coverage=percent(finding.coverage))


def _thin(rule: Rule, finding: Finding) -> Text:
    window = window_words(rule, finding.span)
    if finding.coverage is not None and finding.coverage < rule.min_coverage:
        return _sentence("thin", "coverage").filled(
            coverage=percent(finding.coverage), window=window
        )
    return _sentence("thin", "few_days").filled(days=finding.days, window=window)


def _none(rule: Rule, finding: Finding) -> Text:
    if rule.indicator is Indicator.FAILED_SUBJECTS:
        return _sentence("none", "grades")
    if finding.counted_only:
        return _sentence("none", "counted")
    return _sentence("none", "absence").filled(window=window_words(rule, finding.span))


def _scope(rule: Rule) -> Text:
    table = _sentences()["scope"]
    return Text(**table.get(str(rule.scope), table["total"]))


def _duration(minutes: int) -> Text:
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _sentence("length", "hours").filled(hours=hours, minutes=rest)
    if hours:
        return _sentence("length", "whole_hours").filled(hours=hours)
    return _sentence("length", "minutes").filled(minutes=rest)


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    return read_toml(
        shipped_text("throughline.earlywarning", "sentences.toml"), name="sentences.toml"
    )


def _sentence(section: str, name: str) -> Text:
    return Text(**_sentences()[section][name])
