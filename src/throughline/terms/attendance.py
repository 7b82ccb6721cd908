"""The attendance fact: what was offered to one pupil, and what of it was attended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Granularity(StrEnum):
    """How much time one fact covers. Where several cover the same day, the finest is believed."""

    LESSON = "lesson"
    DAY = "day"
    PERIOD = "period"


class Status(StrEnum):
    """What a source that counts occasions, and not minutes, says of one of them."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    UNRESOLVED = "unresolved"
    LATE = "late"
    EARLY_DEPARTURE = "early_departure"
    PARTIAL = "partial"
    OTHER = "other"


class Basis(StrEnum):
    """On what ground an absence was accepted; stored only where a rule needs it, never searched."""

    HEALTH = "health"
    OTHER = "other"


class Documentation(StrEnum):
    """How the ground of an absence was shown."""

    DOCUMENTED = "documented"
    SELF_CERTIFIED = "self_certified"
    UNDOCUMENTED = "undocumented"


@dataclass(frozen=True, slots=True)
class Mark:
    """One attendance fact of one pupil, in whole minutes; ``None`` is unknown and never nought.

    ``slot`` is the lesson's start time, else its id, else empty for a day or a period.
    ``reported`` is what somebody registered: present + excused + unexcused + unresolved + other,
    and ``None`` where the source does not tell. ``late`` lies inside excused or unexcused,
    ``distance`` inside present. A source that only counts keeps its minutes ``None`` and says
    ``status`` and ``occasions`` instead.
    """

    pupil_id: str
    unit_id: str | None
    starts_on: date
    ends_on: date
    slot: str = ""
    granularity: Granularity = Granularity.LESSON
    subject: str | None = None
    offered: int | None = None
    reported: int | None = None
    present: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    unresolved: int | None = None
    other: int | None = None
    late: int | None = None
    distance: int | None = None
    status: Status | None = None
    occasions: int | None = None
    basis: Basis | None = None
    documentation: Documentation | None = None
    documented_on: date | None = None


MINUTE_FIELDS = (
    "offered",
    "reported",
    "present",
    "excused",
    "unexcused",
    "unresolved",
    "other",
    "late",
    "distance",
)
KIND_FIELDS = ("present", "excused", "unexcused", "unresolved", "other")
"""The kinds whose sum is ``reported``."""
