"""What the rooms before know of one pupil in one period: the only thing measures count from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Minutes:
    """Attendance of one stay in whole minutes; ``None`` is unknown and never nought.

    ``absent`` is excused, unexcused and unresolved together, of those reported.
    """

    offered: int | None = None
    reported: int | None = None
    absent: int | None = None
    excused: int | None = None
    unexcused: int | None = None
    unresolved: int | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A pupil at one school, and in one class, from a day to a day in the period; ends included."""

    school: str
    starts_on: date
    ends_on: date
    class_name: str | None = None
    minutes: Minutes = field(default_factory=Minutes)

    def holds_on(self, day: date) -> bool:
        """Say whether the pupil was here on a day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Home:
    """A pupil's home municipality from a day to a day in the period; ends included."""

    municipality: str
    starts_on: date
    ends_on: date

    def holds_on(self, day: date) -> bool:
        """Say whether the pupil lived here on a day."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Completion:
    """What has become of one starter of upper-secondary education.

    ``start`` is what was begun: national or introductory in Sweden, general or vocational in
    Norway. ``reached`` are outcomes with the years after the start within which each was reached:
    diploma, certificate_2500, certificate, passed. ``followed`` says how many whole years have
    gone: what comes after them is unknown. ``is_removed`` marks the dead and the emigrated.
    """

    start: str
    followed: int
    reached: tuple[tuple[str, int], ...] = ()
    is_first_time: bool = True
    has_civic_number: bool = True
    age_at_start: int | None = None
    is_removed: bool = False

    def within(self, years: int) -> frozenset[str] | None:
        """Return the outcomes reached within so many years; ``None`` before they have gone."""
        if years > self.followed:
            return None
        return frozenset(outcome for outcome, after in self.reached if after <= years)


@dataclass(frozen=True, slots=True)
class PupilFact:
    """All that is known of one pupil in one period; one fact a pupil, with every stay in it.

    ``None`` is unknown. ``eligible`` are the programme families that the grades open.
    ``dims`` are what a table may be divided by: sex, year_group, programme.
    """

    pupil_id: str
    stays: tuple[Stay, ...] = ()
    homes: tuple[Home, ...] = ()
    dims: Mapping[str, str] = field(default_factory=dict)
    merit: Decimal | None = None
    eligible: frozenset[str] | None = None
    all_passed: bool | None = None
    completion: Completion | None = None
    left: bool | None = None

    def minutes(self, kind: str) -> int | None:
        """Return the minutes of a kind over all stays; ``None`` where no stay tells."""
        told = [told for stay in self.stays if (told := getattr(stay.minutes, kind)) is not None]
        return sum(told) if told else None

    def rate(self, kind: str) -> float | None:
        """Return minutes of a kind as a share of the reported; ``None`` where nothing was."""
        minutes, reported = self.minutes(kind), self.minutes("reported")
        return None if minutes is None or not reported else minutes / reported
