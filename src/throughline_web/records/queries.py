"""Questions about what was observed. Only rows of live runs answer, the latest run of each key."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Min, OuterRef, Q, Sum

from throughline.records.days import PupilDay as Day
from throughline.records.days import only_counts
from throughline.records.ledger import Ledger
from throughline.records.pupil import PupilRecord
from throughline.terms import attendance as core
from throughline.terms.people import GradeRow
from throughline.terms.school_years import DateSpan, SchoolYear
from throughline_web.organisations.bulk import day_of, day_text, plain_rows
from throughline_web.organisations.queries import enrolments_at
from throughline_web.records.models import Grade, Mark, PupilDay, SchoolDay
from throughline_web.sources.queries import live_run_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date

    from django.db.models import Model, QuerySet

_DAY_FIELDS = (day_text("day"), *core.MINUTE_FIELDS, "scattered", "late_count")
_GRANULARITIES = {str(one): one for one in core.Granularity}
_STATUSES = {str(one): one for one in core.Status}


def first_day_asked(as_of: date) -> date:
    """Return how far back a question as of a day looks: to the start of the school year before."""
    return SchoolYear(SchoolYear.of(as_of).first_year - 1).starts_on


def days_of(pupils: Collection[int], *, since: date, until: date) -> dict[int, list[Day]]:
    """Return the visible days of pupils, in order; at two schools the same day, the later run's."""
    rows = PupilDay.objects.filter(pupil_id__in=pupils)
    found: dict[int, dict[date, Day]] = defaultdict(dict)
    for pupil, day in _visible_days(rows, since=since, until=until):
        found[pupil][day.day] = day
    return {pupil: [days[one] for one in sorted(days)] for pupil, days in found.items()}


def records_of_school(school_id: int, *, as_of: date) -> Iterator[PupilRecord]:
    """Yield the record of every pupil enrolled at a school on a day, as the core asks for it.

    Ids are the database's, written as text; the group is the class's id.
    """
    since = first_day_asked(as_of)
    days = _days_by_pupil(school_id, since=since, until=as_of)
    whole = _whole_marks_by_pupil(school_id, since=since, until=as_of)
    grades = _grades_by_pupil(school_id, as_of=as_of)
    for enrolment in enrolments_at(school_id, on=as_of):
        marks = whole.get(enrolment.pupil_id, [])
        yield PupilRecord(
            str(enrolment.pupil_id),
            str(school_id),
            None if enrolment.class_id is None else str(enrolment.class_id),
            tuple(days.get(enrolment.pupil_id, ())),
            tuple(mark for mark in marks if not only_counts(mark)),
            tuple(mark for mark in marks if only_counts(mark)),
            tuple(grades.get(enrolment.pupil_id, ())),
            enrolment.starts_on,
            enrolment.ends_on,
        )


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of one pupil as the grid of the pupil's page draws it."""

    day: date
    slot: str
    subject: str
    minutes: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class PupilMarks:
    """One pupil's visible lessons in order, and occasions of sources that count without minutes."""

    lessons: list[Lesson]
    occasions: dict[core.Status, int]


def marks_of(pupil_id: int, *, since: date, until: date) -> PupilMarks:
    """Return what a span of days holds of one pupil's lessons and counted occasions."""
    told = Q(granularity=core.Granularity.LESSON) | Q(occasions__isnull=False)
    rows = Mark.objects.filter(
        told, pupil_id=pupil_id, run_id__in=live_run_ids(), starts_on__range=(since, until)
    ).order_by("starts_on", "slot", "run_id")
    lessons: dict[tuple[date, str], Lesson] = {}
    counted: dict[tuple[date, str, str], tuple[str, int]] = {}
    columns = ("starts_on", "slot", "subject", "granularity", "status", "occasions")
    for day, slot, subject, granularity, status, occasions, *minutes in rows.values_list(
        *columns, *core.MINUTE_FIELDS
    ):
        named = dict(zip(core.MINUTE_FIELDS, minutes, strict=True))
        if occasions is not None and named["reported"] is None:
            counted[(day, slot, granularity)] = (status, occasions)
        else:
            lessons[(day, slot)] = Lesson(day, slot, subject, named)
    return PupilMarks(list(lessons.values()), _counted(counted.values()))


def _counted(told: Iterable[tuple[str, int]]) -> dict[core.Status, int]:
    found: dict[core.Status, int] = defaultdict(int)
    for status, occasions in told:
        if status in _STATUSES:
            found[_STATUSES[status]] += occasions
    return dict(found)


def grades_of(pupil_id: int) -> list[GradeRow]:
    """Return the visible grades of one pupil."""
    return grades_of_pupils([pupil_id]).get(pupil_id, [])


def grades_of_pupils(pupils: Collection[int]) -> dict[int, list[GradeRow]]:
    """Return the visible grades of some pupils; one without any is absent from the answer."""
    return _latest_grades(Grade.objects.filter(pupil_id__in=pupils))


class SchoolDays:
    """A unit's school days, for counting how long something has waited."""

    def __init__(self, days: Sequence[date]) -> None:
        """Take the days in order."""
        self.days = days

    def between(self, first: date, last: date) -> int:
        """Return how many school days lie after the first day, up to and including the last.

        After the last day that is known of, weekdays are counted: a file imported on Monday does
        not stop the clock for the rest of the week.
        """
        known = bisect_right(self.days, last) - bisect_right(self.days, first)
        newest = max(self.days[-1], first) if self.days else first
        return known + _weekdays(newest, last)


def school_days(schools: Iterable[int], *, since: date) -> dict[int, SchoolDays]:
    """Return each school's days with teaching offered, in order."""
    rows = SchoolDay.objects.filter(
        unit_id__in=list(schools), day__gte=since, run_id__in=live_run_ids()
    )
    found: dict[int, list[date]] = defaultdict(list)
    for unit, day in rows.order_by("unit_id", "day").values_list("unit_id", "day").distinct():
        found[unit].append(day)
    return {unit: SchoolDays(days) for unit, days in found.items()}


def first_school_day(schools: Collection[int]) -> date | None:
    """Return the first day with teaching offered at any of some schools; ``None`` without any."""
    rows = SchoolDay.objects.filter(unit_id__in=schools, run_id__in=live_run_ids())
    first: date | None = rows.aggregate(first=Min("day"))["first"]
    return first


def later_runs_on_same_keys(model: type[Model], run_id: int, *, keys: Sequence[str]) -> list[int]:
    """Return the ids of later live runs with a row on a key of a run: they must be undone first."""
    manager: Any = model._default_manager
    own = manager.filter(run_id=run_id, **{key: OuterRef(key) for key in keys})
    later = manager.filter(run_id__in=live_run_ids(after=run_id)).filter(Exists(own))
    return list(later.values_list("run_id", flat=True).distinct().order_by("run_id"))


def _days_by_pupil(school_id: int, *, since: date, until: date) -> dict[int, list[Day]]:
    found: dict[int, list[Day]] = defaultdict(list)
    rows = PupilDay.objects.filter(unit_id=school_id)
    for pupil, day in _visible_days(rows, since=since, until=until):
        days = found[pupil]
        # Rows come by day and run: the later run of one day takes the place of the earlier.
        if days and days[-1].day == day.day:
            days.pop()
        days.append(day)
    return found


def _visible_days(
    rows: QuerySet[PupilDay], *, since: date, until: date
) -> Iterator[tuple[int, Day]]:
    """Yield each pupil's days by day and run; those that tell the same of one day are one object."""
    visible = rows.filter(run_id__in=live_run_ids(), day__range=(since, until))
    ordered = visible.order_by("day", "run_id").values_list("pupil_id", *_DAY_FIELDS)
    known: dict[tuple[Any, ...], Day] = {}
    for pupil, *told in plain_rows(ordered):
        key = tuple(told)
        day = known.get(key)
        if day is None:
            day = known[key] = Day(day_of(told[0]), *told[1:])
        yield pupil, day


def _whole_marks_by_pupil(
    school_id: int, *, since: date, until: date
) -> dict[int, list[core.Mark]]:
    """Return the summary periods and counted occasions of a school: what no day holds."""
    rows = Mark.objects.filter(unit_id=school_id)
    return _visible_marks(rows, since=since, until=until)


def _visible_marks(rows: QuerySet[Mark], *, since: date, until: date) -> dict[int, list[core.Mark]]:
    visible = rows.filter(run_id__in=live_run_ids(), ends_on__range=(since, until))
    # In the very words of the index, or SQLite does not see that it may be used.
    whole = visible.extra(where=["granularity = 'period' OR occasions IS NOT NULL"])
    latest: dict[tuple[Any, ...], core.Mark] = {}
    columns = (
        "pupil_id",
        "starts_on",
        "ends_on",
        "granularity",
        "slot",
        *core.MINUTE_FIELDS,
        "status",
        "occasions",
    )
    for pupil, start, end, granularity, slot, *rest in whole.order_by("run_id").values_list(
        *columns
    ):
        *minutes, status, occasions = rest
        latest[(pupil, start, end, granularity, slot)] = core.Mark(
            str(pupil),
            None,
            start,
            end,
            slot,
            _GRANULARITIES[granularity],
            status=_STATUSES.get(status),
            occasions=occasions,
            **dict(zip(core.MINUTE_FIELDS, minutes, strict=True)),
        )
    found: dict[int, list[core.Mark]] = defaultdict(list)
    for key, mark in latest.items():
        found[key[0]].append(mark)
    return found


def _grades_by_pupil(school_id: int, *, as_of: date) -> dict[int, list[GradeRow]]:
    return grades_of_pupils([one.pupil_id for one in enrolments_at(school_id, on=as_of)])


_GRADE_KEY = ("pupil_id", "subject", "level", "term", "kind")
_GRADE_VALUES = ("grade", "passed", "set_on", "points", "language_choice")


def _latest_grades(rows: QuerySet[Grade]) -> dict[int, list[GradeRow]]:
    latest: dict[tuple[Any, ...], GradeRow] = {}
    visible = rows.filter(run_id__in=live_run_ids()).order_by("run_id")
    for *key, grade, passed, set_on, points, chosen in visible.values_list(
        *_GRADE_KEY, *_GRADE_VALUES
    ):
        pupil, subject, level, term, kind = key
        latest[tuple(key)] = GradeRow(
            str(pupil),
            subject,
            grade,
            passed,
            term=term or None,
            set_on=set_on,
            level=level or None,
            points=points,
            kind=kind or None,
            language_choice=chosen,
        )
    found: dict[int, list[GradeRow]] = defaultdict(list)
    for key, grade_row in latest.items():
        found[key[0]].append(grade_row)
    return found


def _weekdays(after: date, until: date) -> int:
    days = (until - after).days
    return sum(1 for offset in range(1, days + 1) if (after.toordinal() + offset - 1) % 7 < 5)


@dataclass(frozen=True, slots=True)
class PupilSum:
    """What one pupil's span of days amounts to, in minutes; unknown offered time is ``None``."""

    pupil_id: int
    unit_id: int
    offered: int | None
    reported: int
    absent: int
    excused: int | None = None
    unexcused: int | None = None
    unresolved: int | None = None

    @property
    def rate(self) -> float | None:
        """Share of the reported time that was missed."""
        return self.absent / self.reported if self.reported else None


def sums_of_schools(
    schools: Collection[int],
    *,
    since: date,
    until: date,
    pupils: Collection[int] | None = None,
) -> list[PupilSum]:
    """Return each pupil's minutes over a span of days at some schools, added up by the database.

    With ``pupils`` only theirs.
    """
    rows = (
        _latest_days(schools, pupils)
        .filter(day__range=(since, until))
        .values_list("pupil_id", "unit_id")
        .annotate(
            all_offered=Sum("offered"),
            all_reported=Sum("reported"),
            attended=Sum("present"),
            elsewhere=Sum("other"),
            known_excused=Sum("excused", filter=_REPORTED),
            known_unexcused=Sum("unexcused", filter=_REPORTED),
            not_resolved=Sum("unresolved", filter=_REPORTED),
        )
        .order_by("pupil_id")
    )
    return [
        PupilSum(
            pupil,
            unit,
            offered,
            reported or 0,
            (reported or 0) - (present or 0) - (other or 0),
            *kinds,
        )
        for pupil, unit, offered, reported, present, other, *kinds in rows
    ]


_REPORTED = Q(reported__isnull=False)
"""Minutes of days that tell of absence only are in no rate."""


def sums_with_periods(school_id: int, *, since: date, until: date) -> list[PupilSum]:
    """Return the minutes of those pupils of a school of whom any summary period tells.

    Days and periods are laid together as for one pupil: what is finer counts where both tell.
    """
    whole = _whole_marks_by_pupil(school_id, since=since, until=until)
    told = {pupil: [one for one in marks if not only_counts(one)] for pupil, marks in whole.items()}
    if not any(told.values()):
        return []
    days, span = _days_by_pupil(school_id, since=since, until=until), DateSpan(since, until)
    totals = {
        pupil: Ledger(days.get(pupil, ()), marks).totals(span)
        for pupil, marks in told.items()
        if marks
    }
    return [
        PupilSum(
            pupil,
            school_id,
            one.offered,
            one.reported or 0,
            one.absent or 0,
            one.excused,
            one.unexcused,
            one.unresolved,
        )
        for pupil, one in totals.items()
    ]


def _latest_days(schools: Collection[int], pupils: Collection[int] | None) -> QuerySet[PupilDay]:
    """Return the days of live runs at some schools, each as the latest run tells it."""
    live = PupilDay.objects.filter(run_id__in=live_run_ids())
    if pupils is not None:
        live = live.filter(pupil_id__in=pupils)
    same_day = live.filter(
        unit=OuterRef("unit"),
        pupil=OuterRef("pupil"),
        day=OuterRef("day"),
        run_id__gt=OuterRef("run_id"),
    )
    return live.filter(~Exists(same_day), unit_id__in=schools)
