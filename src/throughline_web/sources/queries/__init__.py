"""Questions about imports: which are visible, who brought what, and what stands in the way."""

from __future__ import annotations

from throughline_web.sources.queries.choices import Protection, protection_of
from throughline_web.sources.queries.mappings import Mapping, mapping_for, mappings_for
from throughline_web.sources.queries.official import (
    OfficialTold,
    StateCount,
    TableShown,
    may_withdraw_official,
    official_table,
    official_tables,
    standing_figures,
    states_of,
)
from throughline_web.sources.queries.places import Place, place_named, places_of, schools_of
from throughline_web.sources.queries.runs import (
    IssueGroup,
    RosterEffect,
    WaitingRun,
    issue_groups,
    live_run_ids,
    live_run_ids_between,
    overlapped_runs,
    roster_effect,
    run_for,
    runs_visible_to,
    same_file_in_use,
    same_run,
    waiting_runs,
)
from throughline_web.sources.queries.undoing import (
    Blocker,
    Rests,
    UndoOrder,
    blocking_runs,
    undo_order,
)

__all__ = [
    "Blocker",
    "IssueGroup",
    "Mapping",
    "OfficialTold",
    "Place",
    "Protection",
    "Rests",
    "RosterEffect",
    "StateCount",
    "TableShown",
    "UndoOrder",
    "WaitingRun",
    "blocking_runs",
    "issue_groups",
    "live_run_ids",
    "live_run_ids_between",
    "mapping_for",
    "mappings_for",
    "may_withdraw_official",
    "official_table",
    "official_tables",
    "overlapped_runs",
    "place_named",
    "places_of",
    "protection_of",
    "roster_effect",
    "run_for",
    "runs_visible_to",
    "same_file_in_use",
    "same_run",
    "schools_of",
    "standing_figures",
    "states_of",
    "undo_order",
    "waiting_runs",
]
