"""The core's roll-up of marks to pupil-days, said to the database, which sums where the rows lie.

``throughline.records.days.roll_up`` is the definition; ``tests/web/records`` holds this to it. Both
databases read the same words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, F, Max, Min, Q

from throughline.terms.attendance import KIND_FIELDS, MINUTE_FIELDS, Granularity
from throughline_web.records.models import Mark, PupilDay
from throughline_web.sources.queries import live_run_ids

if TYPE_CHECKING:
    from datetime import date

_MINUTES = ", ".join(MINUTE_FIELDS)
_MARKS, _DAYS = Mark._meta.db_table, PupilDay._meta.db_table

# A period is no day's, and a mark that only counts has no minutes to add.
_ADDS_UP = (
    f"granularity <> '{Granularity.PERIOD}' AND "
    f"(occasions IS NULL OR COALESCE(reported, {', '.join(KIND_FIELDS)}) IS NOT NULL)"
)
_COLUMNS = (
    f"pupil_id, unit_id, starts_on, granularity = '{Granularity.LESSON}' AS is_lesson, {_MINUTES}"
)

# The marks of a run that has nothing below it, and whose marks begin and end on one day.
_ALONE = f"""
    SELECT {_COLUMNS} FROM {_MARKS}
    WHERE run_id = %s AND pupil_id BETWEEN %s AND %s AND {_ADDS_UP}
"""  # noqa: S608 - own names

# The latest mark of each key, on the days that the run itself tells of.
_LAID_OVER = f"""
    SELECT * FROM (
        SELECT {_COLUMNS}, ROW_NUMBER() OVER (
            PARTITION BY pupil_id, unit_id, starts_on, granularity, slot
            ORDER BY run_id DESC, ends_on DESC
        ) AS place
        FROM {_MARKS}
        WHERE run_id IN ({{runs}}) AND pupil_id BETWEEN %s AND %s
            AND starts_on BETWEEN %s AND %s AND {_ADDS_UP}
    ) AS laid
    WHERE place = 1 AND EXISTS (
        SELECT 1 FROM {_MARKS} AS own
        WHERE own.run_id = %s AND own.pupil_id = laid.pupil_id AND own.unit_id = laid.unit_id
            AND own.starts_on = laid.starts_on AND own.granularity <> '{Granularity.PERIOD}'
    )
"""  # noqa: S608 - own names


def _told(name: str) -> str:
    return f"SUM({name}) FILTER (WHERE reported IS NOT NULL)"


def _believed(name: str) -> str:
    # Beside lessons that are registered in full, one of unknown presence counts as not registered.
    return f"CASE WHEN COUNT(reported) > 0 THEN {_told(name)} ELSE SUM({name}) END"


_SUMS = {
    # One lesson of unknown length makes the day's length unknown: a guess would flatter coverage.
    "offered": "CASE WHEN COUNT(offered) = COUNT(*) THEN SUM(offered) END",
    "reported": "SUM(reported)",
    # One registered lesson of unknown presence makes the day's unknown: it is no absence.
    "present": (
        "CASE WHEN COUNT(*) FILTER (WHERE reported > 0 AND present IS NULL) = 0 "
        f"THEN {_told('present')} END"
    ),
    "excused": _believed("excused"),
    "unexcused": _believed("unexcused"),
    "unresolved": _believed("unresolved"),
    "other": _told("other"),
    "late": _believed("late"),
    "distance": _told("distance"),
    # Whole lessons missed, on a day when some lesson was attended.
    "scattered": (
        "CASE WHEN NOT is_lesson OR COUNT(unexcused) FILTER (WHERE reported IS NOT NULL) = 0 "
        "THEN NULL "
        "WHEN COUNT(*) FILTER (WHERE reported IS NOT NULL AND (present > 0 OR other > 0)) = 0 "
        "THEN 0 ELSE COALESCE(SUM(unexcused) FILTER (WHERE reported IS NOT NULL AND present = 0 "
        "AND COALESCE(other, 0) = 0), 0) END"
    ),
    "late_count": (
        "CASE WHEN COUNT(reported) > 0 "
        "THEN COUNT(*) FILTER (WHERE late > 0 AND reported IS NOT NULL) "
        "ELSE COUNT(*) FILTER (WHERE late > 0) END"
    ),
}
_NAMES = ", ".join(_SUMS)
_SUMMED = ", ".join(f"{words} AS {name}" for name, words in _SUMS.items())

# Of several granularities on one day the finest is believed.
_WRITE_DAYS = f"""
    INSERT INTO {_DAYS} (run_id, unit_id, pupil_id, day, {_NAMES})
    WITH marks AS ({{marks}}), summed AS (
        SELECT unit_id, pupil_id, starts_on, {_SUMMED}, ROW_NUMBER() OVER (
            PARTITION BY pupil_id, unit_id, starts_on ORDER BY is_lesson DESC
        ) AS fineness
        FROM marks GROUP BY pupil_id, unit_id, starts_on, is_lesson
    )
    SELECT %s, unit_id, pupil_id, starts_on, {_NAMES} FROM summed WHERE fineness = 1
"""  # noqa: S608 - own names


def write_days(run_id: int, *, first: int, last: int) -> None:
    """Write the days that a run's marks of some pupils lead to, laid over what is live.

    Args:
        run_id: the run that is settled; it has no days of these pupils yet.
        first: the lowest id of the pupils.
        last: the highest id of the pupils.
    """
    own = _Own.of(run_id, first=first, last=last)
    below = own.runs_below()
    marks = _ALONE
    parameters: list[int | date | None] = [run_id, first, last]
    if below or own.spans_days:
        runs = [run_id, *below]
        marks = _LAID_OVER.format(runs=", ".join(["%s"] * len(runs)))
        parameters = [*runs, first, last, own.first_day, own.last_day, run_id]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE_DAYS.format(marks=marks), [*parameters, run_id])


@dataclass(frozen=True, slots=True)
class _Own:
    """What the marks of one run are about, for some pupils.

    ``spans_days``: some mark ends on a later day than it began, so that two marks may tell of one
    lesson though their keys differ.
    """

    run_id: int
    pupils: tuple[int, int]
    first_day: date | None
    last_day: date | None
    spans_days: bool

    @classmethod
    def of(cls, run_id: int, *, first: int, last: int) -> _Own:
        marks = Mark.objects.filter(run_id=run_id, pupil_id__gte=first, pupil_id__lte=last)
        spanning = ~Q(granularity=Granularity.PERIOD) & Q(ends_on__gt=F("starts_on"))
        found = marks.aggregate(
            first=Min("starts_on"), last=Max("starts_on"), spanning=Count("pk", filter=spanning)
        )
        return cls(run_id, (first, last), found["first"], found["last"], found["spanning"] > 0)

    def runs_below(self) -> list[int]:
        """Return the earlier live runs that tell of any of these pupils in the same days."""
        if self.first_day is None:
            return []
        marks = Mark.objects.filter(
            run_id__in=live_run_ids(before=self.run_id),
            pupil_id__gte=self.pupils[0],
            pupil_id__lte=self.pupils[1],
            starts_on__range=(self.first_day, self.last_day),
        )
        return list(marks.order_by().values_list("run_id", flat=True).distinct())
