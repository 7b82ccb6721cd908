"""Grades on the site: the pupil's gap in words, and a year group's distance before any name."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.web.attendance import a_run
from tests.web.factories import (
    a_class,
    a_guardian_of,
    a_mentor_of,
    a_pupil,
    organiser_of,
    staff,
)
from throughline.terms.people import GradeRow
from throughline_web.organisations.models import AccessEntry, Enrolment
from throughline_web.organisations.roles import Role
from throughline_web.records.staging import write_grades
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db

CORE = "SV:E EN:E MA:E"
SUBJECTS = "BI FY KE GE HI RE SH BL HKK IDH MU SL TK"
MOST_QUERIES = 15


def letters(*lines: str) -> dict[str, str]:
    return dict(one.split(":") for line in lines for one in line.split())


def others(count: int, grade: str = "E") -> str:
    return " ".join(f"{code}:{grade}" for code in SUBJECTS.split()[:count])


def in_year(pupil, year: str):
    Enrolment.objects.filter(pupil=pupil).update(year_group=year)
    return pupil


def bring_grades(school, told: dict, **row) -> None:
    """A live run of grades: what each pupil has in each subject."""
    run = a_run(organiser_of(school), state=State.LIVE)
    row = {"term": "VT2026", "set_on": date(2026, 6, 10), **row}
    rows = [
        GradeRow(str(pupil.pk), subject, grade, grade not in {"F", "-"}, **row)
        for pupil, grades in told.items()
        for subject, grade in grades.items()
    ]
    write_grades(run.pk, rows, pupils={str(pupil.pk): pupil.pk for pupil in told})


@pytest.fixture
def school_class():
    return a_class("9B")


@pytest.fixture
def school(school_class):
    return school_class.parent


@pytest.fixture
def team(school, logged_in):
    return logged_in(staff(Role.STUDENT_HEALTH_TEAM, school))


def words_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.rule("SE-ELIG-YRK", "SE-MERIT-01")
def test_the_pupils_page_says_the_gap_with_a_condition_and_the_merit_value(
    school, school_class, team
):
    pupil = in_year(a_pupil(place=school_class), "9")
    bring_grades(school, {pupil: letters("SV:E EN:E MA:F", others(13))})

    words = words_of(team.get(reverse("desk:pupil", args=[pupil.public_id])))

    assert "För yrkesprogrammen saknas matematik." in words
    assert "Meritvärde med nuvarande betyg: 150,0." in words
    assert "Matematik ej godkänt" in words or "matematik ej godkänt" in words


def test_a_language_read_as_choice_is_the_seventeenth_grade(school, school_class, team):
    pupil = in_year(a_pupil(place=school_class), "9")
    bring_grades(school, {pupil: letters("SV:C EN:C MA:C", others(13, "C"))})
    bring_grades(school, {pupil: {"tyska": "B"}}, language_choice=True)

    words = words_of(team.get(reverse("desk:pupil", args=[pupil.public_id])))

    assert "Meritvärde med nuvarande betyg: 257,5." in words


def test_the_guardian_reads_the_same_words(school, school_class, logged_in):
    pupil = in_year(a_pupil(place=school_class), "9")
    bring_grades(school, {pupil: letters(CORE, others(4))})

    words = words_of(logged_in(a_guardian_of(pupil)).get(reverse("desk:own")))

    assert "För yrkesprogrammen saknas ett ämne." in words


def test_no_grades_are_said_to_be_unknown_and_never_a_fail(school_class, team):
    pupil = in_year(a_pupil(place=school_class), "9")

    words = words_of(team.get(reverse("desk:pupil", args=[pupil.public_id])))

    assert "Inga betyg är inlästa. Vi vet inte hur det går i ämnena." in words


def test_year_9_comes_first_and_the_nearest_pupils_are_listed_by_class_and_name(
    school, school_class, team
):
    near = [in_year(a_pupil(name, "Ek", place=school_class), "9") for name in ("Ylva", "Ada")]
    there = in_year(a_pupil("Bo", "Ås", place=school_class), "9")
    younger = in_year(a_pupil("Cia", "Berg", place=school_class), "8")
    bring_grades(
        school,
        {
            near[0]: letters("SV:E EN:F MA:E", others(9)),
            near[1]: letters(CORE, others(4)),
            there: letters(CORE, others(13)),
            younger: letters("SV:F EN:E MA:E", others(9)),
        },
    )

    words = words_of(team.get(reverse("desk:grades")))

    assert words.index("årskurs 9") < words.index("årskurs 8")
    assert words.index("Ada Ek") < words.index("Ylva Ek")
    assert "För yrkesprogrammen saknas engelska." in words
    assert "Bo Ås" not in words
    assert "Cia Berg" not in words


def test_in_upper_secondary_the_first_year_comes_first_and_fails_are_named(school, team):
    place = a_class("NA25", school=school)
    first = in_year(a_pupil("Disa", "Lind", place=place), "1")
    third = in_year(a_pupil("Egon", "Moe", place=place), "3")
    bring_grades(school, {first: {"Matematik 1b": "F", "Engelska 5": "C"}, third: {"Kemi 1": "F"}})

    words = words_of(team.get(reverse("desk:grades")))

    assert words.index("årskurs 1") < words.index("årskurs 3")
    assert "Inte godkänt: Matematik 1b." in words or "Ej godkänt: Matematik 1b." in words
    assert "Egon Moe" not in words


def test_a_mentor_sees_her_own_pupils_alone(school, school_class, logged_in):
    mine, other = (in_year(a_pupil(name, "Ek", place=school_class), "9") for name in ("Ada", "Bo"))
    bring_grades(school, {one: letters("SV:E EN:F MA:E", others(9)) for one in (mine, other)})

    words = words_of(logged_in(a_mentor_of(mine)).get(reverse("desk:grades")))

    assert "Ada Ek" in words
    assert "Bo Ek" not in words


def test_a_covered_identity_is_on_no_bar_and_no_list(school, school_class, team):
    hidden = in_year(
        a_pupil("Tuva", "Gyllene", place=school_class, cover_name="Kim Andersson"), "9"
    )
    bring_grades(school, {hidden: letters("SV:E EN:F MA:E", others(9))})

    words = words_of(team.get(reverse("desk:grades"), {"year": "9", "step": "1"}))

    assert "Gyllene" not in words
    assert "Kim Andersson" not in words
    assert "Ingen elev att visa" in words


def test_whom_the_list_names_is_written_in_the_access_log(school, school_class, team):
    near = in_year(a_pupil("Ada", "Ek", place=school_class), "9")
    there = in_year(a_pupil("Bo", "Ås", place=school_class), "9")
    bring_grades(school, {near: letters(CORE, others(4)), there: letters(CORE, others(9))})

    team.get(reverse("desk:grades"))

    assert AccessEntry.objects.get(page="grades").payload["pupils"] == [near.pk]


def test_the_page_asks_as_few_questions_for_many_pupils_as_for_one(
    school, school_class, team, django_assert_max_num_queries
):
    pupils = [in_year(a_pupil(place=school_class), "9") for _ in range(5)]
    bring_grades(school, {one: letters(CORE, others(4)) for one in pupils})

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = team.get(reverse("desk:grades"))

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", [{"page": "²"}, {"page": "0"}, {"page": "9" * 5000}, {"step": "x"}, {"year": "99"}]
)
def test_an_address_that_means_nothing_shows_the_first_page(school, school_class, team, query):
    near = in_year(a_pupil("Ada", "Ek", place=school_class), "9")
    bring_grades(school, {near: letters(CORE, others(4))})

    assert "Ada Ek" in words_of(team.get(reverse("desk:grades"), query))


@pytest.mark.rule("NO-GSP-01")
def test_a_norwegian_pupil_reads_points_and_the_school_who_lacks_a_mark(logged_in):
    place = a_class("10A")
    school = place.parent
    school.country = "no"
    school.save()
    pupil = in_year(a_pupil("Ola", "Moen", place=place), "10")
    marks = {"Norsk hovedmål": "4", "Matematikk": "5", "Engelsk": "IV"}
    bring_grades(school, {pupil: marks})
    team = logged_in(staff(Role.STUDENT_HEALTH_TEAM, school))

    page = words_of(team.get(reverse("desk:pupil", args=[pupil.public_id])))
    listed = words_of(team.get(reverse("desk:grades")))

    assert "45,0" in page
    assert "Ola Moen" in listed
    assert "Ämnen utan betyg" in listed


@pytest.mark.rule("SE-DIPL-01")
def test_an_upper_secondary_pupil_reads_points_and_in_the_last_year_the_diploma(school, team):
    place = a_class("NA23", school=school)
    pupil = in_year(a_pupil("Disa", "Lind", place=place), "3")
    Enrolment.objects.filter(pupil=pupil).update(programme="NA")
    bring_grades(school, {pupil: {"Matematik 1c": "C", "Fysik 1": "F"}}, points=100)

    words = words_of(team.get(reverse("desk:pupil", args=[pupil.public_id])))

    assert "Inte godkänt: Fysik 1." in words
    assert "100 av 200 betygsatta poäng är godkända." in words
    assert "examen" in words
