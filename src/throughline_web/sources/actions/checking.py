"""The dry run: a file is read from end to end, and nothing is changed by it."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from throughline_web.organisations.queries import pupil_ids_by_external_id
from throughline_web.sources import remarks
from throughline_web.sources.actions.failing import fail
from throughline_web.sources.actions.progress import Progress, in_hand
from throughline_web.sources.comparing import comparer_for
from throughline_web.sources.errors import LostError, StoppedError
from throughline_web.sources.models import ImportRun
from throughline_web.sources.reading import Reading
from throughline_web.sources.receivers import Keys, RunFacts
from throughline_web.sources.roster import pupils_of
from throughline_web.sources.states import State
from throughline_web.sources.worker import own_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from throughline.sources import Portion
    from throughline_web.sources.comparing import Comparison

_log = logging.getLogger(__name__)


def check(run_id: int, *, on: date, now: Callable[[], datetime]) -> ImportRun | None:
    """Count and remark on a file that waits to be checked; ``None`` when it no longer waits.

    Never raises on what a file holds: what stops the reading is stored with the import.
    """
    run = _take(run_id, at=now())
    if run is None:
        return None
    try:
        _read(run, on=on, now=now)
    except StoppedError as stopped:
        fail(run, stopped.code, text=stopped.text, at=now())
    except LostError:
        _log.info("The check of import %s was taken over or ended.", run.pk)
    except Exception:  # noqa: BLE001 - a worker must outlive every file
        _log.exception("The check of import %s broke.", run.pk)
        fail(run, "unforeseen", at=now())
    run.refresh_from_db()
    return run


@transaction.atomic
def _take(run_id: int, *, at: datetime) -> ImportRun | None:
    waiting = ImportRun.objects.filter(pk=run_id, state=State.CHECKING, worker="")
    if not waiting.update(worker=own_mark(), beat_at=at):
        return None
    run = ImportRun.objects.select_related("school").get(pk=run_id)
    remarks.forget(run)
    return run


def _read(run: ImportRun, *, on: date, now: Callable[[], datetime]) -> None:
    reading = Reading(run, on=on)
    progress = Progress(run, state=State.CHECKING)
    with _beside(run, on=on) as beside:
        for portion in reading.portions():
            beside.add(portion, reading)
            progress.tell(reading, portion.issues, at=now())
        progress.tell(reading, reading.closing_issues(), at=now())
        findings = {
            **run.findings,
            **reading.tally.findings(),
            **_found(run, reading),
            **beside.findings(),
        }
    in_hand(run, State.CHECKING).update(state=State.CHECKED, worker="", findings=findings)


@contextmanager
def _beside(run: ImportRun, *, on: date) -> Iterator[_Beside]:
    """Hold the file against what stands, where some room can."""
    comparer = comparer_for(run.kind)
    facts = RunFacts(run.pk, run.organiser_id, run.school_id, run.kind, on)
    if comparer is None:
        yield _Beside(facts, None)
        return
    with comparer.compare(facts) as comparison:
        yield _Beside(facts, comparison)


class _Beside:
    """A file on its way past what stands; pupils and schools that are not here get made-up ids.

    So do pupils of other schools than the one that a run reaches: what stands about them is not
    told by guessing.
    """

    def __init__(self, facts: RunFacts, comparison: Comparison | None) -> None:
        self._organiser_id = facts.organiser_id
        self._own = pupils_of(facts)
        self._comparison = comparison
        self._pupils: dict[str, int] = {}
        self._schools: dict[str, int] = {}

    def add(self, portion: Portion, reading: Reading) -> None:
        """Take in a portion that the gate has let through."""
        if self._comparison is None:
            return
        told = {row.pupil_id for row in portion.pupils} | {row.pupil_id for row in portion.grades}
        self._learn(told - self._pupils.keys())
        self._schools.update(reading.schools.ids)
        for word in reading.schools.new:
            self._schools.setdefault(word, -1 - len(self._schools))
        self._comparison.add(portion, Keys(self._pupils, self._schools))

    def findings(self) -> dict[str, Any]:
        """Return what the import would change, ready to be stored."""
        return {} if self._comparison is None else {"compared": asdict(self._comparison.result())}

    def _learn(self, external_ids: set[str]) -> None:
        known = pupil_ids_by_external_id(self._organiser_id, external_ids)
        for word in sorted(external_ids):
            found = known.get(word)
            if found is None or (self._own is not None and found not in self._own):
                found = -1 - len(self._pupils)
            self._pupils[word] = found


def _found(run: ImportRun, reading: Reading) -> dict[str, Any]:
    pupils = reading.tally.pupils
    known = pupil_ids_by_external_id(run.organiser_id, pupils) if pupils else {}
    return {
        "new_pupils": len(pupils) - len(known),
        "known_pupils": len(known),
        "new_schools": list(reading.schools.new) if run.school_id is None else [],
        "school_ids": sorted(reading.schools.reached),
    }
