"""Making a release: asked for by a named person, counted once, kept for good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from throughline_web.measures.errors import ReleaseInTheMakingError
from throughline_web.measures.models import Release, ReleasedFigure, ReleasedMeasure, ReleaseState
from throughline_web.measures.periods import period_of
from throughline_web.measures.queries import Counted, count_organiser
from throughline_web.measures.releases import withheld_before
from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.queries import organisers_within, schools_organised_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from throughline_web.measures.periods import Period
    from throughline_web.measures.sheets import Sheet
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit


# A worker that is killed says nothing: a release this old will not come, and another may be asked for.
_LOST_AFTER = timedelta(hours=1)


@transaction.atomic
def ask_for_release(
    *, by: Member, organiser: Unit, period: Period, why: str, on: date, at: datetime
) -> Release:
    """Keep that somebody wants an organiser's figures of a period released; they are made after.

    Raises:
        NotAllowedError: the person may not release the organiser's figures.
        ReleaseInTheMakingError: another of the organiser's is being made.
    """
    reached = organisers_within(by, on, action=Action.RELEASE_FIGURES)
    if by.account_id is None or organiser not in reached:
        raise NotAllowedError
    own = Release.objects.filter(organiser=organiser)
    own.filter(state=ReleaseState.ASKED, asked_at__lt=at - _LOST_AFTER).update(
        state=ReleaseState.FAILED
    )
    if own.filter(state=ReleaseState.ASKED).exists():
        raise ReleaseInTheMakingError
    last = own.filter(period=period.key).aggregate(last=Max("number"))["last"] or 0
    record_change(
        by, verb="release_figures", action=Action.RELEASE_FIGURES, at=at, unit_id=organiser.pk
    )
    try:
        with transaction.atomic():
            return Release.objects.create(
                organiser=organiser,
                period=period.key,
                number=last + 1,
                why=why,
                data_until=period.until(on),
                asked_at=at,
                made_by_id=by.account_id,
                made_by_name=by.name,
            )
    except IntegrityError as error:
        # Somebody else asked between our look and our writing.
        raise ReleaseInTheMakingError from error


def make_release(*, by: Member, release_id: int, on: date, at: datetime) -> bool:
    """Count a release that was asked for, and freeze it; ``False`` where it is no longer waiting.

    ``by`` is the site itself: the person who asked stands in the release.
    """
    if not by.is_system:
        raise NotAllowedError
    asked = Release.objects.filter(pk=release_id, state=ReleaseState.ASKED)
    release = asked.select_related("organiser").first()
    period = period_of(release.period) if release else None
    if release is None or period is None:
        return False
    try:
        _fill(release, period, on=on, at=at)
    except Exception:
        # Another can be asked for; what went wrong is the log's to tell.
        asked.update(state=ReleaseState.FAILED)
        raise
    return True


@transaction.atomic
def _fill(release: Release, period: Period, *, on: date, at: datetime) -> None:
    organiser = release.organiser
    schools = list(schools_organised_by([organiser.pk], on))
    withheld = withheld_before(organiser.pk, release.period)
    counted = count_organiser(organiser, schools, period, on=on, withheld=withheld)
    _freeze(release, counted, {str(unit.pk): unit.name for unit in (organiser, *schools)})
    Release.objects.filter(pk=release.pk).update(
        state=ReleaseState.MADE, made_at=at, data_until=counted.data_until
    )


def _freeze(release: Release, counted: Counted, names: dict[str, str]) -> None:
    for measure_id, sheet in counted.sheets.items():
        row = ReleasedMeasure.objects.create(
            release=release,
            measure=measure_id,
            version=sheet.version,
            profile=sheet.table.profile,
            spread=[[step.least, step.below, step.count] for step in sheet.steps],
        )
        ReleasedFigure.objects.bulk_create(_figures(row, sheet, names))


def _figures(row: ReleasedMeasure, sheet: Sheet, names: dict[str, str]) -> Iterator[ReleasedFigure]:
    for line in sheet.table.lines:
        told = line.everybody
        yield ReleasedFigure(
            measure=row,
            unit_id=int(line.unit),
            unit_name=names[line.unit],
            is_whole=line is sheet.table.whole,
            total=told.total.value,
            total_state=told.total.state,
            value=told.figure.value,
            state=told.figure.state,
            coverage=told.coverage,
        )
