"""The room's receivers: what happens here when somebody brings a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.records.models import Grade, Mark, PupilDay, SchoolDay
from throughline_web.records.queries import later_runs_on_same_keys
from throughline_web.records.settling import settle
from throughline_web.records.staging import write_grades, write_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from throughline.sources import Portion, RowIssue
    from throughline_web.sources.receivers import Keys, RunFacts


_ATTENDANCE = frozenset({"lesson", "day", "summary", "edfi-attendance"})


class MarksReceiver:
    """Takes attendance: lessons, days, periods and counted occasions."""

    name = "marks"

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds attendance."""
        return kind in _ATTENDANCE

    def stage(self, run: RunFacts, portion: Portion, keys: Keys) -> tuple[RowIssue, ...]:
        """Write a portion's marks under the run."""
        if portion.marks is not None:
            write_marks(
                run.id,
                portion.marks,
                pupils=keys.pupils,
                schools=keys.schools,
                school_id=run.school_id,
            )
        return ()

    def settle(self, run: RunFacts) -> Iterator[float]:
        """Roll the run's marks up to pupil-days, laid over what is live."""
        return settle(run.id)

    def publish(self, run: RunFacts) -> None:
        """Do nothing: rows are visible because their run is live."""

    def drop(self, run_id: int) -> None:
        """Remove what a run that never became live has written."""
        SchoolDay.objects.filter(run_id=run_id).delete()
        PupilDay.objects.filter(run_id=run_id).delete()
        Mark.objects.filter(run_id=run_id).delete()

    def overlapping_live_runs(self, run_id: int) -> list[int]:
        """Return the later live runs that tell of the same pupils, units and days."""
        return later_runs_on_same_keys(Mark, run_id, keys=("pupil_id", "unit_id", "starts_on"))


class GradesReceiver:
    """Takes grades as recorded."""

    name = "grades"

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds grades."""
        return kind == "grades"

    def stage(self, run: RunFacts, portion: Portion, keys: Keys) -> tuple[RowIssue, ...]:
        """Write a portion's grades under the run."""
        write_grades(run.id, portion.grades, pupils=keys.pupils)
        return ()

    def settle(self, run: RunFacts) -> Iterable[float]:
        """Do nothing: grades are not rolled up."""
        return ()

    def publish(self, run: RunFacts) -> None:
        """Do nothing: rows are visible because their run is live."""

    def drop(self, run_id: int) -> None:
        """Remove what a run that never became live has written."""
        Grade.objects.filter(run_id=run_id).delete()

    def overlapping_live_runs(self, run_id: int) -> list[int]:
        """Return the later live runs that tell of the same pupils' grades."""
        return later_runs_on_same_keys(Grade, run_id, keys=("pupil_id", "subject", "term"))
