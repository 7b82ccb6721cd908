"""The people of the demo: one log-in a role, tied to the pupil of the slow slide, and one at upper-secondary school."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from throughline_web.organisations.actions import (
    NewPerson,
    create_account,
    grant_membership,
    tie,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.queries import placement_of
from throughline_web.organisations.roles import RelationKind, Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.desk.demo import Town
    from throughline_web.organisations.models import Account, Unit
    from throughline_web.organisations.queries import Placement

PASSWORD = "den röda tråden"  # noqa: S105 - it is printed on the demo's own screen
DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class LogIn:
    """One demo log-in: who it is, and the address to log in with."""

    role: str
    email: str
    account_id: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One part to play: its words, its address, its name, and where it is held."""

    words: str
    address: str
    given_name: str
    family_name: str
    role: Role


_STAFF = (
    _Part("elevhälsoteam", "elevhalsa", "Sara", "Berg", Role.STUDENT_HEALTH_TEAM),
    _Part("rektor", "rektor", "Maria", "Holm", Role.PRINCIPAL),
    _Part("mentor", "mentor", "Karin", "Lund", Role.MENTOR),
    _Part("lärare", "larare", "Johan", "Ek", Role.TEACHER),
    _Part("samordnare", "samordnare", "Lena", "Falk", Role.MUNICIPAL_COORDINATOR),
    _Part("administratör", "admin", "Per", "Norén", Role.ADMINISTRATOR),
)
_HOME = (
    _Part("vårdnadshavare", "hemma", "Anna", "Sjöberg", Role.GUARDIAN),
    _Part("elev", "elev", "", "", Role.PUPIL),
)
_UPPER = _Part("elevhälsoteam", "gymnasiet", "Elin", "Dahl", Role.STUDENT_HEALTH_TEAM)
_TIES = {Role.GUARDIAN: RelationKind.GUARDIAN, Role.PUPIL: RelationKind.SELF}


def make_log_ins(town: Town, *, on: date, at: datetime) -> list[LogIn]:
    """Make one person a role around the pupil of the slow slide; all have the demo's password.

    One more is of the upper-secondary school's team.
    """
    stay = placement_of(town.stories["slow_slide"], on=on)
    if stay is None:
        return []
    made = [_staff(part, _place(part.role, stay, town), on=on, at=at) for part in _STAFF]
    made += [_home(part, stay, on=on, at=at) for part in _HOME]
    return made + _upper_secondary(town, on=on, at=at)


def _upper_secondary(town: Town, *, on: date, at: datetime) -> list[LogIn]:
    """The team of the upper-secondary school, where one of its pupils plays a story."""
    pupil = town.stories.get("silent_leaver")
    stay = None if pupil is None else placement_of(pupil, on=on)
    return [] if stay is None else [_staff(_UPPER, stay.school, on=on, at=at)]


def _place(role: Role, stay: Placement, town: Town) -> Unit:
    if role in {Role.MUNICIPAL_COORDINATOR, Role.ADMINISTRATOR}:
        return town.organiser
    if role in {Role.MENTOR, Role.TEACHER}:
        return stay.school_class or stay.school
    return stay.school


def _staff(part: _Part, place: Unit, *, on: date, at: datetime) -> LogIn:
    account = _person(part, at=at)
    grant_membership(by=SYSTEM, account=account, role=part.role, unit=place, on=on, at=at)
    return LogIn(part.words, account.email, account.pk)


def _home(part: _Part, stay: Placement, *, on: date, at: datetime) -> LogIn:
    if part.role is Role.PUPIL:
        part = replace(part, given_name=stay.pupil.given_name, family_name=stay.pupil.family_name)
    account = _person(part, at=at)
    tie(by=SYSTEM, account=account, pupil=stay.pupil, kind=_TIES[part.role], on=on, at=at)
    return LogIn(part.words, account.email, account.pk)


def _person(part: _Part, *, at: datetime) -> Account:
    person = NewPerson(f"{part.address}@{DOMAIN}", part.given_name, part.family_name, "sv")
    return create_account(by=SYSTEM, person=person, at=at, password=PASSWORD)
