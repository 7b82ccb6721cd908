"""Rules and findings of one autumn, for tests of what is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.core.earlywarning.policies import minutes, rule, share
from throughline.earlywarning.findings import Finding, Outcome
from throughline.earlywarning.reasons import explain
from throughline.records.intervals import Interval
from throughline.records.patterns import Trend
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.school_years import DateSpan

if TYPE_CHECKING:
    from throughline.earlywarning.rules import Rule

TWENTY_DAYS = DateSpan(date(2026, 10, 19), date(2026, 11, 20))
FORTY_DAYS = DateSpan(date(2026, 9, 21), date(2026, 11, 20))
NEWLY_ENROLLED = DateSpan(date(2026, 11, 2), date(2026, 11, 11))
OCTOBER = DateSpan(date(2026, 10, 1), date(2026, 10, 31))
AUTUMN = DateSpan(date(2026, 8, 18), date(2026, 11, 20))
CROSSED, BELOW, THIN, NO_DATA = Outcome.CROSSED, Outcome.BELOW, Outcome.THIN, Outcome.NO_DATA

SHARE = share("rolling:20", 0.1, min_coverage=0.8, min_offered=1500)
CSN = minutes("month", 240, scope="unexcused", min_occasions=2)
OCCASIONS = rule("occasions", "term", 5, "count")
LATE = rule("late_arrivals", "rolling:20", 5, "count")
SPELL = rule("spell", "rolling:40", 20, "school_days", scope="unexcused")
TREND = rule("trend", "rolling:20", 0.1, "share", min_coverage=0.8, min_offered=1500)
WEEKDAY = rule("weekday", "rolling:40", 0.6, "share", min_coverage=0.8, min_offered=6000)
FAILED = rule("failed_subjects", "term", 1, "count")
SILENCE = rule("no_data", "rolling:5", 5, "school_days", min_unit_coverage=0.5)

RISE = Trend(
    before=Interval(0.06, 0.02, 0.14),
    now=Interval(0.18, 0.08, 0.36),
    rise=Interval(0.12, 0.014, 0.30),
    earlier=DateSpan(date(2026, 8, 24), date(2026, 10, 18)),
    school_days=40,
)


def said(rule_: Rule, finding: Finding) -> Text:
    """The whole reason, with ordinary spaces, as a voice would read it."""
    text = explain(rule_, finding).text
    return Text(*(text[language].replace("\u00a0", " ") for language in LANGUAGES))
