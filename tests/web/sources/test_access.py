"""Who may bring files, for whom, and whose imports they see."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.factories import (
    TODAY,
    a_class,
    a_guardian_of,
    a_municipality,
    a_pupil,
    a_school,
    member,
    staff,
    the_pupil_as_account,
)
from tests.web.sources.desk import bring, lesson, lessons, lessons_of, pupil, pupils
from throughline_web.organisations.models import Membership, Pupil
from throughline_web.organisations.roles import Role
from throughline_web.records.models import Mark
from throughline_web.sources.models import ImportRun
from throughline_web.sources.queries import places_of
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db

PAGES = ["run", "progress", "columns", "undo", "issues"]
STEPS = ["check", "publish", "discard", "undo", "profile", "columns"]
ROLES = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.GUARDIAN, Role.PUPIL}]


@pytest.fixture
def run(organiser):
    return bring(lessons(*lessons_of("e1")), organiser=organiser)


def account_with(role, organiser, school):
    unit = organiser if role == Role.MUNICIPAL_COORDINATOR else school
    return staff(role, unit)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_opens_any_page_of_the_desk(role, run, organiser, school, logged_in):
    client = logged_in(account_with(role, organiser, school))
    addresses = [
        reverse("sources:imports"),
        reverse("sources:protection"),
        *(reverse(f"sources:{page}", args=[run.public_id]) for page in PAGES),
    ]

    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.post(reverse("sources:upload")).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_no_other_role_takes_any_step(role, run, organiser, school, logged_in):
    client = logged_in(account_with(role, organiser, school))

    answers = {
        client.post(reverse(f"sources:{step}", args=[run.public_id])).status_code for step in STEPS
    }

    run.refresh_from_db()
    assert answers == {403}
    assert run.state == State.LIVE


def test_guardians_and_pupils_see_nothing_of_the_desk(run, school, logged_in):
    child = a_pupil(place=a_class("9C", school=school))
    for account in (a_guardian_of(child), the_pupil_as_account(child)):
        assert logged_in(account).get(reverse("sources:imports")).status_code == 403


def test_a_stranger_is_asked_to_log_in(run):
    answer = Client().get(reverse("sources:run", args=[run.public_id]))

    assert answer.status_code == 302
    assert "login" in answer.url


def test_another_organisers_administrator_finds_nothing(run, logged_in):
    client = logged_in(staff(Role.ADMINISTRATOR, a_municipality("Granvik")))

    answers = [
        *(client.get(reverse(f"sources:{page}", args=[run.public_id])) for page in PAGES),
        *(client.post(reverse(f"sources:{step}", args=[run.public_id])) for step in STEPS),
    ]

    run.refresh_from_db()
    assert {answer.status_code for answer in answers} == {404}
    assert run.state == State.LIVE


def test_an_administrator_of_one_school_sees_that_schools_imports_alone(
    run, organiser, school, logged_in
):
    own = bring(lessons(*lessons_of("e2")), organiser=organiser, school_id=school.pk)
    client = logged_in(staff(Role.ADMINISTRATOR, school))

    assert client.get(reverse("sources:run", args=[own.public_id])).status_code == 200
    assert client.get(reverse("sources:run", args=[run.public_id])).status_code == 404
    assert client.get(reverse("sources:protection")).status_code == 403


def test_a_file_brought_for_one_school_lets_in_that_schools_rows_alone(
    organiser, school, logged_in
):
    a_school("Ekskolan", organiser=organiser)
    client = logged_in(staff(Role.ADMINISTRATOR, school))
    content = lessons(*lessons_of("e1"), *lessons_of("e2", school="Ekskolan"))

    client.post(reverse("sources:upload"), {"brought": SimpleUploadedFile("a.csv", content)})
    client.post(reverse("sources:publish", args=[ImportRun.objects.get().public_id]))

    done = ImportRun.objects.get()
    assert (done.state, done.rows_accepted, done.rows_rejected) == (State.LIVE, 5, 5)
    assert set(Mark.objects.values_list("unit__name", flat=True)) == {"Björkskolan"}
    assert not Pupil.objects.filter(external_id="e2").exists()


def test_a_file_of_staff_for_one_school_gives_no_role_beyond_it(organiser, school):
    content = (
        "personal-id;roll;skola;förnamn;efternamn;e-post\n"
        "p1;samordnare;Björkskolan;Nils;Holm;nils@example.se\n"
        "p2;rektor;Björkskolan;Anna;Ek;anna@example.se\n"
    )

    bring(content.encode(), organiser=organiser, school_id=school.pk)

    assert list(Membership.objects.values_list("role", "unit")) == [("principal", school.pk)]


def test_guardians_for_one_school_are_tied_to_its_own_pupils_alone(organiser, school):
    other = a_school("Ekskolan", organiser=organiser)
    a_pupil(place=other, external_id="e9")
    content = "elev-id;vårdnadshavar-id;förnamn;efternamn\ne9;v1;Nils;Holm\n"

    run = bring(content.encode(), organiser=organiser, school_id=school.pk)

    assert run.rows_accepted == 0
    assert not Pupil.objects.get(external_id="e9").relations.exists()


def test_the_place_of_an_upload_must_be_ones_own(organiser, logged_in):
    foreign = a_municipality("Granvik")
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))
    content = SimpleUploadedFile("a.csv", pupils(pupil("e1")))

    client.post(reverse("sources:upload"), {"brought": content, "place": f"{foreign.pk}-0"})

    assert set(ImportRun.objects.values_list("organiser", flat=True)) <= {organiser.pk}


def test_an_administrator_of_an_organiser_brings_files_for_it_and_not_for_each_school(
    organiser, school
):
    account = staff(Role.ADMINISTRATOR, organiser)
    Membership.objects.create(
        account=account, role=Role.ADMINISTRATOR, unit=school, starts_on="2026-08-17"
    )

    places = places_of(member(account), TODAY)

    assert [(place.organiser_id, place.school_id) for place in places] == [(organiser.pk, None)]


def test_two_schools_with_the_same_class_name_keep_their_pupils_apart(organiser):
    a_school("Ekskolan", organiser=organiser)

    bring(lessons(lesson("e1"), lesson("e2", school="Ekskolan")), organiser=organiser)

    classes = {one.school_class for one in Pupil.objects.get(external_id="e1").enrolments.all()}
    others = {one.school_class for one in Pupil.objects.get(external_id="e2").enrolments.all()}
    assert {one.name for one in classes | others} == {"7A"}
    assert classes.isdisjoint(others)
