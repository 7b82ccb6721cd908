"""Questions that join rooms: cases beside the pupils they are about, and the days behind a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from throughline_web.earlywarning.queries import live_cases, silent_classes, stories_of
from throughline_web.organisations.queries import shown_pupils
from throughline_web.organisations.roles import Role
from throughline_web.records.queries import SchoolDays, days_of, school_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline_web.earlywarning.models import Case
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.queries import ShownPupil

_LOOK_BACK = timedelta(weeks=16)


_TEAM = frozenset({Role.STUDENT_HEALTH_TEAM, Role.PRINCIPAL})


@dataclass(frozen=True, slots=True)
class Listed:
    """One case and the pupil it is about, as the reader may see them.

    ``is_ours`` says that the case has come as far as the reader: to the team, or to a pupil's own
    mentor.
    """

    case: Case
    pupil: ShownPupil
    is_ours: bool = True


def listed_cases(member: Member, on: date) -> list[Listed]:
    """Return the live cases that a member may see, longest wait first, each beside its pupil."""
    cases = list(live_cases(member, on).select_related("pupil"))
    shown = shown_pupils((case.pupil for case in cases), member=member, on=on)
    in_team = bool(member.roles & _TEAM)
    return [
        Listed(case, shown[case.pupil_id], not in_team or getattr(case, "has_reached_team", False))
        for case in cases
    ]


def with_stories(listed: Sequence[Listed]) -> list[Listed]:
    """Return some listed cases with what their rows say loaded, in the order given."""
    stories = stories_of([one.case.pk for one in listed])
    return [replace(one, case=stories[one.case.pk]) for one in listed]


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
    flags = list(silent_classes(schools).select_related("pupil"))
    shown = shown_pupils((flag.pupil for flag in flags), member=member, on=on)
    found: dict[str, list[date]] = {}
    for flag in flags:
        name = shown[flag.pupil_id].class_name
        if name:
            found.setdefault(name, []).append(flag.since)
    silent = [SilentClass(name, min(days), len(days)) for name, days in found.items()]
    return sorted(silent, key=lambda one: (one.since, one.name))
