"""Work done after a page has answered."""

from __future__ import annotations

from django_tasks import task

from throughline_web.earlywarning.actions import count_preview, evaluate_due_schools
from throughline_web.organisations.clock import today
from throughline_web.organisations.members import SYSTEM


@task(queue_name="evaluation")
def evaluate_what_is_due() -> int:
    """Evaluate the schools that are due; return how many."""
    return evaluate_due_schools(by=SYSTEM, as_of=today())


@task(queue_name="evaluation")
def preview(preview_id: int) -> None:
    """Count what another policy would change."""
    count_preview(by=SYSTEM, preview_id=preview_id)
