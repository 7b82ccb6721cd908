"""Work done after a page has answered."""

from __future__ import annotations

from django_tasks import task

from throughline_web.measures.actions import make_release
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.members import SYSTEM


@task(queue_name="evaluation")
def make(release_id: int) -> bool:
    """Count and freeze a release that somebody asked for."""
    return make_release(by=SYSTEM, release_id=release_id, on=today(), at=now())
