"""Questions about imports: which are visible, who brought what, and what stands in the way."""

from __future__ import annotations

from throughline_web.sources.queries.places import Place, place_named, places_of, schools_of
from throughline_web.sources.queries.runs import (
    blocking_runs,
    issue_groups,
    live_run_ids,
    overlapped_runs,
    run_for,
    runs_visible_to,
    same_file_in_use,
)

__all__ = [
    "Place",
    "blocking_runs",
    "issue_groups",
    "live_run_ids",
    "overlapped_runs",
    "place_named",
    "places_of",
    "run_for",
    "runs_visible_to",
    "same_file_in_use",
    "schools_of",
]
