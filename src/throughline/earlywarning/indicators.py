"""The indicators: how each is seen in a pupil's record, as of a day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import NOT_DUE, Finding, Outcome
from throughline.earlywarning.policy import Indicator, Measure, Scope
from throughline.records.grades import latest_term, subjects_not_passed
from throughline.records.ledger import Ledger
from throughline.records.patterns import trend, weekday_pattern
from throughline.records.spells import absence_spells, ongoing_spell
from throughline.records.windows import WindowKind
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from throughline.earlywarning.policy import Rule
    from throughline.records.days import PupilDay
    from throughline.records.ledger import Totals
    from throughline.records.pupil import PupilRecord, UnitDays


@dataclass(frozen=True, slots=True)
class Look:
    """One pupil's record beside its unit's school days, ready to be looked at on any of them."""

    record: PupilRecord
    unit: UnitDays
    ledger: Ledger

    @classmethod
    def at(cls, record: PupilRecord, unit: UnitDays) -> Look:
        """Return a look at a record; sums are kept, so that looking on many days is cheap."""
        return cls(record, unit, Ledger(record.days, record.periods))

    def days_in(self, span: DateSpan) -> Sequence[PupilDay]:
        """Return the pupil's days of a span."""
        dates = self.ledger.dates
        return self.record.days[
            bisect_left(dates, span.starts_on) : bisect_right(dates, span.ends_on)
        ]

    @property
    def counts_only(self) -> bool:
        """Whether all that is known are counted occasions, without offered time."""
        return bool(self.record.counted) and not self.record.days and not self.record.periods


def find(look: Look, rule: Rule, day: date) -> Finding:
    """Return what a rule sees of a pupil on a day; nothing after the day is looked at."""
    return _FINDERS[rule.indicator](look, rule, day)


def _absence(look: Look, rule: Rule, day: date) -> Finding:
    finding = _absence_in(look, rule, _span(look, rule, day, whole=rule.unit is Measure.SHARE))
    if rule.window.kind is WindowKind.MONTH and finding.outcome is not Outcome.CROSSED:
        # A sum is reached inside its month; until the next month reaches it too, the whole one stands.
        return _absence_in(look, rule, _span(look, rule, day, whole=True))
    return finding


def _absence_in(look: Look, rule: Rule, span: DateSpan | None) -> Finding:
    if span is None:
        return NOT_DUE
    totals = look.ledger.totals(span)
    share = rule.unit is Measure.SHARE
    value = totals.rate(rule.scope) if share else totals.minutes(rule.scope)
    if value is None or not totals.reported:
        return _nothing(look, span, totals)
    outcome = _outcome(rule, value, totals)
    # Counting days is the dearer look, and only a sum of minutes says its number.
    needs_occasions = not share or (rule.min_occasions and outcome is Outcome.CROSSED)
    occasions = _occasion_days(look, rule.scope, span) if needs_occasions else 0
    if outcome is Outcome.CROSSED and occasions < rule.min_occasions:
        outcome = Outcome.BELOW
    return Finding(outcome, span, value, totals.coverage, totals.days, occasions)


def _occasions(look: Look, rule: Rule, day: date) -> Finding:
    span = _span(look, rule, day)
    if span is None:
        return NOT_DUE
    totals = look.ledger.totals(span)
    if not totals.reported:
        return _nothing(look, span, totals)
    value = len(absence_spells(look.days_in(span), scope=rule.scope))
    return Finding(_outcome(rule, value, totals), span, value, totals.coverage, totals.days)


def _late_arrivals(look: Look, rule: Rule, day: date) -> Finding:
    span = _span(look, rule, day)
    if span is None:
        return NOT_DUE
    totals = look.ledger.totals(span)
    if not totals.reported or totals.late is None:
        return _nothing(look, span, totals)
    return Finding(
        _outcome(rule, totals.late_count, totals),
        span,
        totals.late_count,
        totals.coverage,
        totals.days,
    )


def _spell(look: Look, rule: Rule, day: date) -> Finding:
    span = _span(look, rule, day)
    if span is None:
        return NOT_DUE
    days = look.record.days[: bisect_right(look.ledger.dates, day)]
    totals = look.ledger.totals(span)
    spell = ongoing_spell(days, scope=rule.scope)
    if spell is None or spell.ends_on not in span:
        return Finding(Outcome.BELOW, span, 0, totals.coverage, totals.days)
    reached = DateSpan(spell.starts_on, day)
    coverage = look.ledger.totals(reached).coverage
    outcome = Outcome.CROSSED if rule.crosses(spell.school_days) else Outcome.BELOW
    return Finding(outcome, reached, spell.school_days, coverage, spell.school_days)


def _trend(look: Look, rule: Rule, day: date) -> Finding:
    span = _span(look, rule, day)
    if span is None:
        return NOT_DUE
    totals = look.ledger.totals(span)
    known = look.unit.days[: bisect_right(look.unit.days, day)]
    found = trend(look.ledger, span=span, school_days=known, scope=rule.scope)
    if found is None:
        return _nothing(look, span, totals)
    outcome = _outcome(rule, found.rise.value, totals)
    surely_rising = found.rise.low > 0 and found.now.value >= rule.min_level
    if outcome is Outcome.CROSSED and not surely_rising:
        outcome = Outcome.BELOW
    return Finding(outcome, span, found.rise.value, totals.coverage, totals.days, trend=found)


def _weekday(look: Look, rule: Rule, day: date) -> Finding:
    span = _span(look, rule, day)
    if span is None:
        return NOT_DUE
    totals = look.ledger.totals(span)
    if not totals.reported:
        return _nothing(look, span, totals)
    pattern = weekday_pattern(look.days_in(span))
    if pattern is None:
        return Finding(Outcome.BELOW, span, 0, totals.coverage, totals.days)
    outcome = _outcome(rule, pattern.share, totals)
    often = pattern.days >= rule.min_occasions and (totals.rate("total") or 0) >= rule.min_level
    if outcome is Outcome.CROSSED and not often:
        outcome = Outcome.BELOW
    return Finding(
        outcome,
        span,
        pattern.share,
        totals.coverage,
        totals.days,
        pattern.days,
        weekday=pattern.weekday,
    )


def _failed_subjects(look: Look, rule: Rule, day: date) -> Finding:
    grades = [one for one in look.record.grades if one.set_on is None or one.set_on <= day]
    if not grades:
        return Finding(Outcome.NO_DATA)
    subjects = subjects_not_passed(latest_term(grades))
    outcome = Outcome.CROSSED if rule.crosses(len(subjects)) else Outcome.BELOW
    return Finding(outcome, None, len(subjects), subjects=subjects)


def _no_data(look: Look, rule: Rule, day: date) -> Finding:
    if look.counts_only:
        return NOT_DUE
    silent = _silent_days(look, day)
    if not silent:
        return Finding(Outcome.BELOW, None, 0)
    span = DateSpan(silent[0], day)
    outcome = Outcome.CROSSED if rule.crosses(len(silent)) else Outcome.BELOW
    shares = [
        share
        for one in silent
        if (share := look.unit.reporting.get((look.record.group, one))) is not None
    ]
    of_unit = bool(shares) and sum(shares) / len(shares) < rule.min_unit_coverage
    return Finding(outcome, span, len(silent), 0.0, of_unit=of_unit)


def _silent_days(look: Look, day: date) -> list[date]:
    """Return the latest school days in a row on which nothing was registered for the pupil."""
    silent: list[date] = []
    start = look.record.starts_on
    for one in reversed(look.unit.days[: bisect_right(look.unit.days, day)]):
        if (start is not None and one < start) or _is_registered(look, one):
            break
        if _was_taught(look, one):
            silent.append(one)
    return silent[::-1]


def _is_registered(look: Look, day: date) -> bool:
    found = look.days_in(DateSpan(day, day))
    if found:
        return bool(found[0].reported)
    return any(period.starts_on <= day <= period.ends_on for period in look.ledger.periods)


def _was_taught(look: Look, day: date) -> bool:
    """Say whether the pupil, or anybody of the class, had something offered that day."""
    found = look.days_in(DateSpan(day, day))
    return bool(found) or (look.record.group, day) in look.unit.reporting


_FINDERS: dict[Indicator, Callable[[Look, Rule, date], Finding]] = {
    Indicator.ABSENCE: _absence,
    Indicator.OCCASIONS: _occasions,
    Indicator.LATE_ARRIVALS: _late_arrivals,
    Indicator.SPELL: _spell,
    Indicator.TREND: _trend,
    Indicator.WEEKDAY: _weekday,
    Indicator.FAILED_SUBJECTS: _failed_subjects,
    Indicator.NO_DATA: _no_data,
}


def _span(look: Look, rule: Rule, day: date, *, whole: bool = True) -> DateSpan | None:
    return rule.window.span(day, school_days=look.unit.days, whole=whole)


def _nothing(look: Look, span: DateSpan, totals: Totals) -> Finding:
    return Finding(Outcome.NO_DATA, span, None, totals.coverage, 0, counted_only=look.counts_only)


def _outcome(rule: Rule, value: float, totals: Totals) -> Outcome:
    if rule.unit is Measure.SHARE and _is_thin(rule, totals):
        return Outcome.THIN
    return Outcome.CROSSED if rule.crosses(value) else Outcome.BELOW


def _occasion_days(look: Look, scope: Scope, span: DateSpan) -> int:
    name = "absent" if scope is Scope.TOTAL else str(scope)
    return sum(1 for one in look.days_in(span) if getattr(one, name))


def _is_thin(rule: Rule, totals: Totals) -> bool:
    offered = totals.offered if totals.offered is not None else (totals.reported or 0)
    if offered < rule.min_offered:
        return True
    coverage = totals.coverage
    return coverage is not None and coverage < rule.min_coverage
