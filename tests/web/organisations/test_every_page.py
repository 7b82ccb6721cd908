"""What holds for every page: language, headers, who is asking, and kind words when it fails."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.access import member_of
from throughline_web.organisations.identity import identity_of
from throughline_web.organisations.members import NOBODY
from throughline_web.organisations.roles import Role
from throughline_web.organisations.views import errors

pytestmark = pytest.mark.django_db

OWN = "organisations:own"


@pytest.fixture
def principal():
    return make.staff(
        Role.PRINCIPAL, make.a_school("Björkskolan"), given_name="Rut", family_name="Ek"
    )


def language_of(answer):
    return answer["Content-Language"]


def test_site_speaks_its_own_language_whatever_the_browser_is_set_to(client):
    answer = client.get(reverse("account_login"), headers={"accept-language": "en"})

    assert language_of(answer) == "sv"


def test_language_chosen_on_the_device_comes_first(logged_in, principal):
    principal.language = "nb"
    principal.save()
    browser = logged_in(principal)

    by_account = language_of(browser.get(reverse(OWN)))
    browser.cookies["language"] = "en"

    assert by_account == "nb"
    assert language_of(browser.get(reverse(OWN))) == "en"


def test_unknown_language_on_the_device_is_passed_over(client):
    client.cookies["language"] = "xx"

    assert language_of(client.get(reverse("account_login"))) == "sv"


def test_chosen_language_is_kept_on_the_account(logged_in, principal):
    logged_in(principal).post(reverse("ui:language"), {"language": "nb", "next": "/me/"})

    principal.refresh_from_db()
    assert principal.language == "nb"


def test_stranger_may_choose_a_language(client):
    client.post(reverse("ui:language"), {"language": "nb", "next": "/account/login/"})

    assert language_of(client.get(reverse("account_login"))) == "nb"


def test_strangers_page_costs_no_question(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("account_login"))


def test_policy_lets_a_page_run_nothing_but_our_own_files(client):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy


def test_pages_of_logged_in_people_are_kept_nowhere(logged_in, principal):
    answer = logged_in(principal).get(reverse(OWN))

    assert "no-store" in answer["Cache-Control"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_header_says_who_is_logged_in(logged_in, principal):
    page = logged_in(principal).get(reverse(OWN)).content.decode()

    assert "Rut Ek · Rektor · Björkskolan" in page


def test_person_without_a_role_is_named_by_name_alone(rf):
    request = rf.get("/")
    request.member = make.member(make.an_account("Rut", "Ek"))

    identity = identity_of(request)

    assert (identity.name, identity.role, identity.place) == ("Rut Ek", "", "")


def test_request_that_passed_no_middleware_is_nobodys():
    assert member_of(RequestFactory().get("/")) is NOBODY


def test_role_that_ended_yesterday_is_gone_today(logged_in, principal):
    browser = logged_in(principal)
    principal.memberships.update(ends_on=make.YESTERDAY)

    assert browser.get(reverse("organisations:log")).status_code == 403


def test_missing_page_is_told_in_words(client):
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "Här finns ingenting" in answer.content.decode()


def test_page_outside_ones_role_is_told_in_words(logged_in, principal):
    answer = logged_in(principal).get(reverse("organisations:people"))

    assert answer.status_code == 403
    assert "utanför det som din roll" in answer.content.decode()


def test_form_from_elsewhere_is_told_in_words(principal):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(reverse("account_login"), {"login": "a@b.se", "password": "x"})

    assert answer.status_code == 403
    assert "för gammalt" in answer.content.decode()


def test_unreadable_request_is_told_in_words(rf):
    answer = errors.not_understood(rf.get("/"), ValueError())

    assert answer.status_code == 400
    assert "Vi kunde inte läsa" in answer.content.decode()


def test_broken_page_is_told_in_words_without_asking_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = errors.broken(rf.get("/"))

    assert answer.status_code == 500
    assert "sönder hos oss" in answer.content.decode()


def test_failure_in_a_page_shows_nothing_of_it(logged_in, principal, monkeypatch):
    def fail(*_args, **_words):
        raise DatabaseError("Elin Berg 20130502-2382")

    monkeypatch.setattr("throughline_web.organisations.views.log.queries.readers_to_review", fail)
    browser = logged_in(principal)
    browser.raise_request_exception = False

    answer = browser.get(reverse("organisations:log"))

    assert answer.status_code == 500
    assert "Elin" not in answer.content.decode()


def test_machine_learns_whether_the_site_is_alive(client):
    answer = client.get(reverse("organisations:health"))

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
@pytest.mark.parametrize("name", ["organisations:own", "organisations:log", "mfa_index"])
def test_pages_are_drawn_in_each_language(logged_in, principal, name, language):
    browser = logged_in(principal)
    browser.cookies["language"] = language

    page = browser.get(reverse(name)).content.decode()

    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1
