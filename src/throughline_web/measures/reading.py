"""Putting the pages of figures together, from rows for a school and from releases for an organiser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from throughline_web.measures.comparing import peers_of
from throughline_web.measures.official import official_lines
from throughline_web.measures.pages.links import Link, Ways
from throughline_web.measures.pages.measure import Around, MeasurePage, measure_page
from throughline_web.measures.pages.overview import Beside, OverviewPage, overview_page
from throughline_web.measures.periods import same_kind
from throughline_web.measures.queries import school_sheets
from throughline_web.measures.releases import newest_release, release_of, wholes_over_time
from throughline_web.organisations.queries import organisers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from throughline.measures.tables import Figure
    from throughline_web.measures.periods import Period
    from throughline_web.measures.queries import Place
    from throughline_web.measures.sheets import Sheets
    from throughline_web.organisations.models import Unit

MOST_PERIODS = 4


def school_overview(place: Place, key: str, *, on: date, others: Sequence[Unit]) -> OverviewPage:
    """Return all measures of a school, with the period before and its organiser's released ones."""
    period = place.period(key)
    sheets = school_sheets(place.unit, period, on=on)
    before = _before(place, period)
    earlier = school_sheets(place.unit, before, on=on) if before else None
    released = released_above(place.unit, period, on=on)
    beside = Beside(
        _wholes(earlier),
        _wholes(released),
        _name(before) if before else "",
        released.whole_name if released else "",
    )
    return overview_page(
        Ways("school", place, period), sheets, beside, other_places=_links("school", others, place)
    )


def school_measure_page(place: Place, key: str, measure_id: str, *, on: date) -> MeasurePage | None:
    """Return one measure of a school; ``None`` where nobody is counted in it."""
    period = place.period(key)
    sheets = school_sheets(place.unit, period, on=on)
    sheet = sheets.by_measure.get(measure_id)
    if sheet is None:
        return None
    released = released_above(place.unit, period, on=on)
    periods = [
        (one, _wholes(_at(place, sheets, one, on=on)).get(measure_id))
        for one in _alike(place, period)
    ]
    peers = peers_of(place.unit, released, measure_id, on=on) if released else None
    around = Around(
        periods,
        peers.named if peers else (),
        peers.says if peers else "",
        official_lines(place, sheet.measure),
    )
    return measure_page(Ways("school", place, period), sheets, sheet, around)


def organiser_sheets(place: Place, key: str, release: UUID | None) -> Sheets | None:
    """Return the release that is asked for, else the newest of the period; ``None`` without any."""
    if release is not None:
        return release_of(place.unit.pk, release)
    return newest_release(place.unit.pk, place.period(key).key)


def organiser_overview(
    place: Place, sheets: Sheets, release: UUID | None, *, others: Sequence[Unit]
) -> OverviewPage:
    """Return all measures of an organiser as a release tells them, with the period before."""
    ways = Ways("organiser", place, sheets.period, str(release or ""))
    before = _before(place, sheets.period)
    earlier = {
        measure_id: figures[before.key]
        for measure_id, figures in wholes_over_time(place.unit.pk).items()
        if before and before.key in figures
    }
    beside = Beside(earlier, {}, _name(before) if before and earlier else "")
    return overview_page(ways, sheets, beside, other_places=_links("organiser", others, place))


def organiser_measure_page(
    place: Place, sheets: Sheets, release: UUID | None, measure_id: str, *, order: str
) -> MeasurePage | None:
    """Return one measure of an organiser as a release tells it; ``None`` where it is not in it."""
    sheet = sheets.by_measure.get(measure_id)
    if sheet is None:
        return None
    figures = wholes_over_time(place.unit.pk).get(measure_id, {})
    periods = [(one, figures.get(one.key)) for one in _alike(place, sheets.period)]
    around = Around(periods, official=official_lines(place, sheet.measure))
    ways = Ways("organiser", place, sheets.period, str(release or ""))
    return measure_page(ways, sheets, sheet, around, order=order)


def released_above(school: Unit, period: Period, *, on: date) -> Sheets | None:
    """Return the newest release of a period by the organiser of a school."""
    organiser = organisers_of([school.pk], on=on).get(school.pk)
    return None if organiser is None else newest_release(organiser, period.key)


def _at(place: Place, sheets: Sheets, period: Period, *, on: date) -> Sheets:
    return sheets if period == sheets.period else school_sheets(place.unit, period, on=on)


def _alike(place: Place, period: Period) -> list[Period]:
    """Return the last periods of the same kind up to one, the oldest first."""
    alike = same_kind(place.periods, period)
    upto = [one for one in alike if one.span.starts_on <= period.span.starts_on]
    return upto[-MOST_PERIODS:]


def _before(place: Place, period: Period) -> Period | None:
    earlier = _alike(place, period)[:-1]
    return earlier[-1] if earlier else None


def _wholes(sheets: Sheets | None) -> Mapping[str, Figure]:
    if sheets is None:
        return {}
    return {measure_id: sheet.whole for measure_id, sheet in sheets.by_measure.items()}


def _name(period: Period) -> str:
    return period.name[:1].upper() + period.name[1:]


def _links(kind: str, others: Sequence[Unit], place: Place) -> tuple[Link, ...]:
    return tuple(
        Link(unit.name, reverse(f"measures:{kind}", args=[unit.public_id]))
        for unit in others
        if unit.pk != place.unit.pk
    )
