"""Rows for tests of the site: plain functions, each with a sensible world around what it makes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from throughline_web.organisations.models import (
    Account,
    Enrolment,
    Membership,
    Organiser,
    ProtectionGrant,
    Pupil,
    Relation,
    Unit,
)
from throughline_web.organisations.queries import as_member
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

if TYPE_CHECKING:
    from django.test import Client

    from throughline_web.organisations.members import Member

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = date(2026, 8, 17)
PASSWORD = "en ganska lång tråd"

_number = count(1)


def a_municipality(name: str = "Sjövik", *, country: str = "se") -> Unit:
    return Unit.objects.create(kind=UnitKind.MUNICIPALITY, name=name, country=country)


def a_private_organiser(name: str = "Stiftelsen Lärkan") -> Unit:
    return Unit.objects.create(kind=UnitKind.PRIVATE_ORGANISER, name=name)


def a_school(name: str = "Björkskolan", *, organiser: Unit | None = None, code: str = "") -> Unit:
    organiser = organiser or a_municipality()
    school = Unit.objects.create(
        kind=UnitKind.SCHOOL,
        name=name,
        code=code,
        parent=organiser if organiser.kind == UnitKind.MUNICIPALITY else None,
        country=organiser.country,
    )
    Organiser.objects.create(school=school, organiser=organiser, starts_on=date(2020, 8, 1))
    return school


def a_class(name: str = "7A", *, school: Unit | None = None) -> Unit:
    return Unit.objects.create(kind=UnitKind.CLASS, name=name, parent=school or a_school())


def organiser_of(school: Unit) -> Unit:
    return Organiser.objects.get(school=school, ends_on__isnull=True).organiser


def an_account(
    given_name: str = "Anna",
    family_name: str = "Ek",
    *,
    email: str | None = None,
    password: str | None = None,
    language: str = "",
) -> Account:
    account = Account(
        email=email if email is not None else f"person{next(_number)}@example.se",
        given_name=given_name,
        family_name=family_name,
        language=language,
        created_at=NOW,
    )
    account.set_password(password)
    account.save()
    return account


def a_membership(
    role: Role,
    unit: Unit,
    *,
    account: Account | None = None,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
) -> Membership:
    return Membership.objects.create(
        account=account or an_account(),
        role=role,
        unit=unit,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def staff(role: Role, unit: Unit, **person: str) -> Account:
    """An account that holds the role at the unit."""
    return a_membership(role, unit, account=an_account(**person)).account


def a_pupil(
    given_name: str = "Elin",
    family_name: str = "Berg",
    *,
    place: Unit | None = None,
    birth_date: date | None = date(2013, 5, 2),
    external_id: str | None = None,
    cover_name: str = "",
) -> Pupil:
    """A pupil who goes to ``place``, a class or a school; protected when given a cover name."""
    place = place or a_class()
    school = place.parent if place.kind == UnitKind.CLASS else place
    assert school is not None
    pupil = Pupil.objects.create(
        organiser=organiser_of(school),
        external_id=external_id or f"p{next(_number)}",
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
        protected=bool(cover_name),
        cover_name=cover_name,
    )
    an_enrolment(pupil, place)
    return pupil


def an_enrolment(
    pupil: Pupil, place: Unit, *, starts_on: date | None = LONG_AGO, ends_on: date | None = None
) -> Enrolment:
    in_class = place.kind == UnitKind.CLASS
    return Enrolment.objects.create(
        pupil=pupil,
        school=place.parent if in_class else place,
        school_class=place if in_class else None,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def a_relation(
    account: Account,
    pupil: Pupil,
    kind: RelationKind,
    *,
    starts_on: date | None = LONG_AGO,
    ends_on: date | None = None,
    has_right_to_information: bool = True,
    consent_signed_on: date | None = None,
) -> Relation:
    return Relation.objects.create(
        account=account,
        pupil=pupil,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        has_right_to_information=has_right_to_information,
        consent_signed_on=consent_signed_on,
    )


def a_mentor_of(*pupils: Pupil, **person: str) -> Account:
    account = an_account(**person)
    for pupil in pupils:
        a_relation(account, pupil, RelationKind.MENTOR)
    return account


def a_guardian_of(*pupils: Pupil, **person: str) -> Account:
    account = an_account(**person)
    for pupil in pupils:
        a_relation(account, pupil, RelationKind.GUARDIAN)
    return account


def the_pupil_as_account(pupil: Pupil) -> Account:
    account = an_account(pupil.given_name, pupil.family_name)
    a_relation(account, pupil, RelationKind.SELF)
    return account


def knows(account: Account, pupil: Pupil) -> ProtectionGrant:
    """Enter the person in the register of who knows the pupil's own name."""
    return ProtectionGrant.objects.create(account=account, pupil=pupil, starts_on=LONG_AGO)


def member(account: Account, *, on: date = TODAY) -> Member:
    return as_member(Account.objects.get(pk=account.pk), on)


def log_in(client: Client, account: Account) -> Client:
    """Log in past password and second step: for tests of what comes after."""
    client.force_login(account)
    session = client.session
    session["second_step_found"] = True
    session.save()
    return client
