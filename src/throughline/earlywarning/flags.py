"""Raising flags: a pure function of rows, policy and the day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import Finding, Outcome
from throughline.earlywarning.indicators import Look, find
from throughline.earlywarning.policy import Indicator
from throughline.records.pupil import UnitDays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from throughline.earlywarning.policy import Policy, Rule
    from throughline.records.pupil import PupilRecord


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
    return find(Look.at(record.up_to(as_of), unit.up_to(as_of)), rule, as_of)


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
    if rule.indicator is Indicator.FAILED_SUBJECTS:
        return min((one.set_on for one in look.record.grades if one.set_on), default=as_of)
    first = as_of
    for day in reversed(_asking_days(look, as_of)):
        if rule.window.fits_between(day, first, school_days=look.unit.days):
            break
        if find(look, rule, day).outcome is Outcome.CROSSED:
            first = day
    return first


def _asking_days(look: Look, as_of: date) -> Sequence[date]:
    """Return the days before ``as_of`` on which a rule is asked: school days, and ends of periods."""
    days = look.unit.days
    begins = look.record.starts_on or (look.ledger.dates[0] if look.ledger.dates else as_of)
    school = days[bisect_left(days, begins) : bisect_right(days, as_of)]
    ends = {period.ends_on for period in look.ledger.periods}
    if not ends:
        return school
    return sorted({*school, *ends})
