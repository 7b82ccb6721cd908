"""Questions about runs: the visible ones, a person's own, and those that stand in each other's way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from throughline_web.sources.models import ImportRun, StoredIssue
from throughline_web.sources.queries.places import places_of
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from throughline_web.organisations.members import Member

_EXAMPLES = 5


def live_run_ids(
    *, before: int | None = None, after: int | None = None
) -> QuerySet[ImportRun, Any]:
    """Return the ids of the runs whose rows are visible, as a subquery to filter by.

    ``before`` and ``after`` keep the runs older or newer than the one with that id.
    """
    runs = ImportRun.objects.filter(state=State.LIVE)
    if before is not None:
        runs = runs.filter(pk__lt=before)
    if after is not None:
        runs = runs.filter(pk__gt=after)
    return runs.order_by().values("pk")


def live_run_ids_between(first: date, last: date) -> list[int]:
    """Return the ids of the runs whose rows are visible and may tell of some day of a span."""
    runs = ImportRun.objects.filter(state=State.LIVE).values_list("pk", "findings")
    return [pk for pk, found in runs if _may_overlap(found, first.isoformat(), last.isoformat())]


def _may_overlap(found: dict[str, Any], first: str, last: str) -> bool:
    begins, ends = found.get("first_day"), found.get("last_day")
    return not begins or not ends or (begins <= last and first <= ends)


def runs_visible_to(member: Member, on: date) -> QuerySet[ImportRun]:
    """Return the imports of the places that the member may bring files for, newest first."""
    condition = Q(pk__in=[])
    for place in places_of(member, on):
        if place.school_id is None:
            condition |= Q(organiser=place.organiser_id)
        else:
            condition |= Q(school=place.school_id)
    return ImportRun.objects.filter(condition).order_by("-created_at", "-pk")


def run_for(member: Member, public_id: UUID, on: date) -> ImportRun | None:
    """Return the import with that public id, if the member may see it; else ``None``."""
    runs = runs_visible_to(member, on).select_related(
        "organiser", "school", "created_by", "asked_by", "undone_by"
    )
    return runs.filter(public_id=public_id).first()


@dataclass(frozen=True, slots=True)
class WaitingRun:
    """One checked file that waits for somebody's yes."""

    public_id: UUID
    file_name: str


def waiting_runs(member: Member, on: date) -> list[WaitingRun]:
    """Return the checked files that the member may say yes to, the longest wait first."""
    runs = runs_visible_to(member, on).filter(state=State.CHECKED).order_by("created_at", "pk")
    return [WaitingRun(*row) for row in runs.values_list("public_id", "file_name")]


def same_file_in_use(run: ImportRun) -> ImportRun | None:
    """Return a live import of the same bytes, read in the same way for the same place."""
    same_bytes = ImportRun.objects.filter(
        organiser=run.organiser_id, school=run.school_id, sha256=run.sha256, state=State.LIVE
    )
    way = _way_of_reading(run)
    others = same_bytes.exclude(pk=run.pk).order_by("-pk")
    return next((other for other in others if _way_of_reading(other) == way), None)


def _way_of_reading(run: ImportRun) -> list[str]:
    """Return how a run's file is read, without what people call it."""
    return [line for line in run.profile_text.splitlines() if not line.startswith("name =")]


def overlapped_runs(run: ImportRun) -> QuerySet[ImportRun]:
    """Return the live imports whose days this one's meet; where both tell, this one is believed."""
    first, last = run.findings.get("first_day"), run.findings.get("last_day")
    runs = ImportRun.objects.filter(organiser=run.organiser_id, kind=run.kind, state=State.LIVE)
    runs = runs.exclude(pk=run.pk)
    if first and last:
        runs = runs.filter(findings__first_day__lte=last, findings__last_day__gte=first)
    if run.school_id is not None:
        runs = runs.filter(Q(school=run.school_id) | Q(school__isnull=True))
    return runs.order_by("-pk")


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """Remarks of one sort: how many there are, and the first few of them."""

    severity: str
    count: int
    examples: tuple[StoredIssue, ...]


def issue_groups(run: ImportRun) -> tuple[IssueGroup, ...]:
    """Return the stored remarks by sort, errors first, then by how many; in one query."""
    found: dict[tuple[str, str], list[StoredIssue]] = {}
    for issue in run.issues.order_by("pk"):
        found.setdefault((issue.severity, issue.sort), []).append(issue)
    groups = [
        IssueGroup(severity, len(issues), tuple(issues[:_EXAMPLES]))
        for (severity, _sort), issues in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (group.severity, -group.count)))


@dataclass(frozen=True, slots=True)
class RosterEffect:
    """How many rows of each sort a run made, and how many it changed."""

    made: dict[str, int]
    changed: dict[str, int]


def roster_effect(run: ImportRun) -> RosterEffect:
    """Return what a run did to the roster, counted; in one query."""
    made = Count("object_id", filter=Q(before__isnull=True), distinct=True)
    changed = Count("object_id", filter=Q(before__isnull=False), distinct=True)
    rows = run.roster_changes.order_by().values("entity").annotate(made=made, changed=changed)
    counted = list(rows)
    return RosterEffect(
        {one["entity"]: one["made"] for one in counted},
        {one["entity"]: one["changed"] for one in counted},
    )


def same_run(run: ImportRun) -> ImportRun | None:
    """Return the import that an import which was put away only repeats."""
    public_id = run.findings.get("same_as")
    return ImportRun.objects.filter(public_id=public_id).first() if public_id else None
