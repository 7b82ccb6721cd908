"""Which rows: who sees which pupils, and on which day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.web import factories as make
from throughline_web.organisations.access import Action
from throughline_web.organisations.queries import (
    pupil_with_page_for,
    pupils_visible_to,
    pupils_with_page_for,
)
from throughline_web.organisations.roles import RelationKind, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two schools of one organiser, with a pupil in each of three classes."""

    class World:
        municipality = make.a_municipality()
        school = make.a_school("Björkskolan", organiser=municipality)
        other_school = make.a_school("Granskolan", organiser=municipality)
        seven_a = make.a_class("7A", school=school)
        seven_b = make.a_class("7B", school=school)
        elsewhere = make.a_class("7A", school=other_school)
        elin = make.a_pupil("Elin", place=seven_a)
        adam = make.a_pupil("Adam", place=seven_b)
        omar = make.a_pupil("Omar", place=elsewhere)

    return World()


def names(account, action=Action.SEE_PUPIL, *, on=make.TODAY, **options):
    rows = pupils_visible_to(make.member(account, on=on), on, action=action, **options)
    return sorted(rows.values_list("given_name", flat=True))


def test_teacher_sees_the_lists_of_own_classes_and_no_pupil_page(world):
    teacher = make.staff(Role.TEACHER, world.seven_a)

    assert names(teacher, Action.SEE_CLASS_LIST) == ["Elin"]
    assert names(teacher, Action.RAISE_CONCERN) == ["Elin"]
    assert names(teacher) == []


def test_mentor_sees_own_pupils_by_name_and_by_class(world):
    by_name = make.a_mentor_of(world.adam)
    by_class = make.staff(Role.MENTOR, world.seven_a)

    assert names(by_name) == ["Adam"]
    assert names(by_class) == ["Elin"]


@pytest.mark.parametrize("role", [Role.STUDENT_HEALTH_TEAM, Role.PRINCIPAL])
def test_health_team_and_principal_see_the_pupils_of_their_own_school(world, role):
    account = make.staff(role, world.school)

    assert names(account) == ["Adam", "Elin"]
    assert names(account, Action.ANSWER_CASE) == ["Adam", "Elin"]


@pytest.mark.parametrize("role", [Role.MUNICIPAL_COORDINATOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize("action", list(Action))
def test_coordinator_and_administrator_see_no_rows_of_pupils(world, role, action):
    assert names(make.staff(role, world.municipality), action) == []


def test_guardian_sees_own_children_and_nobody_else(world):
    guardian = make.a_guardian_of(world.elin)

    assert names(guardian, Action.SEE_OWN) == ["Elin"]
    assert names(guardian) == []


def test_guardian_without_the_right_to_information_sees_nothing(world):
    account = make.an_account()
    make.a_relation(account, world.elin, RelationKind.GUARDIAN, has_right_to_information=False)

    assert names(account, Action.SEE_OWN) == []


def test_pupil_sees_oneself(world):
    account = make.the_pupil_as_account(world.omar)

    assert names(account, Action.SEE_OWN) == ["Omar"]


@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        pytest.param(date(2008, 11, 24), ["Elin"], id="comes of age tomorrow"),
        pytest.param(date(2008, 11, 23), [], id="came of age at midnight"),
        pytest.param(None, [], id="age unknown"),
    ],
)
def test_guardian_stops_seeing_at_midnight_of_the_eighteenth_birthday(world, birth_date, expected):
    guardian = make.a_guardian_of(world.elin)
    world.elin.birth_date = birth_date
    world.elin.save()

    assert names(guardian, Action.SEE_OWN) == expected


def test_guardian_of_a_grown_pupil_sees_with_a_consent_until_it_is_withdrawn(world):
    world.elin.birth_date = date(2008, 1, 15)
    world.elin.save()
    account = make.an_account()
    relation = make.a_relation(
        account, world.elin, RelationKind.GUARDIAN, consent_signed_on=date(2026, 2, 1)
    )

    assert names(account, Action.SEE_OWN) == ["Elin"]

    relation.consent_withdrawn_on = make.TODAY
    relation.save()
    assert names(account, Action.SEE_OWN) == []


def test_pupil_who_has_left_is_no_longer_among_the_schools(world):
    world.elin.enrolments.update(ends_on=make.YESTERDAY)
    principal = make.staff(Role.PRINCIPAL, world.school)

    assert names(principal) == ["Adam"]
    assert names(principal, on=make.YESTERDAY) == ["Adam", "Elin"]


def test_ended_membership_gives_nothing(world):
    account = make.an_account()
    make.a_membership(Role.PRINCIPAL, world.school, account=account, ends_on=make.YESTERDAY)

    assert names(account) == []


def test_mentor_loses_the_pupil_when_the_relation_ends(world):
    account = make.an_account()
    make.a_relation(account, world.adam, RelationKind.MENTOR, ends_on=make.YESTERDAY)

    assert names(account) == []


def test_no_pupil_is_listed_twice_for_one_with_two_roles(world):
    account = make.a_mentor_of(world.elin)
    make.a_membership(Role.PRINCIPAL, world.school, account=account)

    assert names(account) == ["Adam", "Elin"]


def test_the_rows_are_cut_out_in_one_query(world, django_assert_num_queries):
    principal = make.member(make.staff(Role.PRINCIPAL, world.school))

    with django_assert_num_queries(1):
        list(pupils_visible_to(principal, make.TODAY))


def test_protected_pupil_is_in_lists_and_absent_from_search(world):
    make.a_pupil("Sanna", place=world.seven_a, cover_name="Kim Berg")
    principal = make.staff(Role.PRINCIPAL, world.school)

    assert names(principal) == ["Adam", "Elin", "Sanna"]
    assert names(principal, with_protected=False) == ["Adam", "Elin"]


def test_page_of_a_protected_pupil_opens_for_the_named_few_only(world):
    sanna = make.a_pupil("Sanna", place=world.seven_a, cover_name="Kim Berg")
    principal = make.staff(Role.PRINCIPAL, world.school)
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, world.school)
    make.knows(counsellor, sanna)

    def page_for(account):
        return pupil_with_page_for(make.member(account), sanna.public_id, make.TODAY)

    assert page_for(principal) is None
    assert page_for(counsellor) == sanna


def test_knowing_gives_no_access_without_a_relation(world):
    sanna = make.a_pupil("Sanna", place=world.seven_a, cover_name="Kim Berg")
    outsider = make.staff(Role.PRINCIPAL, world.other_school)
    make.knows(outsider, sanna)

    pages = pupils_with_page_for(make.member(outsider), make.TODAY)

    assert sanna not in pages


def test_knowledge_ends_with_its_last_day(world):
    sanna = make.a_pupil("Sanna", place=world.seven_a, cover_name="Kim Berg")
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, world.school)
    grant = make.knows(counsellor, sanna)
    grant.ends_on = make.TODAY
    grant.save()
    tomorrow = make.TODAY + timedelta(days=1)

    assert pupil_with_page_for(make.member(counsellor), sanna.public_id, make.TODAY)
    assert not pupil_with_page_for(make.member(counsellor, on=tomorrow), sanna.public_id, tomorrow)


def test_protected_pupil_and_own_guardian_open_the_own_page(world):
    sanna = make.a_pupil("Sanna", place=world.seven_a, cover_name="Kim Berg")
    for account in (make.the_pupil_as_account(sanna), make.a_guardian_of(sanna)):
        member = make.member(account)
        pages = pupils_with_page_for(member, make.TODAY, action=Action.SEE_OWN)

        assert list(pages) == [sanna]
