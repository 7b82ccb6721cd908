"""What one rule sees of one pupil on one day: crossed, below, too thin to say, or nothing known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.records.patterns import Trend
    from throughline.terms.school_years import DateSpan


class Outcome(StrEnum):
    """What a rule can come to; only the first raises a flag."""

    CROSSED = "crossed"
    BELOW = "below"
    THIN = "thin"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one day, with every number that its sentence needs.

    ``observed`` has the rule's unit. ``coverage`` is the share of offered minutes reported in the
    span, ``None`` where offered time is unknown. ``days`` are school days with anything reported.
    ``occasions`` are days on which the looked-for absence occurred. ``of_unit`` says that the
    silence is the school's own. ``counted_only`` says that the source knows no offered time.
    """

    outcome: Outcome
    span: DateSpan | None = None
    observed: float | None = None
    coverage: float | None = None
    days: int = 0
    occasions: int = 0
    trend: Trend | None = None
    weekday: int | None = None
    subjects: tuple[str, ...] = ()
    of_unit: bool = False
    counted_only: bool = False


NOT_DUE = Finding(Outcome.NOT_DUE)
