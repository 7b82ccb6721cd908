"""Work done after a page has answered."""

from __future__ import annotations

from django_tasks import task

from throughline_web.earlywarning.actions import evaluate_due_schools
from throughline_web.organisations.clock import today
from throughline_web.organisations.members import SYSTEM


@task(queue_name="evaluation")
def evaluate_what_is_due() -> int:
    """Evaluate the schools that are due; return how many."""
    return evaluate_due_schools(by=SYSTEM, as_of=today())
