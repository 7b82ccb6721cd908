"""Which schools and organisers somebody may read the measures of, and for which periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.measures.periods import periods_with
from throughline_web.organisations.access import Action
from throughline_web.organisations.queries import (
    organisers_within,
    schools_organised_by,
    schools_within,
)
from throughline_web.records.queries import first_school_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from throughline_web.measures.periods import Period
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """One school, or an organiser with its schools, and the periods that there are rows of."""

    unit: Unit
    schools: tuple[Unit, ...]
    periods: tuple[Period, ...]

    def period(self, key: str) -> Period:
        """Return the period asked for, else the newest school year."""
        return next((one for one in self.periods if one.key == key), self.periods[0])


def schools_for(member: Member, *, on: date, action: Action = Action.SEE_SCHOOL) -> list[Unit]:
    """Return the schools that an action reaches as wholes, by name."""
    return list(schools_within(member, on, action=action))


def school_for(
    member: Member, public_id: UUID, *, on: date, action: Action = Action.SEE_SCHOOL
) -> Place | None:
    """Return one of those schools; ``None`` where the action does not reach it."""
    found = schools_within(member, on, action=action).filter(public_id=public_id).first()
    return None if found is None else _place(found, [found], on)


def organisers_for(member: Member, *, on: date, action: Action = Action.SEE_TOTALS) -> list[Unit]:
    """Return the organisers whose schools an action reaches, all of them, by name."""
    return organisers_within(member, on, action=action)


def organiser_for(
    member: Member, public_id: UUID, *, on: date, action: Action = Action.SEE_TOTALS
) -> Place | None:
    """Return one of those organisers; ``None`` where the action does not reach it."""
    reached = organisers_for(member, on=on, action=action)
    found = next((unit for unit in reached if unit.public_id == public_id), None)
    if found is None:
        return None
    return _place(found, list(schools_organised_by([found.pk], on).order_by("name", "pk")), on)


def _place(unit: Unit, schools: Sequence[Unit], on: date) -> Place:
    first = first_school_day([school.pk for school in schools])
    return Place(unit, tuple(schools), periods_with(first, on))
