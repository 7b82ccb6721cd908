"""The principal's pages about protected identity."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.models import AccessEntry, ProtectionGrant
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db

DECISION = {"cover_name": "Kim Berg", "until": "2027-11-22"}


@pytest.fixture
def school():
    return make.a_school("Björkskolan")


@pytest.fixture
def principal(school):
    return make.staff(Role.PRINCIPAL, school, given_name="Rut", family_name="Ek")


@pytest.fixture
def browser(logged_in, principal):
    return logged_in(principal)


@pytest.fixture
def sanna(school):
    return make.a_pupil("Sanna", "Hemlig", place=school, cover_name="Kim Berg")


def url(name, pupil, *more):
    return reverse(f"organisations:{name}", args=[pupil.public_id, *more])


def read(browser, name, *pupil):
    address = url(name, *pupil) if pupil else reverse(f"organisations:{name}")
    return browser.get(address).content.decode()


def test_list_shows_the_cover_name_and_never_the_own(browser, sanna):
    page = read(browser, "protections")

    assert "Kim Berg" in page
    assert "Hemlig" not in page
    assert "0 personer" in page


def test_list_is_logged_as_a_reading(browser, sanna):
    read(browser, "protections")

    assert AccessEntry.objects.get().page == "organisations:protections"


def test_review_whose_day_has_passed_is_marked(browser, sanna):
    sanna.protection_decisions.create(starts_on=make.LONG_AGO, ends_on=make.YESTERDAY)

    assert "prövas igen nu" in read(browser, "protections")


@pytest.mark.parametrize("pupils", [1, 3])
def test_list_asks_the_same_questions_however_long_it_is(
    browser, school, pupils, django_assert_max_num_queries
):
    for _ in range(pupils):
        make.a_pupil(place=school, cover_name="Kim Berg")

    with django_assert_max_num_queries(10):
        read(browser, "protections")


def test_principal_protects_a_pupil_and_goes_on_knowing(browser, principal, school):
    pupil = make.a_pupil("Elin", place=school)

    browser.post(url("protect", pupil), DECISION)

    pupil.refresh_from_db()
    assert (pupil.protected, pupil.cover_name) == (True, "Kim Berg")
    assert ProtectionGrant.objects.get().account == principal


@pytest.mark.parametrize("until", ["2026-11-23", "2028-01-01"])
def test_protection_is_reviewed_within_a_year(browser, school, until):
    pupil = make.a_pupil(place=school)

    answer = browser.post(url("protect", pupil), {**DECISION, "until": until})

    pupil.refresh_from_db()
    assert "inom det kommande året" in answer.content.decode()
    assert not pupil.protected


def test_protection_is_ended(browser, sanna):
    browser.post(url("unprotect", sanna))

    sanna.refresh_from_db()
    assert not sanna.protected


def test_colleague_is_entered_in_the_register_and_struck(browser, school, sanna):
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, school, given_name="Kurt")
    browser.post(url("know", sanna), {"person": str(counsellor.public_id)})
    grant = ProtectionGrant.objects.get()
    entered = read(browser, "protection", sanna)

    browser.post(url("unknow", sanna, grant.pk))

    assert "Kurt" in entered
    assert not ProtectionGrant.objects.exists()


def test_nobody_outside_the_school_is_entered_in_the_register(browser, sanna):
    outsider = make.staff(Role.PRINCIPAL, make.a_school("Granskolan"))

    answer = browser.post(url("know", sanna), {"person": str(outsider.public_id)})

    assert answer.status_code == 404
    assert not ProtectionGrant.objects.exists()


def test_guardians_are_named_only_to_those_who_know(browser, principal, sanna):
    make.a_guardian_of(sanna, given_name="Gunilla")
    before = read(browser, "protection", sanna)
    make.knows(principal, sanna)

    assert "Gunilla" not in before
    assert "Gunilla" in read(browser, "protection", sanna)


@pytest.mark.parametrize(("word", "expected"), [("yes", True), ("no", False)])
def test_right_to_information_is_settled_for_each_guardian(
    browser, principal, sanna, word, expected
):
    relation = make.a_guardian_of(sanna).relations.get()
    make.knows(principal, sanna)

    browser.post(url("information", sanna, relation.pk), {"right": word})

    relation.refresh_from_db()
    assert relation.has_right_to_information is expected


def test_right_to_information_is_no_business_of_those_who_do_not_know(browser, sanna):
    relation = make.a_guardian_of(sanna).relations.get()

    answer = browser.post(url("information", sanna, relation.pk), {"right": "yes"})

    assert answer.status_code == 404


def test_pupil_of_another_school_is_not_the_principals_to_protect(browser):
    stranger = make.a_pupil(place=make.a_school("Granskolan"))

    assert browser.get(url("protection", stranger)).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.MENTOR, Role.STUDENT_HEALTH_TEAM, Role.ADMINISTRATOR]
)
def test_protection_is_the_principals_alone(logged_in, school, role):
    browser = logged_in(make.staff(role, school))

    assert browser.get(reverse("organisations:protections")).status_code == 403


@pytest.mark.parametrize(
    ("role", "linked"), [(Role.PRINCIPAL, True), (Role.STUDENT_HEALTH_TEAM, False)]
)
def test_pupils_page_leads_to_the_protection_for_those_who_decide(role, linked, logged_in):
    pupil = make.a_pupil()
    account = make.staff(role, pupil.enrolments.get().school)

    page = logged_in(account).get(reverse("desk:pupil", args=[pupil.public_id])).content.decode()

    assert (reverse("organisations:protection", args=[pupil.public_id]) in page) == linked
