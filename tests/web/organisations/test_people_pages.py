"""The administrator's pages about people and schools."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.models import Account, Membership, Unit
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality():
    return make.a_municipality()


@pytest.fixture
def school(municipality):
    return make.a_school("Björkskolan", organiser=municipality)


@pytest.fixture
def browser(logged_in, municipality):
    account = make.staff(Role.ADMINISTRATOR, municipality, given_name="Ada", password=make.PASSWORD)
    return logged_in(account)


def page_of(browser, name, *args, **query):
    return browser.get(reverse(f"organisations:{name}", args=args), query)


def person_url(name, account):
    return reverse(f"organisations:{name}", args=[account.public_id])


def invitation(school, **words):
    return {
        "given_name": "Nils",
        "family_name": "Ny",
        "email": "nils@example.se",
        "role": Role.TEACHER,
        "unit": str(school.public_id),
        "language": "sv",
        **words,
    }


def test_list_names_people_with_role_and_state(browser, school):
    make.staff(Role.PRINCIPAL, school, given_name="Rut", family_name="Ek")

    page = page_of(browser, "people").content.decode()

    assert "Rut Ek" in page
    assert "Rektor, Björkskolan" in page
    assert "Inte inbjuden" in page


def test_list_leaves_out_people_of_other_organisers(browser):
    make.staff(Role.PRINCIPAL, make.a_school("Fjällskolan"), given_name="Främmande")

    assert "Främmande" not in page_of(browser, "people").content.decode()


def test_list_has_guardians_but_none_of_a_protected_pupil(browser, school):
    make.a_guardian_of(make.a_pupil(place=school), given_name="Eva")
    make.a_guardian_of(make.a_pupil(place=school, cover_name="Kim Berg"), given_name="Gömd")

    page = page_of(browser, "people").content.decode()

    assert "Eva" in page
    assert "Gömd" not in page


def test_list_names_no_pupil(browser, school):
    make.a_guardian_of(make.a_pupil("Elin", "Unik", place=school))

    assert "Unik" not in page_of(browser, "people").content.decode()


@pytest.mark.parametrize("words", ["rut", "RUT ek", "rut@example"])
def test_search_finds_by_parts_of_name_and_address(browser, school, words):
    make.staff(Role.PRINCIPAL, school, given_name="Rut", family_name="Ek", email="rut@example.se")
    make.staff(Role.TEACHER, school, given_name="Olle")

    page = page_of(browser, "people", q=words).content.decode()

    assert "Rut Ek" in page
    assert "Olle" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_list_asks_the_same_questions_however_long_it_is(
    browser, school, people, django_assert_max_num_queries
):
    for _ in range(people):
        make.staff(Role.TEACHER, school)

    with django_assert_max_num_queries(10):
        page_of(browser, "people")


def test_long_list_is_turned_page_by_page(browser, school):
    for number in range(51):
        make.staff(Role.TEACHER, school, given_name=f"Nr{number:02}", family_name="Aa")

    first = page_of(browser, "people").content.decode()
    second = page_of(browser, "people", page="2").content.decode()

    assert "Nr00" in first
    assert "Nr50" not in first
    assert "Nr50" in second


def test_page_number_that_is_no_number_is_the_first(browser):
    assert page_of(browser, "people", page="x").status_code == 200


def test_person_is_invited_with_a_role_and_a_letter(
    browser, school, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("organisations:person_new"), invitation(school))

    account = Account.objects.get(email="nils@example.se")
    assert answer["Location"] == person_url("person", account)
    assert Membership.objects.get(account=account).unit == school
    assert [letter.to for letter in mail.outbox] == [["nils@example.se"]]
    assert "http://testserver/invitation/" in mail.outbox[0].body


def test_address_that_is_taken_is_told_and_nothing_is_made(browser, school):
    make.an_account(email="nils@example.se")

    answer = browser.post(reverse("organisations:person_new"), invitation(school))

    assert "använder redan" in answer.content.decode()
    assert Account.objects.filter(given_name="Nils").count() == 0


def test_role_that_does_not_fit_the_unit_is_told_and_nothing_is_made(browser, school):
    answer = browser.post(
        reverse("organisations:person_new"), invitation(school, role=Role.MUNICIPAL_COORDINATOR)
    )

    assert "enhet av det slaget" in answer.content.decode()
    assert Account.objects.filter(given_name="Nils").count() == 0


def test_unit_of_another_organiser_cannot_be_chosen(browser):
    elsewhere = make.a_school("Fjällskolan")

    answer = browser.post(reverse("organisations:person_new"), invitation(elsewhere))

    assert answer.status_code == 200
    assert not Membership.objects.filter(unit=elsewhere).exists()


def test_role_is_given_and_ended(browser, school):
    teacher = make.staff(Role.TEACHER, school)

    browser.post(
        person_url("person_grant", teacher),
        {"role": Role.STUDENT_HEALTH_TEAM, "unit": str(school.public_id)},
    )
    given = Membership.objects.get(account=teacher, role=Role.STUDENT_HEALTH_TEAM)
    held = Membership.objects.get(account=teacher, role=Role.TEACHER)
    browser.post(reverse("organisations:membership_end", args=[held.pk]))

    held.refresh_from_db()
    assert given.starts_on == make.TODAY
    assert held.ends_on == make.YESTERDAY


def test_nobody_gives_themselves_a_role(browser, school, municipality):
    oneself = Account.objects.get(given_name="Ada")

    answer = browser.post(
        person_url("person_grant", oneself),
        {"role": Role.PRINCIPAL, "unit": str(school.public_id)},
    )

    assert "ditt eget konto" in answer.content.decode()
    assert Membership.objects.filter(account=oneself).count() == 1


def test_role_elsewhere_cannot_be_ended(browser):
    elsewhere = make.a_membership(Role.PRINCIPAL, make.a_school("Fjällskolan"))

    answer = browser.post(reverse("organisations:membership_end", args=[elsewhere.pk]))

    assert answer.status_code == 404


def test_account_is_closed_and_opened_again(browser, school):
    teacher = make.staff(Role.TEACHER, school)

    browser.post(person_url("person_deactivate", teacher))
    teacher.refresh_from_db()
    closed = teacher.is_active
    browser.post(person_url("person_reactivate", teacher))
    teacher.refresh_from_db()

    assert closed is False
    assert teacher.is_active


def test_nobody_closes_their_own_account(browser):
    oneself = Account.objects.get(given_name="Ada")

    browser.post(person_url("person_deactivate", oneself))

    oneself.refresh_from_db()
    assert oneself.is_active


def test_person_without_an_address_cannot_be_invited_and_it_is_said(browser, school):
    teacher = make.staff(Role.TEACHER, school, email="")

    answer = browser.post(person_url("person_invite", teacher), follow=True)

    assert "ingen e-postadress" in answer.content.decode()


def test_invitation_is_sent_again(browser, school, django_capture_on_commit_callbacks):
    teacher = make.staff(Role.TEACHER, school)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(person_url("person_invite", teacher))

    assert len(mail.outbox) == 1


def test_person_of_another_organiser_has_no_page_here(browser):
    stranger = make.staff(Role.PRINCIPAL, make.a_school("Fjällskolan"))

    assert browser.get(person_url("person", stranger)).status_code == 404


def test_schools_are_listed_and_one_is_added(browser, school, municipality):
    make.a_class("7A", school=school)

    browser.post(reverse("organisations:units"), {"name": "Nya skolan", "code": "12345678"})
    page = page_of(browser, "units").content.decode()

    added = Unit.objects.get(name="Nya skolan")
    assert make.organiser_of(added) == municipality
    assert "Björkskolan" in page
    assert "Nya skolan" in page


def test_administrator_of_a_school_alone_adds_no_school(logged_in, school):
    browser = logged_in(make.staff(Role.ADMINISTRATOR, school))

    browser.post(reverse("organisations:units"), {"name": "Nya skolan"})

    assert not Unit.objects.filter(name="Nya skolan").exists()


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.GUARDIAN, Role.PUPIL})
)
@pytest.mark.parametrize("name", ["people", "person_new", "units"])
def test_pages_are_the_administrators_alone(logged_in, school, municipality, role, name):
    unit = municipality if role == Role.MUNICIPAL_COORDINATOR else school
    browser = logged_in(make.staff(role, unit))

    assert page_of(browser, name).status_code == 403


def test_stranger_is_asked_to_log_in(client):
    answer = page_of(client, "people")

    assert answer["Location"] == "/account/login/?next=/people/"
