"""The indicators: how each is seen in a pupil's record, as of a day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from throughline.earlywarning.findings import NOT_DUE, Finding, Gap, Outcome
from throughline.earlywarning.looks import Look
from throughline.earlywarning.rules import Indicator, Measure, Scope
from throughline.earlywarning.silence import find_silence
from throughline.records.grades import is_known, latest_term, subjects_not_passed
from throughline.records.patterns import trend, weekday_pattern
from throughline.records.spells import absence_spells, ongoing_spell
from throughline.records.windows import WindowKind
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from throughline.earlywarning.rules import Rule
    from throughline.records.days import PupilDay
    from throughline.records.ledger import Totals

    _Finder = Callable[[Look, Rule, DateSpan, Totals], Finding]

__all__ = ["Look", "find", "is_crossed"]


def find(look: Look, rule: Rule, day: date) -> Finding:
    """Return what a rule sees of a pupil on a day; nothing after the day is looked at."""
    if rule.indicator is Indicator.FAILED_SUBJECTS:
        return _failed_subjects(look, rule, day)
    if rule.indicator is Indicator.NO_DATA:
        return find_silence(look, rule, day)
    finder = _FINDERS[rule.indicator]
    is_share = rule.unit is Measure.SHARE
    finding = _find_in(finder, look, rule, _span(look, rule, day, whole=is_share))
    if rule.window.kind is WindowKind.MONTH and not is_share:
        # A sum is reached inside its month; until the next month reaches it too, the whole one stands.
        if finding.outcome is Outcome.CROSSED:
            return finding
        whole = _find_in(finder, look, rule, _span(look, rule, day, whole=True))
        return whole if whole.outcome is Outcome.CROSSED else finding
    return finding


def is_crossed(look: Look, rule: Rule, day: date) -> bool:
    """Say whether ``find`` would find a rule crossed, without the numbers of the sentence."""
    if rule.indicator is not Indicator.ABSENCE:
        return find(look, rule, day).outcome is Outcome.CROSSED
    is_share = rule.unit is Measure.SHARE
    both = rule.window.kind is WindowKind.MONTH and not is_share
    spans = (
        _span(look, rule, day, whole=whole) for whole in ((False, True) if both else (is_share,))
    )
    return any(
        _absence_seen(look, rule, span, look.ledger.totals(span)).outcome is Outcome.CROSSED
        for span in spans
        if span is not None
    )


def _find_in(finder: _Finder, look: Look, rule: Rule, span: DateSpan | None) -> Finding:
    if span is None:
        return NOT_DUE
    return finder(look, rule, span, look.ledger.totals(span))


def _absence(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    seen = _absence_seen(look, rule, span, totals)
    if seen.outcome is Outcome.NO_DATA:
        return _unanswered(look, rule, span, totals, gap=seen.gap)
    occasions = seen.occasions
    if occasions is None and rule.unit is not Measure.SHARE:
        # Counting days is the dearer look, and only a sum of minutes says its number.
        occasions = _occasion_days(look, rule.scope, span)
    return _found(look, rule, span, seen.outcome, seen.value, occasions)


class _Seen(NamedTuple):
    """What an absence comes to; the days that it was spread over, where the rule asks for them."""

    outcome: Outcome
    value: float | None = None
    occasions: int | None = None
    gap: Gap | None = None


def _absence_seen(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> _Seen:
    is_share = rule.unit is Measure.SHARE
    value = totals.rate(rule.scope) if is_share else totals.minutes(rule.scope)
    if value is None or not _is_told(totals):
        return _Seen(Outcome.NO_DATA)
    outcome = _outcome(rule, value, totals)
    if not rule.min_occasions or outcome is not Outcome.CROSSED:
        return _Seen(outcome, value)
    occasions = _occasion_days(look, rule.scope, span)
    if occasions is None:
        return _Seen(Outcome.NO_DATA, gap=Gap.SUMMED)
    return _Seen(outcome if occasions >= rule.min_occasions else Outcome.BELOW, value, occasions)


def _occasions(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    days = look.days_in(span)
    if not _days_tell(days, rule.scope):
        return _unanswered(look, rule, span, totals)
    value = len(absence_spells(days, scope=rule.scope))
    return _found(look, rule, span, _outcome(rule, value, totals), value)


def _late_arrivals(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    is_counted = totals.minutes(Scope.LATE) is not None and totals.late_count is not None
    if not is_counted or not _is_told(totals):
        return _unanswered(look, rule, span, totals)
    value = totals.late_count or 0
    return _found(look, rule, span, _outcome(rule, value, totals), value)


def _spell(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    if not _days_tell(look.days_in(span), rule.scope):
        return _unanswered(look, rule, span, totals)
    days = look.record.days[: bisect_right(look.ledger.dates, span.ends_on)]
    spell = ongoing_spell(days, scope=rule.scope)
    if spell is None:
        return _found(look, rule, span, Outcome.BELOW, 0)
    reached = DateSpan(spell.starts_on, span.ends_on)
    totals = look.ledger.totals(reached)
    outcome = _outcome(rule, spell.school_days, totals)
    found = _found(look, rule, reached, outcome, spell.school_days)
    return replace(found, span=reached)


def _trend(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    if totals.rate(rule.scope) is None:
        return _unanswered(look, rule, span, totals)
    known = look.school_days_in(DateSpan(look.known_from(span), span.ends_on))
    found = trend(look.ledger, span=span, school_days=known, scope=rule.scope)
    earlier = None if found is None else look.ledger.totals(found.earlier)
    if found is None or earlier is None or _gap(rule, earlier) is not None:
        thin = _found(look, rule, span, Outcome.THIN, None)
        return replace(thin, gap=Gap.EARLIER)
    outcome = _outcome(rule, found.rise.value, totals)
    surely_rising = found.rise.low > 0 and found.now.value >= rule.min_level
    if outcome is Outcome.CROSSED and not surely_rising:
        outcome = Outcome.BELOW
    # The sentence gives the rate of both times, so the coverage is of both.
    both = look.ledger.totals(DateSpan(found.earlier.starts_on, span.ends_on)).coverage
    finding = _found(look, rule, span, outcome, found.rise.value)
    return replace(finding, trend=found, coverage=both)


def _weekday(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Finding:
    days = look.days_in(span)
    if not _days_tell(days, rule.scope):
        return _unanswered(look, rule, span, totals)
    pattern = weekday_pattern(days)
    if pattern is None:
        return _found(look, rule, span, Outcome.BELOW, 0)
    outcome = _outcome(rule, pattern.share, totals)
    often = pattern.days >= rule.min_occasions and (totals.rate("total") or 0) >= rule.min_level
    if outcome is Outcome.CROSSED and not often:
        outcome = Outcome.BELOW
    finding = _found(look, rule, span, outcome, pattern.share)
    return replace(finding, occasions=pattern.days, weekday=pattern.weekday)


_FINDERS: dict[Indicator, _Finder] = {
    Indicator.ABSENCE: _absence,
    Indicator.OCCASIONS: _occasions,
    Indicator.LATE_ARRIVALS: _late_arrivals,
    Indicator.SPELL: _spell,
    Indicator.TREND: _trend,
    Indicator.WEEKDAY: _weekday,
}


def _failed_subjects(look: Look, rule: Rule, day: date) -> Finding:
    grades = [one for one in look.record.grades if is_known(one, on=day)]
    if not grades:
        return Finding(Outcome.NO_DATA, gap=Gap.GRADES)
    subjects = subjects_not_passed(latest_term(grades))
    outcome = Outcome.CROSSED if rule.crosses(len(subjects)) else Outcome.BELOW
    return Finding(outcome, None, len(subjects), subjects=subjects)


def _span(look: Look, rule: Rule, day: date, *, whole: bool) -> DateSpan | None:
    return rule.window.span(day, school_days=look.unit.days, whole=whole)


def _found(
    look: Look,
    rule: Rule,
    span: DateSpan,
    outcome: Outcome,
    observed: float | None,
    occasions: int | None = None,
) -> Finding:
    reach, totals = look.reach(rule.window, span), look.ledger.totals(span)
    return Finding(
        outcome,
        reach.span,
        observed,
        totals.coverage,
        totals.days,
        occasions,
        school_days=reach.school_days,
        is_short=reach.is_short,
        most_coverage=totals.most_coverage,
        offered=_time(totals),
        gap=_gap(rule, totals) if outcome is Outcome.THIN else None,
    )


def _unanswered(
    look: Look, rule: Rule, span: DateSpan, totals: Totals, *, gap: Gap | None = None
) -> Finding:
    """Return why nothing can be said; where there was nothing to register, nothing is missing."""
    gap = gap or _missing(look, rule, span, totals)
    if gap is Gap.NOT_YET:
        return NOT_DUE
    return replace(_found(look, rule, span, Outcome.NO_DATA, None), gap=gap)


def _missing(look: Look, rule: Rule, span: DateSpan, totals: Totals) -> Gap:
    if look.counts_only:
        return Gap.COUNTED
    if totals.reported:
        return Gap.KIND if totals.rate(rule.scope) is None else Gap.SUMMED
    if totals.beside:
        return Gap.ABSENCE_ONLY
    begins_later = look.begins is not None and look.begins > span.ends_on
    if totals.offered == 0 or begins_later or not look.school_days_in(span):
        return Gap.NOT_YET
    return Gap.REGISTRATION


def _outcome(rule: Rule, value: float, totals: Totals) -> Outcome:
    if _gap(rule, totals) is not None:
        return Outcome.THIN
    return Outcome.CROSSED if rule.crosses(value) else Outcome.BELOW


def _gap(rule: Rule, totals: Totals) -> Gap | None:
    """Return what makes a share too thin to judge, if anything does."""
    if rule.unit is not Measure.SHARE:
        return None
    coverage = totals.most_coverage
    if coverage is not None and coverage < rule.min_coverage:
        return Gap.COVERAGE
    return Gap.LESSON_TIME if _time(totals) < rule.min_offered else None


def _is_told(totals: Totals) -> bool:
    return bool(totals.reported or totals.beside)


def _time(totals: Totals) -> int:
    return totals.offered if totals.offered is not None else totals.least_offered


def _days_tell(days: Sequence[PupilDay], scope: Scope) -> bool:
    return any(one.reported and one.minutes(scope) is not None for one in days)


def _occasion_days(look: Look, scope: Scope, span: DateSpan) -> int | None:
    days = look.days_in(span)
    if not days and look.ledger.periods_in(span):
        return None
    return sum(1 for one in days if one.minutes(scope))
