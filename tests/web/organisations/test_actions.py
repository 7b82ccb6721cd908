"""Memberships, protection, relations and units: what each action does and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.web import factories as make
from throughline_web.organisations import actions
from throughline_web.organisations.access import Action
from throughline_web.organisations.announcements import (
    AccountDeactivated,
    IdentityProtected,
    announce,
    subscribe,
)
from throughline_web.organisations.errors import (
    AlreadyHeldError,
    CoverNameMissingError,
    NotAllowedError,
    NotYetEighteenError,
    RoleDoesNotFitUnitError,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import (
    AccessEntry,
    Enrolment,
    HomeMunicipality,
    Membership,
    Organiser,
    ProtectionDecision,
    ProtectionGrant,
    Unit,
)
from throughline_web.organisations.queries import pupils_visible_to, pupils_with_page_for
from throughline_web.organisations.roles import RelationKind, Role, UnitKind

pytestmark = pytest.mark.django_db

WHEN = {"on": make.TODAY, "at": make.NOW}
UNTIL = date(2027, 11, 22)


@pytest.fixture
def school():
    return make.a_school()


def logged():
    return list(AccessEntry.objects.order_by("pk").values_list("page", flat=True))


def test_given_role_is_logged_with_whom_it_was_given_to(school):
    account = make.an_account()

    actions.grant_membership(by=SYSTEM, account=account, role=Role.PRINCIPAL, unit=school, **WHEN)

    entry = AccessEntry.objects.get()
    assert (entry.page, entry.unit_id, entry.payload["accounts"]) == (
        "grant_membership",
        school.pk,
        [account.pk],
    )


def test_role_is_held_once(school):
    account = make.staff(Role.PRINCIPAL, school)

    with pytest.raises(AlreadyHeldError):
        actions.grant_membership(
            by=SYSTEM, account=account, role=Role.PRINCIPAL, unit=school, **WHEN
        )


def test_role_must_fit_the_kind_of_unit(school):
    with pytest.raises(RoleDoesNotFitUnitError):
        actions.grant_membership(
            by=SYSTEM,
            account=make.an_account(),
            role=Role.PRINCIPAL,
            unit=make.a_class(school=school),
            **WHEN,
        )


@pytest.mark.parametrize("role", [Role.GUARDIAN, Role.PUPIL])
def test_no_membership_makes_a_guardian_or_a_pupil(school, role):
    with pytest.raises(RoleDoesNotFitUnitError):
        actions.grant_membership(
            by=SYSTEM, account=make.an_account(), role=role, unit=school, **WHEN
        )


def test_role_is_given_only_by_those_who_manage_the_unit(school):
    elsewhere = make.member(make.staff(Role.ADMINISTRATOR, make.a_municipality("Fjällby")))

    with pytest.raises(NotAllowedError):
        actions.grant_membership(
            by=elsewhere, account=make.an_account(), role=Role.TEACHER, unit=school, **WHEN
        )


def test_role_that_never_held_is_removed_when_it_is_ended(school):
    membership = make.a_membership(Role.TEACHER, school, starts_on=make.TODAY)

    actions.end_membership(by=SYSTEM, membership=membership, **WHEN)

    assert not Membership.objects.exists()
    assert logged() == ["end_membership"]


def test_private_school_is_not_the_municipalitys_to_manage():
    municipality = make.a_municipality()
    private = make.a_school("Lärkan", organiser=make.a_private_organiser())
    Unit.objects.filter(pk=private.pk).update(parent=municipality)
    administrator = make.member(make.staff(Role.ADMINISTRATOR, municipality))

    with pytest.raises(NotAllowedError):
        actions.grant_membership(
            by=administrator, account=make.an_account(), role=Role.TEACHER, unit=private, **WHEN
        )


def test_protected_pupil_is_covered_and_guardians_are_held(school):
    pupil = make.a_pupil(place=school)
    guardian = make.a_guardian_of(pupil)
    heard = []
    subscribe(IdentityProtected, heard.append)

    actions.protect_identity(by=SYSTEM, pupil=pupil, cover_name=" Kim Berg ", until=UNTIL, **WHEN)

    pupil.refresh_from_db()
    decision = ProtectionDecision.objects.get()
    assert (pupil.protected, pupil.cover_name) == (True, "Kim Berg")
    assert (decision.starts_on, decision.ends_on, decision.ended_on) == (make.TODAY, UNTIL, None)
    assert not pupils_visible_to(make.member(guardian), make.TODAY, action=Action.SEE_OWN)
    assert IdentityProtected(pupil.pk) in heard


def test_renewed_protection_keeps_confirmed_guardians(school):
    pupil = make.a_pupil(place=school)
    guardian = make.a_guardian_of(pupil)
    actions.protect_identity(by=SYSTEM, pupil=pupil, cover_name="Kim Berg", until=UNTIL, **WHEN)
    relation = guardian.relations.get()
    actions.set_right_to_information(by=SYSTEM, relation=relation, has_right=True, at=make.NOW)

    actions.protect_identity(
        by=SYSTEM, pupil=pupil, cover_name="Kim Berg", until=date(2028, 1, 1), **WHEN
    )

    assert pupils_visible_to(make.member(guardian), make.TODAY, action=Action.SEE_OWN).exists()
    assert ProtectionDecision.objects.filter(ended_on__isnull=True).count() == 1


def test_protection_needs_an_ordinary_name(school):
    with pytest.raises(CoverNameMissingError):
        actions.protect_identity(
            by=SYSTEM, pupil=make.a_pupil(place=school), cover_name=" ", until=UNTIL, **WHEN
        )


def test_ended_protection_closes_the_register_of_who_knows(school):
    pupil = make.a_pupil(place=school, cover_name="Kim Berg")
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, school)
    actions.grant_protection_knowledge(by=SYSTEM, pupil=pupil, account=counsellor, **WHEN)
    ProtectionGrant.objects.update(starts_on=make.LONG_AGO)

    actions.unprotect_identity(by=SYSTEM, pupil=pupil, **WHEN)

    pupil.refresh_from_db()
    assert not pupil.protected
    assert ProtectionGrant.objects.get().ends_on == make.YESTERDAY
    assert logged() == ["grant_protection_knowledge", "unprotect_identity"]


def test_person_is_entered_once_in_the_register_and_struck_from_it(school):
    pupil = make.a_pupil(place=school, cover_name="Kim Berg")
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, school)
    for _ in range(2):
        grant = actions.grant_protection_knowledge(
            by=SYSTEM, pupil=pupil, account=counsellor, **WHEN
        )
    knew = pupils_with_page_for(make.member(counsellor), make.TODAY).exists()

    actions.end_protection_knowledge(by=SYSTEM, grant=grant, **WHEN)

    assert knew
    assert not pupils_with_page_for(make.member(counsellor), make.TODAY).exists()


def test_consent_is_the_grown_pupils_own(school):
    pupil = make.a_pupil(place=school, birth_date=date(2008, 11, 24))
    relation = make.a_guardian_of(pupil).relations.get()

    with pytest.raises(NotYetEighteenError):
        actions.sign_consent(by=SYSTEM, relation=relation, **WHEN)

    actions.sign_consent(by=SYSTEM, relation=relation, on=date(2008 + 18, 11, 24), at=make.NOW)
    assert relation.consent_signed_on == date(2026, 11, 24)


def test_withdrawn_consent_closes_the_page_the_same_day(school):
    pupil = make.a_pupil(place=school, birth_date=date(2008, 1, 1))
    guardian = make.a_guardian_of(pupil)
    relation = guardian.relations.get()
    actions.sign_consent(by=SYSTEM, relation=relation, **WHEN)
    seen = pupils_visible_to(make.member(guardian), make.TODAY, action=Action.SEE_OWN).exists()

    actions.withdraw_consent(by=SYSTEM, relation=relation, **WHEN)

    assert seen
    assert not pupils_visible_to(make.member(guardian), make.TODAY, action=Action.SEE_OWN)


def test_tie_is_made_once_and_ended(school):
    pupil, account = make.a_pupil(place=school), make.an_account()
    for _ in range(2):
        relation = actions.tie(
            by=SYSTEM, account=account, pupil=pupil, kind=RelationKind.MENTOR, **WHEN
        )

    actions.untie(by=SYSTEM, relation=relation, **WHEN)

    assert logged() == ["tie_mentor", "untie_mentor"]
    assert not account.relations.exists()


def test_new_organiser_takes_over_on_its_day(school):
    private = make.a_private_organiser()

    actions.set_organiser(by=SYSTEM, school=school, organiser=private, **WHEN)

    ends = Organiser.objects.filter(school=school).order_by("starts_on")
    assert list(ends.values_list("ends_on", flat=True)) == [make.YESTERDAY, None]


def test_unit_has_the_time_of_its_country():
    region = actions.create_unit(
        by=SYSTEM, unit=actions.NewUnit(UnitKind.REGION, "Vestland", country="no"), at=make.NOW
    )
    beneath = actions.create_unit(
        by=SYSTEM, unit=actions.NewUnit(UnitKind.MUNICIPALITY, "Bergen", parent=region), at=make.NOW
    )

    assert (beneath.country, beneath.timezone) == ("no", "Europe/Oslo")


def test_home_municipality_changes_on_its_day(school):
    pupil = make.a_pupil(place=school)
    for name in ("Sjövik", "Sjövik", "Fjällby"):
        place, _ = Unit.objects.get_or_create(name=name, kind=UnitKind.MUNICIPALITY)
        actions.record_home_municipality(by=SYSTEM, pupil=pupil, municipality=place, on=make.TODAY)

    homes = HomeMunicipality.objects.order_by("pk").values_list("municipality__name", "ends_on")
    assert list(homes) == [("Sjövik", make.YESTERDAY), ("Fjällby", None)]


@pytest.mark.parametrize(
    "make_row",
    [
        pytest.param(
            lambda pupil, school: Enrolment.objects.create(
                pupil=pupil, school=school, starts_on=make.TODAY, ends_on=make.YESTERDAY
            ),
            id="dates in order",
        ),
        pytest.param(
            lambda pupil, school: Enrolment.objects.create(pupil=pupil, school=school),
            id="one open stay at a school",
        ),
        pytest.param(
            lambda pupil, school: type(pupil).objects.filter(pk=pupil.pk).update(protected=True),
            id="protected has a cover name",
        ),
        pytest.param(
            lambda pupil, school: Unit.objects.create(kind=UnitKind.CLASS, name="7A"),
            id="class lies under a school",
        ),
        pytest.param(
            lambda pupil, school: (
                make.an_account(email="A@b.se") and make.an_account(email="a@b.se")
            ),
            id="an address is one person's",
        ),
    ],
)
def test_database_refuses_impossible_states(school, make_row):
    pupil = make.a_pupil(place=school)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_row(pupil, school)


def test_announcement_of_a_type_is_heard_by_those_who_asked_for_it_once():
    heard = []
    for _ in range(2):
        subscribe(AccountDeactivated, heard.append)

    announce(AccountDeactivated(7))
    announce(IdentityProtected(8))

    assert heard.count(AccountDeactivated(7)) == 1
    assert IdentityProtected(8) not in heard
