"""Questions about imports: which are visible, who brought what, and what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from throughline_web.sources.models import ImportRun
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from django.db.models import QuerySet


def live_run_ids(
    *, before: int | None = None, after: int | None = None
) -> QuerySet[ImportRun, dict[str, Any]]:
    """Return the ids of the runs whose rows are visible, as a subquery to filter by.

    ``before`` and ``after`` keep the runs older or newer than the one with that id.
    """
    runs = ImportRun.objects.filter(state=State.LIVE)
    if before is not None:
        runs = runs.filter(pk__lt=before)
    if after is not None:
        runs = runs.filter(pk__gt=after)
    return runs.order_by().values("pk")
