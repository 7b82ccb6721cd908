"""Questions that join rooms: cases beside the pupils they are about, and the days behind a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.earlywarning.choices import WAITING_STATES
from throughline_web.earlywarning.queries import listed_live_cases, silent_classes, stories_of
from throughline_web.organisations.queries import ShownGroup, shown_groups, shown_pupils
from throughline_web.organisations.roles import Role
from throughline_web.records.queries import SchoolDays, days_of, school_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline_web.earlywarning.models import Case
    from throughline_web.earlywarning.queries import LiveCase
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.queries import ShownPupil

_LOOK_BACK = timedelta(weeks=12)
_TEAM = frozenset({Role.STUDENT_HEALTH_TEAM, Role.PRINCIPAL})


@dataclass(frozen=True, slots=True)
class Listed:
    """One case on a long list, with what the list is counted and filtered by.

    ``is_ours`` says that the case has come as far as the reader: to the team, or to a pupil's own
    mentor.
    """

    case_id: int
    waits: bool
    group: ShownGroup
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One case with what its rows say, and the pupil it is about as the reader may see them."""

    case: Case
    pupil: ShownPupil


def listed_cases(member: Member, on: date) -> list[Listed]:
    """Return the live cases that a member may see, the longest wait first."""
    cases = listed_live_cases(member, on)
    groups = shown_groups([case.pupil_id for case in cases], member=member, on=on)
    return [
        Listed(
            case.case_id,
            case.state in WAITING_STATES,
            groups.get(case.pupil_id) or ShownGroup(),
            is_ours=_has_reached(case, member),
        )
        for case in cases
    ]


def waiting_cases(member: Member, on: date) -> list[int]:
    """Return the ids of the cases that wait for a member, the longest wait first."""
    return [
        case.case_id
        for case in listed_live_cases(member, on)
        if case.state in WAITING_STATES and _has_reached(case, member)
    ]


def _has_reached(case: LiveCase, member: Member) -> bool:
    return case.has_reached_team or not member.roles & _TEAM


def told_cases(case_ids: Sequence[int], *, member: Member, on: date) -> list[Told]:
    """Return some cases with what they say and whom they are about, in the order given."""
    stories = stories_of(case_ids)
    shown = shown_pupils((case.pupil for case in stories.values()), member=member, on=on)
    return [Told(stories[one], shown[stories[one].pupil_id]) for one in case_ids]


@dataclass(frozen=True, slots=True)
class RecentDays:
    """The last weeks of some pupils, beside the school days of their schools."""

    days: dict[int, list[PupilDay]]
    calendars: dict[int, SchoolDays]

    def of(self, pupil_id: int) -> Sequence[PupilDay]:
        """Return one pupil's days in order."""
        return self.days.get(pupil_id, ())

    def calendar(self, unit_id: int) -> SchoolDays:
        """Return one school's days."""
        return self.calendars.get(unit_id) or SchoolDays(())


def recent_days(pupils: Collection[int], units: Iterable[int], *, on: date) -> RecentDays:
    """Return the last sixteen weeks of some pupils and schools, in two queries."""
    since = on - _LOOK_BACK
    return RecentDays(
        days_of(pupils, since=since, until=on), school_days(sorted(set(units)), since=since)
    )


@dataclass(frozen=True, slots=True)
class SilentClass:
    """A class of which the school itself has registered nothing: the school's to mend, no child's case."""

    name: str
    since: date
    pupils: int


def silent_classes_at(schools: Collection[int], *, member: Member, on: date) -> list[SilentClass]:
    """Return the classes that some schools have stopped registering, the longest silence first."""
    flags = list(silent_classes(schools).values_list("pupil_id", "since"))
    groups = shown_groups([pupil for pupil, _ in flags], member=member, on=on)
    found: dict[str, list[date]] = {}
    for pupil, since in flags:
        group = groups.get(pupil)
        if group and group.class_name:
            found.setdefault(group.class_name, []).append(since)
    silent = [SilentClass(name, min(days), len(days)) for name, days in found.items()]
    return sorted(silent, key=lambda one: (one.since, one.name))
