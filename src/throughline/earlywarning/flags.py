"""Raising flags: a pure function of rows, policy and the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import Finding, Outcome
from throughline.earlywarning.indicators import find, is_crossed
from throughline.earlywarning.looks import Look
from throughline.earlywarning.rules import Indicator, Measure
from throughline.records.grades import known_from
from throughline.records.pupil import UnitDays
from throughline.records.windows import WindowKind
from throughline.terms.school_years import DateSpan, SchoolYear, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.earlywarning.policy import Policy
    from throughline.earlywarning.rules import Rule
    from throughline.records.pupil import PupilRecord
    from throughline.terms.people import GradeRow


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look closer at one pupil at one unit, and the numbers behind it.

    ``since`` is the day its episode began: the first day over the limit after a whole window below
    it. A flag's identity is (pupil, unit, rule, since).
    """

    pupil_id: str
    unit_id: str | None
    policy_id: str
    policy_version: str
    rule: Rule
    as_of: date
    since: date
    finding: Finding


def raise_flags(
    records: Iterable[PupilRecord],
    *,
    units: Mapping[str | None, UnitDays],
    policy: Policy,
    as_of: date,
) -> Iterator[Flag]:
    """Yield every flag as of a day, in the order of ``records`` and of the policy's rules.

    Nothing later than ``as_of`` is looked at, so that a run made today and a run made for last
    month agree. A pupil who is not enrolled that day raises none. Thin data raise none; that
    nothing is registered is a finding of its own.
    """
    known = {unit: days.up_to(as_of) for unit, days in units.items()}
    for record in records:
        if record.is_enrolled(as_of):
            unit = known.get(record.unit_id) or UnitDays(record.unit_id, ())
            yield from flags_of(Look.at(record.up_to(as_of), unit), policy=policy, as_of=as_of)


def judge(record: PupilRecord, *, unit: UnitDays, rule: Rule, as_of: date) -> Finding:
    """Return what one rule sees of one pupil as of a day, whether or not it raises a flag."""
    return find(look_at(record, unit=unit, as_of=as_of), rule, as_of)


def look_at(record: PupilRecord, *, unit: UnitDays, as_of: date) -> Look:
    """Return one pupil as could be known on a day, for several questions."""
    return Look.at(record.up_to(as_of), unit.up_to(as_of))


def last_crossed(look: Look, *, rule: Rule, since: date, as_of: date) -> date | None:
    """Return the latest day from ``since`` to ``as_of`` on which a rule was crossed.

    ``None`` where it never was: the rows that once raised a flag have been corrected.
    """
    for day in reversed(_asking_days(look, rule, as_of)):
        if day < since:
            return None
        if is_crossed(look, rule, day):
            return day
    return None


def flags_of(look: Look, *, policy: Policy, as_of: date) -> Iterator[Flag]:
    """Yield the flags of one pupil as of a day, in the order of the policy's rules.

    ``look`` holds what could be known that day: see ``PupilRecord.up_to`` and ``UnitDays.up_to``.
    """
    for rule in policy.rules:
        finding = find(look, rule, as_of)
        if finding.outcome is Outcome.CROSSED:
            since = _since(look, rule, as_of)
            record = look.record
            yield Flag(
                record.pupil_id,
                record.unit_id,
                policy.id,
                policy.head.version,
                rule,
                as_of,
                since,
                finding,
            )


def _since(look: Look, rule: Rule, as_of: date) -> date:
    """Return the first day of the episode that is open as of a day, walking back from it."""
    first = None
    for day in reversed(_asking_days(look, rule, as_of)):
        if first is not None and rule.window.fits_between(day, first, school_days=look.unit.days):
            break
        if is_crossed(look, rule, day):
            first = day
    return first or as_of


def _asking_days(look: Look, rule: Rule, as_of: date) -> Sequence[date]:
    """Return the days up to ``as_of`` on which a rule's answer may turn, in order.

    An episode may only begin on such a day, so that a run made on any other night says the same.
    """
    if rule.indicator is Indicator.FAILED_SUBJECTS:
        return _grading_days(look, as_of)
    begins = _begins(look, rule, as_of)
    if rule.window.kind is WindowKind.DAYS and rule.unit is Measure.SHARE:
        # A good day may leave the window on any day, and the share rise with it.
        return [begins + timedelta(days=n) for n in range((as_of - begins).days + 1)]
    turning = {
        *look.ledger.dates,
        *(period.ends_on for period in look.ledger.periods),
        *rule.window.turning_days(begins, as_of),
        *look.school_days_in(DateSpan(begins, as_of)),
    }
    return sorted(turning)


def _begins(look: Look, rule: Rule, as_of: date) -> date:
    if look.begins is not None:
        return look.begins
    is_silence = rule.indicator is Indicator.NO_DATA
    return look.unit.days[0] if is_silence and look.unit.days else as_of


def _grading_days(look: Look, as_of: date) -> Sequence[date]:
    """Return the days on which grades came to be known.

    A grade that only names its term counts from the term's first school day; one that nothing
    dates from the pupil's first day, else from the school year's: never from the day asked, or
    the episode would begin anew every night.
    """
    year = SchoolYear.of(as_of).starts_on
    undated = look.begins or (look.unit.days[0] if look.unit.days else year)
    return sorted({_known_from(look, one, as_of) or undated for one in look.record.grades})


def _known_from(look: Look, grade: GradeRow, as_of: date) -> date | None:
    first = known_from(grade)
    if first is None or grade.set_on is not None:
        return first
    taught = look.school_days_in(DateSpan(first, min(term_of(first).ends_on, as_of)))
    return taught[0] if taught else first
