"""What has been released: figures as they were told, the newest first, and every earlier one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.measures.definition import shipped_measures
from throughline.measures.tables import ALL, Figure, PublishedLine, PublishedTable
from throughline.terms.figures import FigureState, Published
from throughline_web.measures.models import Release, ReleasedFigure, ReleasedMeasure, ReleaseState
from throughline_web.measures.periods import period_of
from throughline_web.measures.sheets import Provenance, Sheet, Sheets, Step

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from throughline_web.measures.periods import Period


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release in the history of an organiser."""

    public_id: UUID
    period: Period
    number: int
    state: str
    why: str
    asked_at: datetime
    made_by: str
    is_superseded: bool


def history_of(organiser_id: int) -> list[ReleaseLine]:
    """Return every release of an organiser, the newest period and number first."""
    rows = Release.objects.filter(organiser=organiser_id).order_by("-asked_at", "-pk")
    newest: dict[str, int] = {}
    for row in rows:
        if row.state == ReleaseState.MADE:
            newest[row.period] = max(newest.get(row.period, 0), row.number)
    return [
        ReleaseLine(
            row.public_id,
            period,
            row.number,
            row.state,
            row.why,
            row.asked_at,
            row.made_by_name,
            row.state == ReleaseState.MADE and row.number < newest[row.period],
        )
        for row in rows
        if (period := period_of(row.period)) is not None
    ]


def newest_release(organiser_id: int, period: str) -> Sheets | None:
    """Return the newest release of an organiser and period; ``None`` where none is made."""
    return _sheets(_made(organiser_id).filter(period=period).order_by("-number").first())


def release_of(organiser_id: int, public_id: UUID) -> Sheets | None:
    """Return one release of an organiser, superseded or not."""
    return _sheets(_made(organiser_id).filter(public_id=public_id).first())


def newest_of_each_period(organiser_id: int) -> dict[str, int]:
    """Return the id of the newest release of each period."""
    rows = _made(organiser_id).order_by("number")
    return dict(rows.values_list("period", "pk"))


def latest_release(organiser_id: int) -> Sheets | None:
    """Return the release of an organiser that reaches furthest, a school year before its terms."""
    made = _made(organiser_id).order_by("-data_until", "period", "-number")
    return _sheets(made.first())


def wholes_over_time(organiser_id: int) -> dict[str, dict[str, Figure]]:
    """Return, by measure and period, the organiser's own figure in the newest release."""
    newest = newest_of_each_period(organiser_id)
    rows = ReleasedFigure.objects.filter(measure__release__in=newest.values(), is_whole=True)
    found: dict[str, dict[str, Figure]] = defaultdict(dict)
    for row in rows.select_related("measure__release"):
        found[row.measure.measure][row.measure.release.period] = _figure(row)
    return dict(found)


def withheld_before(organiser_id: int, period: str) -> dict[str, set[str]]:
    """Return, by measure, the units of which any release of a period withheld something."""
    rows = ReleasedFigure.objects.filter(
        measure__release__in=_made(organiser_id).filter(period=period), is_whole=False
    )
    withheld = (FigureState.FEW_TOTAL, FigureState.FEW_EVENT)
    found: dict[str, set[str]] = defaultdict(set)
    for measure, unit in rows.filter(state__in=withheld).values_list("measure__measure", "unit"):
        found[measure].add(str(unit))
    return dict(found)


def _made(organiser_id: int) -> QuerySet[Release]:
    return Release.objects.filter(organiser=organiser_id, state=ReleaseState.MADE)


def _sheets(release: Release | None) -> Sheets | None:
    period = None if release is None else period_of(release.period)
    if release is None or period is None:
        return None
    rows = ReleasedMeasure.objects.filter(release=release).prefetch_related("figures")
    known = shipped_measures()
    found = {row.measure: row for row in rows if row.measure in known}
    return Sheets(
        period,
        Provenance(
            release.data_until,
            release.number,
            release.made_at,
            release.made_by_name,
            release.public_id,
        ),
        {measure: _sheet(found[measure]) for measure in known if measure in found},
        {
            str(figure.unit_id): figure.unit_name
            for row in found.values()
            for figure in row.figures.all()
        },
    )


def _sheet(row: ReleasedMeasure) -> Sheet:
    figures = sorted(row.figures.all(), key=lambda each: str(each.unit_id))
    lines = {each.is_whole: each for each in figures}
    table = PublishedTable(
        measure=shipped_measures()[row.measure],
        profile=row.profile,
        columns=(),
        whole=_line(lines[True]),
        parts=tuple(_line(each) for each in figures if not each.is_whole),
    )
    return Sheet(table, row.version, tuple(Step(*step) for step in row.spread))


def _line(row: ReleasedFigure) -> PublishedLine:
    return PublishedLine(str(row.unit_id), {ALL: _figure(row)})


def _figure(row: ReleasedFigure) -> Figure:
    return Figure(
        _published(row.total, row.total_state), _published(row.value, row.state), row.coverage
    )


def _published(value: Decimal | None, state: str) -> Published:
    return Published(value, FigureState(state))
