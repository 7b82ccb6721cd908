"""News from earlier rooms: rows became visible or invisible, so flags are due."""

from __future__ import annotations

from throughline_web.earlywarning.actions import mark_due
from throughline_web.earlywarning.tasks import evaluate_what_is_due
from throughline_web.organisations.announcements import subscribe
from throughline_web.organisations.clock import now
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources.announcements import RunPublished, RunUndone


def subscribe_to_news() -> None:
    """Listen to what makes a school's flags due."""
    subscribe(RunPublished, evaluate_its_schools)
    subscribe(RunUndone, evaluate_its_schools)


def evaluate_its_schools(event: RunPublished | RunUndone) -> None:
    """Mark the schools of a run as due; the evaluation itself is a task."""
    mark_due(by=SYSTEM, school_ids=event.school_ids, at=now())
    evaluate_what_is_due.enqueue()
