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


class Gap(StrEnum):
    """Why a rule cannot be answered: what is missing, or what the source never tells."""

    REGISTRATION = "registration"
    COUNTED = "counted"
    ABSENCE_ONLY = "absence_only"
    SUMMED = "summed"
    KIND = "kind"
    GRADES = "grades"
    COVERAGE = "coverage"
    LESSON_TIME = "lesson_time"
    EARLIER = "earlier"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer on one day, with every number that its sentence needs.

    ``span`` runs from the first day that is known of in the window to its last, and holds
    ``school_days`` of the unit's; ``is_short`` says that the window began before anything is known,
    as for a pupil who has just enrolled. ``observed`` has the rule's unit. ``coverage`` is the share
    of offered minutes reported in the span, ``None`` where offered time is unknown, and
    ``most_coverage`` what it is at the most; ``offered`` are the minutes offered, or reported where
    that is unknown. ``days`` are school days with anything reported, ``occasions`` days on which
    the looked-for absence occurred, ``None`` where the source does not tell days. ``gap`` tells why
    the outcome is thin or nothing. ``of_unit`` says that the silence is the school's own.
    """

    outcome: Outcome
    span: DateSpan | None = None
    observed: float | None = None
    coverage: float | None = None
    days: int = 0
    occasions: int | None = None
    trend: Trend | None = None
    weekday: int | None = None
    subjects: tuple[str, ...] = ()
    of_unit: bool = False
    school_days: int = 0
    is_short: bool = False
    most_coverage: float | None = None
    offered: int | None = None
    gap: Gap | None = None


NOT_DUE = Finding(Outcome.NOT_DUE, gap=Gap.NOT_YET)
