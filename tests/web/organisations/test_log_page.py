"""The principal's review of the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.accesslog import record_read
from throughline_web.organisations.accesslog.page_names import name_pages, page_name
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return make.a_school("Björkskolan")


@pytest.fixture
def browser(logged_in, school):
    return logged_in(make.staff(Role.PRINCIPAL, school, given_name="Rut"))


@pytest.fixture
def mentor(school):
    pupil = make.a_pupil("Elin", "Unik", place=school)
    return make.a_mentor_of(pupil, given_name="Per", family_name="Lund")


def read(account, school, *, pupils=(1,), at=make.NOW, page="see_pupil"):
    record_read(make.member(account), pupils, page=page, unit_id=school.pk, at=at)


def shown(browser, **query):
    return browser.get(reverse("organisations:log"), query).content.decode()


def test_log_says_who_read_what_and_how_many_but_not_whom(browser, school, mentor):
    read(mentor, school, pupils=[1, 2, 3])

    page = shown(browser)

    assert "Per Lund" in page
    assert "En elevs sida" in page
    assert "3 elever" in page
    assert "Unik" not in page


def test_reading_at_another_school_is_not_shown(browser, mentor):
    read(mentor, make.a_school("Granskolan"))

    assert "Per Lund" not in shown(browser)


def test_log_is_narrowed_to_one_person_and_one_day(browser, school, mentor):
    other = make.staff(Role.TEACHER, school, given_name="Olle", family_name="Borg")
    read(mentor, school)
    read(other, school)
    read(mentor, school, pupils=range(1, 8), at=make.NOW - timedelta(days=1))

    by_person = shown(browser, person=str(mentor.public_id))
    by_day = shown(browser, day="2026-11-22")

    assert "<th" in by_person
    assert by_person.count("Olle Borg") == 1
    assert "7 elever" in by_day
    assert "1 elev" not in by_day


@pytest.mark.parametrize("query", [{"person": "x"}, {"day": "i går"}])
def test_question_that_cannot_be_understood_is_answered_with_everything(
    browser, school, mentor, query
):
    read(mentor, school)

    assert "Per Lund" in shown(browser, **query)


@pytest.mark.parametrize("entries", [1, 3])
def test_log_asks_the_same_questions_however_long_it_is(
    browser, school, mentor, entries, django_assert_max_num_queries
):
    for _ in range(entries):
        read(mentor, school)

    with django_assert_max_num_queries(7):
        shown(browser)


@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.MENTOR, Role.STUDENT_HEALTH_TEAM, Role.ADMINISTRATOR]
)
def test_log_is_the_principals_alone(logged_in, school, role):
    browser = logged_in(make.staff(role, school))

    assert browser.get(reverse("organisations:log")).status_code == 403


def test_rooms_name_their_own_pages():
    name_pages({"desk:example": "An example"})

    assert page_name("desk:example", "see_pupil") == "An example"
    assert page_name("unheard of", "unheard of too") == "unheard of"


def test_system_is_named_where_nobody_was_logged_in(browser, school, mentor):
    record_read(SYSTEM, [1], page="see_pupil", unit_id=school.pk, at=make.NOW)

    assert "Throughline självt" in shown(browser)
