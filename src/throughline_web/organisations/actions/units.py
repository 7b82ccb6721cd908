"""Making units and saying who answers for a school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.models import HomeMunicipality, Organiser, Unit
from throughline_web.organisations.queries.units import manages
from throughline_web.organisations.roles import UnitKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Pupil

_TIME_ZONES = {"se": "Europe/Stockholm", "no": "Europe/Oslo"}


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What is said of a unit when it is made. The country counts when nothing lies above it."""

    kind: UnitKind
    name: str
    code: str = ""
    parent: Unit | None = None
    country: str = "se"


@transaction.atomic
def create_unit(
    *,
    by: Member,
    unit: NewUnit,
    at: datetime,
) -> Unit:
    """Make a unit, in the country and time zone of the one above it."""
    country = unit.parent.country if unit.parent else unit.country
    stored = Unit.objects.create(
        kind=unit.kind,
        name=unit.name,
        code=unit.code,
        parent=unit.parent,
        country=country,
        timezone=unit.parent.timezone if unit.parent else _TIME_ZONES[country],
    )
    record_change(by, verb="create_unit", action=Action.MANAGE_PEOPLE, at=at, unit_id=stored.pk)
    return stored


@transaction.atomic
def create_school(
    *, by: Member, organiser: Unit, name: str, on: date, at: datetime, code: str = ""
) -> Unit:
    """Make a school that the organiser answers for from a day on.

    Raises:
        NotAllowedError: when whoever asks does not manage the organiser.
    """
    if not manages(by, organiser, on=on):
        raise NotAllowedError
    school = create_unit(
        by=by, unit=NewUnit(UnitKind.SCHOOL, name, code=code, parent=organiser), at=at
    )
    set_organiser(by=by, school=school, organiser=organiser, on=on, at=at)
    return school


@transaction.atomic
def set_organiser(
    *, by: Member, school: Unit, organiser: Unit, on: date, at: datetime
) -> Organiser:
    """Let a unit answer for a school from a day on; who did before answers through the day before."""
    earlier = Organiser.objects.filter(school=school, ends_on__isnull=True)
    earlier.filter(starts_on__gte=on).delete()
    earlier.update(ends_on=on - timedelta(days=1))
    organised = Organiser.objects.create(school=school, organiser=organiser, starts_on=on)
    record_change(by, verb="set_organiser", action=Action.MANAGE_PEOPLE, at=at, unit_id=school.pk)
    return organised


@transaction.atomic
def record_home_municipality(
    *, by: Member, pupil: Pupil, municipality: Unit, on: date
) -> HomeMunicipality:
    """Let a pupil live in a municipality from a day on; the same one again changes nothing."""
    current = HomeMunicipality.objects.filter(pupil=pupil, ends_on__isnull=True).first()
    if current is not None and current.municipality_id == municipality.pk:
        return current
    if current is not None:
        _end_home(current, on=on)
    starts_on = on if current is not None else None
    return HomeMunicipality.objects.create(
        pupil=pupil, municipality=municipality, starts_on=starts_on
    )


def _end_home(home: HomeMunicipality, *, on: date) -> None:
    if home.starts_on is not None and home.starts_on >= on:
        home.delete()
        return
    home.ends_on = on - timedelta(days=1)
    home.save(update_fields=["ends_on"])
