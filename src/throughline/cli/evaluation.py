"""Every pupil as of a day: what each window amounts to, which flags it raises, what is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from throughline.earlywarning.findings import Gap, Outcome
from throughline.earlywarning.flags import flags_of
from throughline.earlywarning.indicators import find
from throughline.earlywarning.looks import Look
from throughline.earlywarning.policy import Indicator
from throughline.records.pupil import UnitDays
from throughline.records.windows import Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from throughline.earlywarning.flags import Flag
    from throughline.earlywarning.policy import Policy
    from throughline.records.ledger import Totals
    from throughline.records.pupil import PupilRecord

ROLLING = "rolling:20"
YEAR = "year"
STANDARD_WINDOWS = (ROLLING, "month", "term", YEAR)
"""The windows that every output tells of, whatever the policy asks."""


class Knowledge(StrEnum):
    """How much is known of one pupil's attendance as of the day."""

    ENOUGH = "enough"
    THIN = "thin"
    NOTHING = "nothing"
    COUNTS_ONLY = "counts_only"
    PERIODS_ONLY = "periods_only"
    ABSENCE_ONLY = "absence_only"
    OTHER_KIND = "other_kind"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One pupil at one unit as of a day.

    ``windows`` gives each window's totals, ``None`` where the window holds no school day yet.
    ``record`` and ``unit`` keep nothing later than the day.
    """

    record: PupilRecord
    unit: UnitDays
    windows: Mapping[str, Totals | None]
    flags: tuple[Flag, ...]
    knowledge: Knowledge

    @property
    def coverage(self) -> float | None:
        """Share of the school year's offered minutes, so far, that was reported."""
        totals = self.windows[YEAR]
        return None if totals is None else totals.coverage


def evaluate(
    records: Iterable[PupilRecord],
    *,
    units: Mapping[str | None, UnitDays],
    policy: Policy,
    as_of: date,
) -> Iterator[Evaluated]:
    """Yield every pupil as of a day, in the order of ``records``; nothing later is looked at."""
    known = {unit: days.up_to(as_of) for unit, days in units.items()}
    windows = windows_of(policy)
    for record in records:
        unit = known.get(record.unit_id) or UnitDays(record.unit_id, ())
        look = Look.at(record.up_to(as_of), unit)
        enrolled = record.is_enrolled(as_of)
        yield Evaluated(
            look.record,
            unit,
            {name: _totals(look, window, as_of) for name, window in windows.items()},
            tuple(flags_of(look, policy=policy, as_of=as_of)) if enrolled else (),
            _knowledge(look, policy, as_of) if enrolled else Knowledge.NOT_ENROLLED,
        )


def windows_of(policy: Policy) -> dict[str, Window]:
    """Return the standard windows and those that the policy's attendance rules use, by name."""
    names = [*STANDARD_WINDOWS, *(str(rule.window) for rule in policy.rules)]
    return {name: Window.parse(name) for name in dict.fromkeys(names)}


def _totals(look: Look, window: Window, as_of: date) -> Totals | None:
    span = window.span(as_of, school_days=look.unit.days)
    return None if span is None else look.ledger.totals(span)


_WHAT_STANDS_IN_THE_WAY = {
    Gap.COUNTED: Knowledge.COUNTS_ONLY,
    Gap.ABSENCE_ONLY: Knowledge.ABSENCE_ONLY,
    Gap.SUMMED: Knowledge.PERIODS_ONLY,
    Gap.KIND: Knowledge.OTHER_KIND,
}


def _knowledge(look: Look, policy: Policy, as_of: date) -> Knowledge:
    """Return whether any of the policy's absence rules can be answered, and what stands in the way."""
    if look.counts_only:
        return Knowledge.COUNTS_ONLY
    rules = [rule for rule in policy.rules if rule.indicator is Indicator.ABSENCE]
    findings = [find(look, rule, as_of) for rule in rules]
    outcomes = {finding.outcome for finding in findings}
    if outcomes & {Outcome.CROSSED, Outcome.BELOW}:
        return Knowledge.ENOUGH
    gaps = {finding.gap for finding in findings}
    for gap, knowledge in _WHAT_STANDS_IN_THE_WAY.items():
        if gap in gaps:
            return knowledge
    return Knowledge.THIN if Outcome.THIN in outcomes else Knowledge.NOTHING
