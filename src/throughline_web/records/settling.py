"""Settling a run: its marks, laid over what is live, become pupil-days before anybody sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.records.models import Mark, PupilDay, SchoolDay
from throughline_web.records.rolling import write_days

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUPILS_AT_ONCE = 200


def settle(run_id: int) -> Iterator[float]:
    """Write the pupil-days that a staged run leads to, a few hundred pupils at a time.

    A corrected lesson is laid over the day's other lessons, so that the day is right at once; a
    day that the run does not touch keeps the day of an earlier run. Yields the share that is done
    after each short transaction.
    """
    PupilDay.objects.filter(run_id=run_id).delete()
    marks = Mark.objects.filter(run_id=run_id).order_by("pupil_id")
    pupils = list(marks.values_list("pupil_id", flat=True).distinct())
    for start in range(0, len(pupils), _PUPILS_AT_ONCE):
        some = pupils[start : start + _PUPILS_AT_ONCE]
        with transaction.atomic():
            write_days(run_id, first=some[0], last=some[-1])
        yield (start + len(some)) / len(pupils)
    _write_school_days(run_id)


def _write_school_days(run_id: int) -> None:
    """Write the days on which the settled run tells of teaching offered, unit by unit."""
    SchoolDay.objects.filter(run_id=run_id).delete()
    taught = PupilDay.objects.filter(run_id=run_id).exclude(offered=0)
    days = taught.order_by().values_list("unit_id", "day").distinct()
    SchoolDay.objects.bulk_create(
        SchoolDay(run_id=run_id, unit_id=unit, day=day) for unit, day in days
    )
