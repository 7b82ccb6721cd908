"""Questions about official figures: which tables there are, and what stands of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from throughline.terms.figures import FigureState, Published
from throughline_web.organisations.access import Action, may
from throughline_web.sources.models import OfficialFigure, OfficialTable
from throughline_web.sources.queries.places import places_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from uuid import UUID

    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class OfficialTold:
    """One official figure as it may stand beside ours, with what a reader needs to find it.

    ``published`` is a share between 0 and 1 where the source tells per cent, so that the two can
    be compared; ``title`` is the source's own, as fetched.
    """

    measure: str
    title: str
    unit: str
    level: str
    code: str
    name: str
    period: str
    dims: Mapping[str, str]
    published: Published
    about: bool
    note: str
    source_line: str
    table_title: str
    table_url_id: UUID


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many figures of one measure are in one state."""

    title: str
    state: FigureState
    count: int


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table, and how many of its figures no later one has replaced."""

    table: OfficialTable
    standing: int


def official_tables() -> tuple[TableShown, ...]:
    """Return every table that was brought, the latest first, withdrawn ones too."""
    standing = Count("figures", filter=Q(figures__stands=True))
    return tuple(
        TableShown(table, table.standing_count)
        for table in OfficialTable.objects.annotate(standing_count=standing).order_by(
            "-brought_at", "-pk"
        )
    )


def official_table(public_id: UUID) -> TableShown | None:
    """Return one table, ``None`` where there is none."""
    table = OfficialTable.objects.filter(public_id=public_id).first()
    if table is None:
        return None
    return TableShown(table, table.figures.filter(stands=True).count())


def may_withdraw_official(member: Member, table: OfficialTable, on: date) -> bool:
    """Tell whether a member may withdraw a table, which every organiser here reads.

    That is who brought it, and whoever brings files for a whole organiser and not for one school.
    """
    if not may(member, Action.IMPORT_FILES, on=on):
        return False
    if member.account_id == table.brought_by_id:
        return True
    return any(place.school_id is None for place in places_of(member, on))


def states_of(table: OfficialTable) -> tuple[StateCount, ...]:
    """Return how many figures of each measure are shown, withheld, missing and so on."""
    counted = (
        table.figures.values("title", "state")
        .annotate(count=Count("pk"))
        .order_by("title", "state")
    )
    return tuple(
        StateCount(row["title"], FigureState(row["state"]), row["count"]) for row in counted
    )


def standing_figures(
    *, measure: str, level: str, codes: Collection[str] | None = None
) -> tuple[OfficialTold, ...]:
    """Return what stands of a measure at a level, of some units or of all, by period and code."""
    found = OfficialFigure.objects.filter(stands=True, measure=measure, level=level)
    if codes is not None:
        found = found.filter(code__in=codes)
    return tuple(map(_told, found.select_related("table").order_by("period", "code", "pk")))


def _told(row: OfficialFigure) -> OfficialTold:
    value = Decimal(row.value) if row.value else None
    if value is not None and row.unit == "percent":
        value = value / 100
    return OfficialTold(
        measure=row.measure,
        title=row.title,
        unit=row.unit,
        level=row.level,
        code=row.code,
        name=row.name,
        period=row.period,
        dims=row.dims,
        published=Published(value, FigureState(row.state)),
        about=row.is_about,
        note=row.note,
        source_line=row.table.source_line,
        table_title=row.table.title,
        table_url_id=row.table.public_id,
    )
