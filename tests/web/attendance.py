"""Attendance for tests of the site: whole runs of marks, made live as an import makes them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.web.factories import NOW, TODAY, organiser_of
from throughline.terms.attendance import Mark
from throughline.terms.carrier import to_batch
from throughline_web.records.settling import settle
from throughline_web.records.staging import write_marks
from throughline_web.sources.models import ImportRun
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from throughline_web.organisations.models import Pupil, Unit

LESSON = 60


def school_days(count: int, *, until: date = TODAY) -> list[date]:
    """The last weekdays up to a day, in order."""
    days = [until - timedelta(days=back) for back in range(count * 2 + 4)]
    return sorted(day for day in days if day.weekday() < 5)[-count:]


def lesson(
    pupil: Pupil, day: date, slot: str = "08:10", *, missed: int = 0, excused: int = 0
) -> Mark:
    return Mark(
        str(pupil.pk),
        None,
        day,
        day,
        slot,
        offered=LESSON,
        reported=LESSON,
        present=LESSON - missed - excused,
        excused=excused,
        unexcused=missed,
        unresolved=0,
        other=0,
        late=0,
        distance=0,
    )


def unregistered(pupil: Pupil, day: date, slot: str = "08:10") -> Mark:
    return Mark(str(pupil.pk), None, day, day, slot, offered=LESSON)


def day_of_five(pupil: Pupil, day: date, *, missed: int = 0) -> list[Mark]:
    """Five lessons on a day, of which the first ``missed`` were missed without an excuse."""
    slots = ("08:10", "09:20", "10:30", "12:30", "13:40")
    return [
        lesson(pupil, day, slot, missed=LESSON if index < missed else 0)
        for index, slot in enumerate(slots)
    ]


def a_run(organiser: Unit, *, state: State = State.LIVE) -> ImportRun:
    return ImportRun.objects.create(
        organiser=organiser,
        file_name="lektioner.csv",
        file_size=1,
        sha256=str(ImportRun.objects.count()).zfill(64),
        profile_id="generic-lesson-rows",
        profile_text='id = "generic-lesson-rows"',
        published_at=NOW,
        findings={},
        kind="lesson",
        state=state,
        created_at=NOW,
    )


def bring(school: Unit, marks: Iterable[Mark], *, state: State = State.LIVE) -> ImportRun:
    """Stage and settle marks of pupils, named by their database ids, and make them visible."""
    kept = list(marks)
    run = a_run(organiser_of(school), state=State.STAGING)
    pupils = {mark.pupil_id: int(mark.pupil_id) for mark in kept}
    write_marks(run.pk, to_batch(kept), pupils=pupils, schools={}, school_id=school.pk)
    list(settle(run.pk))
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    return run


def undo(run: ImportRun) -> None:
    """Make a run invisible, as an undo does."""
    ImportRun.objects.filter(pk=run.pk).update(state=State.UNDONE, undone_at=NOW)
