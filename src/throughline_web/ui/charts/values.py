"""What a chart is drawn from: plain frozen values, with every word already translated.

Shares run from 0 to 1. None means that nobody knows; it is never drawn as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LessonKind(StrEnum):
    """What is known of one lesson."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    UNRESOLVED = "unresolved"
    LATE = "late"
    DISTANCE = "distance"
    OTHER = "other"
    NOT_REGISTERED = "not_registered"


@dataclass(frozen=True, slots=True)
class Moment:
    """A school day by its place: week and day, both counted from 0 as the chart draws them."""

    week: int
    day: int = 0


@dataclass(frozen=True, slots=True)
class SparkWeek:
    """One week of a sparkline; ``is_break`` tells a holiday from a week nobody registered."""

    label: str
    absence: float | None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class SparkSpan:
    """Weeks under support, first and last included, counted from 0."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Some weeks of one pupil's absence at a glance; ``limit`` is the share that raises a flag."""

    title: str
    weeks: tuple[SparkWeek, ...]
    spans: tuple[SparkSpan, ...] = ()
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class ThreadDay:
    """One school day; a lesson that did not exist is None. ``label`` is the date in words."""

    label: str
    lessons: tuple[LessonKind | None, ...]


@dataclass(frozen=True, slots=True)
class ThreadWeek:
    """One week of the thread.

    ``low`` and ``high`` bound the absence when data are thin, ``coverage`` is the share of
    lesson time that was registered. ``no_school`` names a holiday ("höstlov"); such a week has
    neither absence nor coverage. ``short`` is drawn where there is little room.
    """

    label: str
    absence: float | None
    days: tuple[ThreadDay, ...] = ()
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    no_school: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the lesson grid: "lektion 1", and "1" where there is little room."""

    label: str
    short: str


@dataclass(frozen=True, slots=True)
class Knot:
    """Something that happened on the thread ("Uppmärksammat 12 okt")."""

    at: Moment
    label: str


@dataclass(frozen=True, slots=True)
class ThreadSpan:
    """A measure that ran from a day to a day; without an end it still runs."""

    starts: Moment
    label: str
    ends: Moment | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as a level of absence; its label says it as presence ("närvaro minst 92 %")."""

    absence: float
    starts: Moment
    label: str
    ends: Moment | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A pupil's weeks as one line, with every lesson beneath it.

    ``summary`` says in a sentence what the picture shows. ``coverage`` is that of the whole
    period. Days of a week number at most ``days_a_week``.
    """

    title: str
    summary: str
    weeks: tuple[ThreadWeek, ...]
    slots: tuple[Slot, ...]
    knots: tuple[Knot, ...] = ()
    spans: tuple[ThreadSpan, ...] = ()
    goals: tuple[Goal, ...] = ()
    limit: float | None = None
    coverage: float | None = None
    days_a_week: int = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; a count of None is too small to be shown. ``url`` makes the bar a filter.

    ``words`` stand in the place of the count where it is no count of things, such as ``8,4 %``, or
    where it is not told for another reason than being small.
    """

    label: str
    count: int | None
    url: str = ""
    is_current: bool = False
    note: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A distribution: how many in each of several groups, in the order given."""

    title: str
    heading: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class MeterSlot:
    """One thing of several that are needed; a named one must be this very thing."""

    is_filled: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class MeterGoal:
    """What is reached once so many of the slots are filled from the start."""

    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Meter:
    """How far there is to several goals along one row; ``summary`` says it in a sentence."""

    title: str
    summary: str
    slots: tuple[MeterSlot, ...]
    goals: tuple[MeterGoal, ...]
