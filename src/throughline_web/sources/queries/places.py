"""For whom a person may bring files: a whole organiser, or one school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.organisations.access import Action, scope_of
from throughline_web.organisations.queries import (
    organisers_of,
    schools_organised_by,
)
from throughline_web.organisations.roles import UnitKind

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.organisations.members import Member

ORGANISER_KINDS = frozenset({UnitKind.MUNICIPALITY, UnitKind.PRIVATE_ORGANISER, UnitKind.REGION})


@dataclass(frozen=True, slots=True)
class Place:
    """One organiser, or one of its schools, that a person may bring files for.

    With ``school_id`` nothing but that school's rows are let in.
    """

    organiser_id: int
    school_id: int | None
    name: str

    @property
    def key(self) -> str:
        """The word that means this place in a form."""
        return f"{self.organiser_id}-{self.school_id or 0}"


def places_of(member: Member, on: date) -> tuple[Place, ...]:
    """Return the places that the member may bring files for, organisers before schools.

    A school that lies within one of the member's organisers is not listed by itself.
    """
    scope = scope_of(member, on, action=Action.IMPORT_FILES)
    units = [unit for unit in member.units if unit.id in scope.unit_ids]
    whole = [Place(one.id, None, one.name) for one in units if one.kind in ORGANISER_KINDS]
    schools = [one for one in units if one.kind == UnitKind.SCHOOL]
    organisers = organisers_of([one.id for one in schools], on=on)
    covered = {place.organiser_id for place in whole}
    single = [
        Place(organisers[one.id], one.id, one.name)
        for one in schools
        if one.id in organisers and organisers[one.id] not in covered
    ]
    return (*whole, *single)


def schools_of(organiser_id: int, on: date) -> dict[int, str]:
    """Return the name of each school that the organiser answers for on that day, by name."""
    schools = schools_organised_by([organiser_id], on).order_by("name", "pk")
    return dict(schools.values_list("pk", "name"))


def place_named(member: Member, key: str, on: date) -> Place | None:
    """Return one of the member's places by its key, or ``None`` where it is not theirs."""
    return next((place for place in places_of(member, on) if place.key == key), None)
