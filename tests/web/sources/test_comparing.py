"""The dry run's numbers: what is new, what says otherwise than what stands, what says the same."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.factories import NOW, TODAY, a_school, staff
from tests.web.sources.desk import (
    MONDAY,
    bring,
    check,
    lesson,
    lessons,
    lessons_of,
    pupil,
    pupils,
    take_in,
)
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Pupil
from throughline_web.organisations.roles import Role
from throughline_web.records.models import Mark
from throughline_web.sources import actions

pytestmark = pytest.mark.django_db

GRADES = "elev-id;ämne;termin;betyg"


def compared(content, organiser, **more):
    found = check(take_in(content, organiser=organiser, **more)).findings["compared"]
    return found["new"], found["other"], found["same"]


def test_a_first_file_is_new_all_of_it(organiser):
    assert compared(lessons(*lessons_of("e1"), *lessons_of("e2")), organiser) == (10, 0, 0)
    assert not Pupil.objects.exists()
    assert not Mark.objects.exists()


def test_rows_are_new_other_or_the_same(organiser):
    bring(lessons(*lessons_of("e1")), organiser=organiser)

    again = lessons(
        *lessons_of("e1", days=3),
        lesson("e1", day=MONDAY.replace(day=19), present=10),
        lesson("e1", at="09:30"),
        lesson("e2"),
    )

    assert compared(again, organiser) == (2, 1, 3)


def test_the_latest_word_that_stands_is_what_counts(organiser):
    bring(lessons(lesson("e1", present=60)), organiser=organiser)
    bring(lessons(lesson("e1", present=10)), organiser=organiser)

    told = lessons(lesson("e1", present=60), lesson("e1", at="09:30"))

    assert compared(told, organiser) == (1, 1, 0)


def test_what_was_undone_no_longer_counts(organiser):
    run = bring(lessons(*lessons_of("e1")), organiser=organiser)
    actions.undo(by=SYSTEM, run=run, on=TODAY, at=NOW)

    assert compared(lessons(*lessons_of("e1")), organiser) == (5, 0, 0)


def test_a_row_said_twice_is_one(organiser):
    rows = [lesson("e1", present=60), lesson("e1", present=60), lesson("e1", present=10)]

    assert compared(lessons(*rows), organiser) == (1, 0, 0)


def test_another_school_s_rows_are_other_rows(organiser):
    a_school("Ekskolan", organiser=organiser)
    bring(lessons(lesson("e1")), organiser=organiser)

    assert compared(lessons(lesson("e1", school="Ekskolan")), organiser) == (1, 0, 0)
    assert compared(lessons(lesson("e1", school="Helt ny")), organiser) == (1, 0, 0)


def test_what_is_unknown_is_not_the_same_as_nought(organiser):
    head = "elev-id;datum;skola;lektion;lektionstid (min);närvaro (min);giltig frånvaro (min)\n"
    bring(f"{head}e1;{MONDAY};Björkskolan;08:10;60;60;\n".encode(), organiser=organiser)

    told = f"{head}e1;{MONDAY};Björkskolan;08:10;60;60;0\n".encode()

    assert compared(told, organiser) == (0, 1, 0)


def test_grades_are_held_against_grades(organiser):
    bring(pupils(pupil("e1")), organiser=organiser)
    bring(f"{GRADES}\ne1;MA;HT2025;C\ne1;SV;HT2025;B\n".encode(), organiser=organiser)

    told = f"{GRADES}\ne1;MA;HT2025;D\ne1;SV;HT2025;B\ne1;EN;HT2025;A\n".encode()

    assert compared(told, organiser) == (1, 1, 1)


def test_a_school_s_file_learns_no_grade_of_another_school_s_pupil(organiser, school):
    bring(pupils(pupil("e1")), organiser=organiser)
    told = f"{GRADES}\ne1;MA;HT2025;C\n".encode()
    bring(told, organiser=organiser)
    elsewhere = a_school("Fjällskolan", organiser=organiser)

    assert compared(told + b"\n", organiser, school=elsewhere) == (1, 0, 0)
    assert compared(told + b"\n", organiser, school=school) == (0, 0, 1)


def test_the_page_says_the_numbers_before_the_yes(organiser, logged_in):
    bring(lessons(*lessons_of("e1")), organiser=organiser)
    run = check(take_in(lessons(*lessons_of("e1", days=2), lesson("e2")), organiser=organiser))
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))

    said = client.get(reverse("sources:run", args=[run.public_id])).content.decode()

    assert "Nytt" in said
    assert "Ändrar ingenting" in said
    assert "Ersätter det som finns" not in said


def test_a_file_that_says_nothing_else_than_what_stands_says_so(organiser, logged_in):
    bring(lessons(*lessons_of("e1")), organiser=organiser)
    run = check(take_in(lessons(*lessons_of("e1", days=2)), organiser=organiser))
    client = logged_in(staff(Role.ADMINISTRATOR, organiser))

    said = client.get(reverse("sources:run", args=[run.public_id])).content.decode()

    assert "Varje rad säger det som redan finns här." in said


def test_the_numbers_cost_as_many_questions_for_many_rows_as_for_few(organiser):
    few = take_in(lessons(lesson("e1")), organiser=organiser)
    many = take_in(
        lessons(*(row for n in range(40) for row in lessons_of(f"e{n}"))), organiser=organiser
    )

    with CaptureQueriesContext(
        connection,
    ) as for_few:
        check(few)
    with CaptureQueriesContext(connection) as for_many:
        check(many)

    assert len(for_many) <= len(for_few)
