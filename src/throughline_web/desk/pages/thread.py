"""The picture that carries the pupil's page: weeks as a thread, lessons as a grid beneath it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.records.weeks import Week, weeks
from throughline_web.desk.words import day_words, share
from throughline_web.ui.charts.values import (
    Knot,
    LessonKind,
    Moment,
    Slot,
    Thread,
    ThreadDay,
    ThreadWeek,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from throughline.records.days import PupilDay
    from throughline_web.records.queries import Lesson

WEEKS_SHOWN = 20
_MOST_SLOTS = 9
# A week with fewer days, or less of it registered, is drawn with its uncertainty.
_FEW_DAYS = 3
_LOW_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, to be tied as a knot on the thread."""

    day: date
    label: str


def thread_of(
    days: Sequence[PupilDay],
    lessons: Sequence[Lesson],
    *,
    until: date,
    school_days: Collection[date],
    events: Sequence[Event],
    coverage: float | None,
) -> Thread:
    """Return twenty weeks up to a day; a line breaks where nothing was registered."""
    found = _from_first_to_last_school_week(
        weeks(days, until=until, count=WEEKS_SHOWN, school_days=school_days)
    )
    by_day = _by_day(lessons)
    slots = min(_MOST_SLOTS, max((len(kinds) for kinds in by_day.values()), default=0))
    return Thread(
        title=_("The red thread"),
        summary=_summary(found),
        weeks=tuple(_week(week, by_day, slots=slots, until=until) for week in found),
        slots=tuple(Slot(_("lesson %(n)s") % {"n": n}, str(n)) for n in range(1, slots + 1)),
        knots=tuple(_knots(events, first=found[0].monday, until=until)),
        coverage=coverage,
    )


def _from_first_to_last_school_week(found: Sequence[Week]) -> Sequence[Week]:
    """Leave out the weeks before the first and after the last with school; keep at least one."""
    taught = [index for index, week in enumerate(found) if not week.is_break]
    if not taught:
        return found[-1:]
    return found[taught[0] : taught[-1] + 1]


def kind_of(minutes: Mapping[str, int | None]) -> LessonKind:
    """Return the one shape a lesson is drawn with."""
    if not minutes["reported"]:
        return LessonKind.NOT_REGISTERED
    if minutes["late"]:
        return LessonKind.LATE
    if not minutes["present"]:
        return _absence_kind(minutes)
    return LessonKind.DISTANCE if minutes["distance"] else LessonKind.PRESENT


def _absence_kind(minutes: Mapping[str, int | None]) -> LessonKind:
    for name in (LessonKind.UNEXCUSED, LessonKind.UNRESOLVED, LessonKind.EXCUSED):
        if minutes[name]:
            return name
    return LessonKind.OTHER


def _by_day(lessons: Sequence[Lesson]) -> dict[date, list[LessonKind]]:
    found: dict[date, list[LessonKind]] = defaultdict(list)
    for lesson in lessons:
        found[lesson.day].append(kind_of(lesson.minutes))
    return found


def _week(
    week: Week, by_day: Mapping[date, Sequence[LessonKind]], *, slots: int, until: date
) -> ThreadWeek:
    number = week.monday.isocalendar().week
    absence = week.absence
    is_thin = week.days < _FEW_DAYS or (week.coverage or 0.0) < _LOW_COVERAGE
    return ThreadWeek(
        label=_("w %(number)s") % {"number": number},
        short=str(number),
        absence=None if absence is None else absence.value,
        low=absence.low if absence is not None and is_thin else None,
        high=absence.high if absence is not None and is_thin else None,
        coverage=week.coverage,
        no_school=_("no school") if week.is_break else "",
        days=() if week.is_break else tuple(_days(week.monday, by_day, slots=slots, until=until)),
    )


def _days(
    monday: date, by_day: Mapping[date, Sequence[LessonKind]], *, slots: int, until: date
) -> list[ThreadDay]:
    days = [monday + timedelta(days=offset) for offset in range(5)]
    return [
        ThreadDay(day_words(day), _padded(by_day.get(day, ()), slots))
        for day in days
        if day <= until
    ]


def _padded(kinds: Sequence[LessonKind], slots: int) -> tuple[LessonKind | None, ...]:
    return tuple(kinds[:slots]) + (None,) * (slots - len(kinds))


def _knots(events: Sequence[Event], *, first: date, until: date) -> list[Knot]:
    inside = [event for event in events if first <= event.day <= until]
    return [Knot(_moment(event.day, first), event.label) for event in inside]


def _moment(day: date, first: date) -> Moment:
    weeks_after, weekday = divmod((day - first).days, 7)
    return Moment(weeks_after, min(weekday, 4))


def _summary(found: Sequence[Week]) -> str:
    known = [week for week in found if week.absence is not None]
    if not known:
        return _("Attendance has not been registered in these weeks.")
    latest = known[-1]
    words = {
        "week": latest.monday.isocalendar().week,
        "share": share(latest.absence.value if latest.absence else None),
        "coverage": share(latest.coverage),
    }
    return (
        _("Absence in week %(week)s: %(share)s, with %(coverage)s of lesson time registered.")
        % words
    )
