"""One line of a policy: what it looks at, from which limit, and who does what then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughline.records.windows import Window
    from throughline.terms.language import Text


class Indicator(StrEnum):
    """What a rule may look at; the list is closed, so that every flag can be said in words."""

    ABSENCE = "absence"
    OCCASIONS = "occasions"
    LATE_ARRIVALS = "late_arrivals"
    SPELL = "spell"
    TREND = "trend"
    WEEKDAY = "weekday"
    FAILED_SUBJECTS = "failed_subjects"
    NO_DATA = "no_data"


class Scope(StrEnum):
    """Which part of the absence, or else which records, a rule looks at."""

    TOTAL = "total"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    UNRESOLVED = "unresolved"
    LATE = "late"
    SCATTERED = "scattered"
    GRADES = "grades"
    REGISTRATION = "registration"


class Measure(StrEnum):
    """The unit that limit and observation share."""

    SHARE = "share"
    MINUTES = "minutes"
    COUNT = "count"
    SCHOOL_DAYS = "school_days"


class Compare(StrEnum):
    """On the line or over it."""

    AT_LEAST = "at_least"
    ABOVE = "above"


class OwnerRole(StrEnum):
    """Who at a school answers for what a flag asks; the list is closed."""

    MENTOR = "mentor"
    TEACHER = "teacher"
    STUDENT_HEALTH_TEAM = "student_health_team"
    PRINCIPAL = "principal"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a policy: look at this, in this window; from this limit, do that.

    ``min_coverage`` is a share of offered minutes, ``min_offered`` minutes, ``min_occasions``
    school days, ``min_level`` a share of absence that a trend or a weekday must also reach,
    ``min_unit_coverage`` the share of classmates registered below which silence is the school's own. ``step`` orders the rules of
    one ladder: a higher step is worse. ``due_days`` are school days.
    """

    id: str
    indicator: Indicator
    scope: Scope
    window: Window
    limit: float
    unit: Measure
    compare: Compare
    action: Text
    due_days: int
    owner_role: OwnerRole
    min_coverage: float = 0.0
    min_offered: int = 0
    min_occasions: int = 0
    min_level: float = 0.0
    min_unit_coverage: float = 0.0
    step: int = 1

    def crosses(self, value: float) -> bool:
        """Say whether a value is at the limit or over it, as the rule compares."""
        return value >= self.limit if self.compare is Compare.AT_LEAST else value > self.limit
