"""Under which name, and with what beside it, a pupil is shown."""

from __future__ import annotations

import pytest

from tests.web import factories as make
from throughline_web.organisations.models import Pupil
from throughline_web.organisations.queries import ShownPupil, shown, shown_pupils
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven_a():
    return make.a_class("7A", school=make.a_school("Björkskolan"))


def test_pupil_is_shown_with_class_school_and_mentor(seven_a):
    pupil = make.a_pupil("Elin", "Berg", place=seven_a)
    make.a_mentor_of(pupil, given_name="Per", family_name="Lund")
    principal = make.member(make.staff(Role.PRINCIPAL, seven_a.parent))

    page = shown(pupil, member=principal, on=make.TODAY)

    assert (page.name, page.class_name, page.school_name, page.mentor_name) == (
        "Elin Berg",
        "7A",
        "Björkskolan",
        "Per Lund",
    )
    assert page.has_page


def test_mentor_of_the_class_is_named_when_nobody_is_the_pupils_own(seven_a):
    pupil = make.a_pupil(place=seven_a)
    make.staff(Role.MENTOR, seven_a, given_name="Per", family_name="Lund")

    assert (
        shown(pupil, member=make.member(make.an_account()), on=make.TODAY).mentor_name == "Per Lund"
    )


def test_protected_pupil_is_shown_under_the_cover_name_and_nothing_beside_it(seven_a):
    pupil = make.a_pupil("Sanna", "Hemlig", place=seven_a, cover_name="Kim Berg")
    make.a_mentor_of(pupil, given_name="Per", family_name="Lund")
    principal = make.member(make.staff(Role.PRINCIPAL, seven_a.parent))

    page = shown(pupil, member=principal, on=make.TODAY)

    assert page == ShownPupil(pupil.pk, pupil.public_id, "Kim Berg", has_page=False)


def test_protected_pupil_is_shown_in_full_to_those_who_know(seven_a):
    pupil = make.a_pupil("Sanna", "Hemlig", place=seven_a, cover_name="Kim Berg")
    counsellor = make.staff(Role.STUDENT_HEALTH_TEAM, seven_a.parent)
    make.knows(counsellor, pupil)

    page = shown(pupil, member=make.member(counsellor), on=make.TODAY)

    assert (page.name, page.class_name, page.is_protected) == ("Sanna Hemlig", "7A", True)


def test_pupil_whose_name_no_file_has_told_is_shown_by_the_sources_id(seven_a):
    pupil = make.a_pupil("", "", place=seven_a, external_id="4711")

    assert shown(pupil, member=make.member(make.an_account()), on=make.TODAY).name == "4711"


@pytest.mark.parametrize("pupils", [1, 3])
def test_a_list_asks_the_same_questions_however_long_it_is(
    seven_a, pupils, django_assert_num_queries
):
    for _ in range(pupils):
        make.a_pupil(place=seven_a)
    make.a_pupil(place=seven_a, cover_name="Kim Berg")
    principal = make.member(make.staff(Role.PRINCIPAL, seven_a.parent))
    listed = list(Pupil.objects.all())

    with django_assert_num_queries(5):
        shown_pupils(listed, member=principal, on=make.TODAY)
