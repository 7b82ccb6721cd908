"""Who may open a pupil's page: what a pupil and a guardian may always ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from throughline_web.organisations.access import RULES, Action, Reach
from throughline_web.organisations.models import Enrolment, Membership, ProtectionGrant, Relation
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.roles import RelationKind, Role

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.organisations.models import Pupil


@dataclass(frozen=True, slots=True)
class Reader:
    """One person who may open a pupil's page, and in what capacity."""

    name: str
    role: str


def readers_of(pupil: Pupil, *, on: date) -> list[Reader]:
    """Return who may open a pupil's page on a day, by role and name.

    Of a protected identity it is the register of who knows, and nobody else.
    """
    if pupil.protected:
        grants = ProtectionGrant.objects.filter(in_force(on), pupil=pupil).select_related("account")
        return [Reader(grant.account.name, "") for grant in grants.order_by("account__family_name")]
    found = {*_members(pupil, on=on), *_own_mentors(pupil, on=on)}
    return sorted(found, key=lambda reader: (reader.role, reader.name))


def _members(pupil: Pupil, *, on: date) -> set[Reader]:
    stays = Enrolment.objects.filter(in_force(on), pupil=pupil)
    of_school = Q(role__in=_roles(Reach.OWN_SCHOOL), unit__in=stays.values("school"))
    of_class = Q(role__in=_roles(Reach.OWN_PUPILS), unit__in=stays.values("school_class"))
    rows = Membership.objects.filter(in_force(on), of_school | of_class, account__is_active=True)
    return {
        Reader(row.account.name, str(Role(row.role).label))
        for row in rows.select_related("account")
    }


def _own_mentors(pupil: Pupil, *, on: date) -> set[Reader]:
    rows = Relation.objects.filter(
        in_force(on), pupil=pupil, kind=RelationKind.MENTOR, account__is_active=True
    )
    return {
        Reader(row.account.name, str(Role.MENTOR.label)) for row in rows.select_related("account")
    }


def _roles(reach: Reach) -> list[str]:
    return [str(role) for role, actions in RULES.items() if actions.get(Action.SEE_PUPIL) is reach]
