"""Letting a file in: read in portions, staged under the run, and made visible in one short step."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.announcements import announce
from throughline_web.organisations.members import SYSTEM, Member
from throughline_web.sources import remarks
from throughline_web.sources.actions.desk import put_away_if_repeated
from throughline_web.sources.actions.failing import fail
from throughline_web.sources.actions.progress import Progress, in_hand
from throughline_web.sources.announcements import RunPublished
from throughline_web.sources.errors import LostError, StoppedError
from throughline_web.sources.models import ImportRun
from throughline_web.sources.reading import Reading
from throughline_web.sources.receivers import RunFacts, receivers_for
from throughline_web.sources.roster import RosterStep
from throughline_web.sources.states import OF_PEOPLE, State
from throughline_web.sources.worker import own_mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from throughline.sources import Portion

    Now = Callable[[], datetime]

_log = logging.getLogger(__name__)


def import_waiting(organiser_id: int, *, on: date, now: Now) -> int:
    """Import the files of an organiser that wait, one after another, and return how many."""
    count = 0
    while import_next(organiser_id, on=on, now=now) is not None:
        count += 1
    return count


def import_next(organiser_id: int, *, on: date, now: Now) -> ImportRun | None:
    """Import the file that has waited longest; ``None`` when none waits or another is at work.

    Never raises on what a file holds: whatever stops an import is stored with it, and nothing of
    the file is kept then.
    """
    run = _take_next(organiser_id, at=now())
    if run is None or run.state != State.STAGING:
        return run
    try:
        _Work(run, on=on, now=now).finish()
    except StoppedError as stopped:
        fail(run, stopped.code, text=stopped.text, at=now())
    except LostError:
        _log.warning("Import %s was taken over while it was at work.", run.pk)
    except IntegrityError:
        _log.exception("Import %s met a change by somebody else.", run.pk)
        fail(run, "changed_meanwhile", at=now())
    except Exception:  # noqa: BLE001 - a worker must outlive every file
        _log.exception("Import %s broke.", run.pk)
        fail(run, "unforeseen", at=now())
    run.refresh_from_db()
    return run


def _take_next(organiser_id: int, *, at: datetime) -> ImportRun | None:
    try:
        with transaction.atomic():
            return _begin(organiser_id, at=at)
    except IntegrityError:
        # The organiser's place is taken: whoever holds it looks for waiting files when done.
        return None


def _begin(organiser_id: int, *, at: datetime) -> ImportRun | None:
    waiting = ImportRun.objects.select_for_update().filter(
        organiser=organiser_id, state=State.CHECKED, asked_at__isnull=False
    )
    run = waiting.order_by("asked_at", "pk").first()
    if run is None or put_away_if_repeated(run, at=at):
        return run
    remarks.forget(run)
    _put_last(run)
    run.state = State.STAGING
    run.worker, run.beat_at = own_mark(), at
    run.bytes_read = run.rows_read = run.rows_accepted = run.rows_rejected = 0
    run.protected_refused = run.issues_left_out = 0
    run.save()
    return run


def _put_last(run: ImportRun) -> None:
    """Give a run a new id when a later one is live already: ids tell which is believed."""
    later = ImportRun.objects.filter(
        organiser=run.organiser_id, state__in=[State.LIVE, State.UNDONE], pk__gt=run.pk
    )
    if later.exists():
        ImportRun.objects.filter(pk=run.pk).delete()
        run.pk = None
        run.save(force_insert=True)


class _Work:
    """One import in this process's hands."""

    def __init__(self, run: ImportRun, *, on: date, now: Now) -> None:
        self._run = run
        self._now = now
        self._facts = RunFacts(run.pk, run.organiser_id, run.school_id, run.kind, on)
        self._receivers = receivers_for(run.kind)
        self._reading = Reading(run, on=on)
        self._by = SYSTEM if run.asked_by_id is None else Member(account_id=run.asked_by_id)
        self._roster = RosterStep(
            self._facts,
            file=run.file_name,
            by=self._by,
            schools=self._reading.schools,
            accepts_protected=self._reading.accepts_protected,
        )

    def finish(self) -> None:
        """Stage every portion, settle, and publish."""
        self._require_taker()
        progress = Progress(self._run, state=State.STAGING)
        for portion in self._reading.portions():
            issues = self._stage(portion)
            progress.tell(self._reading, issues, at=self._now())
        closing = (*self._reading.closing_issues(), *self._roster.closing_issues())
        progress.tell(self._reading, closing, at=self._now())
        if self._reading.tally.accepted == 0:
            raise StoppedError("nothing_accepted")
        for receiver in self._receivers:
            for share in receiver.settle(self._facts):
                progress.tell_settled(share, at=self._now())
        self._publish()

    def _require_taker(self) -> None:
        # A file whose rows nobody stores must never look as if it were in use.
        if not self._receivers and self._run.kind not in OF_PEOPLE:
            _log.error("No room takes files of the kind %s.", self._run.kind)
            raise StoppedError("unforeseen")

    def _stage(self, portion: Portion) -> tuple[Any, ...]:
        with transaction.atomic():
            left, keys = self._roster.take(portion, at=self._now())
        self._reading.tally.refuse(portion.accepted - left.accepted)
        issues = [*portion.issues, *self._roster.issues()]
        for receiver in self._receivers:
            issues.extend(receiver.stage(self._facts, left, keys))
        return tuple(issues)

    @transaction.atomic
    def _publish(self) -> None:
        at = self._now()
        schools = tuple(sorted(self._reading.schools.reached))
        for receiver in self._receivers:
            receiver.publish(self._facts)
        held = in_hand(self._run, State.STAGING).update(
            state=State.LIVE,
            worker="",
            published_at=at,
            findings={**self._run.findings, **self._found(schools)},
        )
        if not held:
            raise LostError
        announce(RunPublished(self._facts.id, self._facts.organiser_id, schools))
        record_change(
            self._by,
            verb="import_is_live",
            action=Action.IMPORT_FILES,
            at=at,
            unit_id=self._facts.school_id or self._facts.organiser_id,
            run=str(self._run.public_id),
        )

    def _found(self, schools: tuple[int, ...]) -> dict[str, Any]:
        return {
            **self._reading.tally.findings(),
            "school_ids": list(schools),
            "created": self._roster.created,
            "updated": self._roster.updated,
        }
