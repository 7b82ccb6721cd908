"""The desk's pages: who may open them, which rows they hold, and how few questions they ask."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.web.attendance import a_run, bring, day_of_five, school_days
from tests.web.factories import (
    TODAY,
    a_class,
    a_guardian_of,
    a_mentor_of,
    a_pupil,
    knows,
    organiser_of,
    staff,
    the_pupil_as_account,
)
from throughline.terms.attendance import Mark, Status
from throughline_web.earlywarning.actions import evaluate_school
from throughline_web.earlywarning.models import Case
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import AccessEntry
from throughline_web.organisations.roles import Role
from throughline_web.sources.states import State

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture
def school_class():
    return a_class("8B")


@pytest.fixture
def school(school_class):
    return school_class.parent


@pytest.fixture
def pupil(school_class):
    return a_pupil("Elin", "Sjöberg", place=school_class)


def attends(school, *pupils, missed=2):
    """Forty school days, the last ten with two of five lessons missed, evaluated as of today."""
    calendar = school_days(40)
    marks = [
        mark
        for pupil in pupils
        for index, day in enumerate(calendar)
        for mark in day_of_five(pupil, day, missed=missed if index >= 30 else 0)
    ]
    bring(school, marks)
    evaluate_school(by=SYSTEM, school_id=school.pk, as_of=TODAY)


@pytest.fixture
def people(school, school_class, pupil):
    """One account a role, around one pupil."""
    attends(school, pupil)
    return {
        Role.TEACHER: staff(Role.TEACHER, school_class),
        Role.MENTOR: a_mentor_of(pupil),
        Role.STUDENT_HEALTH_TEAM: staff(Role.STUDENT_HEALTH_TEAM, school),
        Role.PRINCIPAL: staff(Role.PRINCIPAL, school),
        Role.MUNICIPAL_COORDINATOR: staff(Role.MUNICIPAL_COORDINATOR, organiser_of(school)),
        Role.ADMINISTRATOR: staff(Role.ADMINISTRATOR, organiser_of(school)),
        Role.GUARDIAN: a_guardian_of(pupil),
        Role.PUPIL: the_pupil_as_account(pupil),
    }


TEAM = {Role.STUDENT_HEALTH_TEAM, Role.PRINCIPAL}
OPEN_TO = {
    "desk:worklist": TEAM | {Role.MENTOR},
    "desk:pupil": TEAM | {Role.MENTOR},
    "desk:readers": TEAM | {Role.MENTOR},
    "desk:answer": TEAM | {Role.MENTOR},
    "desk:concern": TEAM | {Role.MENTOR, Role.TEACHER},
    "desk:classes": TEAM | {Role.MENTOR, Role.TEACHER},
    "desk:class": TEAM | {Role.TEACHER},
    "desk:school": TEAM | {Role.MUNICIPAL_COORDINATOR},
    "desk:search": TEAM | {Role.MENTOR},
    "desk:grades": TEAM | {Role.MENTOR},
    "desk:own": {Role.GUARDIAN, Role.PUPIL},
}


def address(name, *, pupil, school_class):
    match name:
        case "desk:pupil" | "desk:readers" | "desk:concern":
            return reverse(name, args=[pupil.public_id])
        case "desk:answer":
            return reverse(name, args=[Case.objects.get().public_id])
        case "desk:class":
            return reverse(name, args=[school_class.public_id])
        case _:
            return reverse(name)


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("name", OPEN_TO, ids=str)
def test_a_page_opens_for_the_roles_it_is_for_and_for_no_other(
    name, role, people, pupil, school_class, logged_in
):
    client = logged_in(people[role])

    answer = client.get(address(name, pupil=pupil, school_class=school_class))

    allowed = role in OPEN_TO[name]
    assert (answer.status_code == 200) == allowed
    assert allowed or answer.status_code in {403, 404}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_first_page_opens_for_everybody(role, people, logged_in):
    answer = logged_in(people[role]).get(reverse("desk:today"), follow=True)

    assert answer.status_code == 200


@pytest.mark.parametrize("role", sorted({Role.MUNICIPAL_COORDINATOR, Role.ADMINISTRATOR}), ids=str)
@pytest.mark.parametrize("name", ["desk:today", "desk:school"])
def test_a_municipality_reads_no_pupils_name(name, role, people, logged_in):
    answer = logged_in(people[role]).get(reverse(name), follow=True)

    assert "Sjöberg" not in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["desk:worklist", "desk:today", "desk:school", "desk:class", "desk:pupil", "desk:own"]
)
def test_a_page_asks_as_few_questions_for_three_pupils_as_for_one(
    name, school, school_class, pupil, logged_in, django_assert_max_num_queries
):
    others = [a_pupil(place=school_class) for _ in range(2)]
    attends(school, pupil, *others)
    reader = a_guardian_of(pupil) if name == "desk:own" else staff(Role.STUDENT_HEALTH_TEAM, school)
    client = logged_in(reader)

    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(address_of_list(name, pupil, school_class))

    assert answer.status_code == 200


def address_of_list(name, pupil, school_class):
    return address(name, pupil=pupil, school_class=school_class)


def test_the_worklist_says_why_since_when_and_from_how_much(people, logged_in):
    page = logged_in(people[Role.STUDENT_HEALTH_TEAM]).get(reverse("desk:worklist"))

    words = page.content.decode()
    assert "Frånvaron är 20 % de senaste 20 skoldagarna." in words.replace("\u00a0", " ")
    assert "100 % registrerat" in words.replace("\u00a0", " ")
    assert "Ingen har tagit ställning" in words


def test_a_decision_leaves_the_list_and_an_undo_brings_it_back(people, pupil, logged_in):
    client = logged_in(people[Role.STUDENT_HEALTH_TEAM])
    case = Case.objects.get()

    client.post(reverse("desk:answer", args=[case.public_id]), {"kind": "talk_planned"})
    assert "Sjöberg" not in client.get(reverse("desk:worklist")).content.decode()

    client.post(reverse("desk:undo-answer", args=[case.public_id]))
    assert "Sjöberg" in client.get(reverse("desk:worklist")).content.decode()


def test_a_known_absence_without_a_day_is_not_saved_and_says_why(people, logged_in):
    client = logged_in(people[Role.STUDENT_HEALTH_TEAM])
    case = Case.objects.get()

    answer = client.post(reverse("desk:answer", args=[case.public_id]), {"kind": "known"})

    assert "Välj vilken dag frågan ska komma tillbaka." in answer.content.decode()
    assert Case.objects.get().state == "open"


def test_a_teacher_raises_a_concern_and_the_team_sees_it(people, pupil, logged_in):
    logged_in(people[Role.TEACHER]).post(
        reverse("desk:concern", args=[pupil.public_id]),
        {"about": "well_being", "words": "Sitter ensam på rasterna."},
    )

    page = logged_in(people[Role.STUDENT_HEALTH_TEAM]).get(reverse("desk:worklist"))
    assert "Sitter ensam på rasterna." in page.content.decode()


def test_every_page_with_a_pupil_is_written_in_the_access_log(people, pupil, logged_in):
    reader = people[Role.PRINCIPAL]

    logged_in(reader).get(reverse("desk:pupil", args=[pupil.public_id]))

    entry = AccessEntry.objects.get(account=reader, page="pupil")
    assert entry.payload["pupils"] == [pupil.pk]


def test_a_mentor_sees_her_own_pupils_alone(school, school_class, pupil, logged_in):
    other = a_pupil("Nora", "Blom", place=school_class)
    attends(school, pupil, other)
    client = logged_in(a_mentor_of(pupil))

    words = client.get(reverse("desk:worklist")).content.decode()

    assert "Sjöberg" in words
    assert "Blom" not in words
    assert client.get(reverse("desk:pupil", args=[other.public_id])).status_code == 404


def test_a_guardian_sees_nothing_of_other_pupils(school, school_class, pupil, logged_in):
    attends(school, pupil, a_pupil("Nora", "Blom", place=school_class))

    words = logged_in(a_guardian_of(pupil)).get(reverse("desk:own")).content.decode()

    assert "Sjöberg" in words
    assert "Blom" not in words


def test_who_waits_stands_before_who_has_been_decided_about(school, school_class, logged_in):
    decided, waiting = (
        a_pupil("Ada", "Ek", place=school_class),
        a_pupil("Bo", "Ås", place=school_class),
    )
    attends(school, decided, waiting)
    team = staff(Role.STUDENT_HEALTH_TEAM, school)
    client = logged_in(team)
    case = Case.objects.get(pupil=decided)
    client.post(reverse("desk:answer", args=[case.public_id]), {"kind": "support_wanted"})

    words = client.get(reverse("desk:worklist"), {"show": "all"}).content.decode()

    assert Case.objects.get(pk=case.pk).waits_from is None
    assert words.index("Bo Ås") < words.index("Ada Ek")


class TestProtectedIdentity:
    """A cover name and nothing beside it, for everybody but the named few."""

    @pytest.fixture
    def hidden(self, school, school_class):
        pupil = a_pupil("Tuva", "Gyllene", place=school_class, cover_name="Kim Andersson")
        attends(school, pupil)
        return pupil

    @pytest.mark.parametrize(
        "name", ["desk:worklist", "desk:today", "desk:classes", "desk:class", "desk:school"]
    )
    @pytest.mark.parametrize("role", sorted(TEAM), ids=str)
    def test_the_name_is_on_no_list(self, name, role, hidden, school, school_class, logged_in):
        client = logged_in(staff(role, school))

        words = client.get(address(name, pupil=hidden, school_class=school_class)).content.decode()

        assert "Gyllene" not in words
        assert "Tuva" not in words

    def test_the_list_has_the_cover_name_without_class_beside_it(self, hidden, school, logged_in):
        client = logged_in(staff(Role.STUDENT_HEALTH_TEAM, school))

        words = client.get(reverse("desk:worklist")).content.decode()

        assert "Kim Andersson" in words
        assert "8B · " not in words

    def test_a_search_finds_neither_name(self, hidden, school, logged_in):
        client = logged_in(staff(Role.PRINCIPAL, school))

        for asked in ("Tuva", "Gyllene", "Kim"):
            words = client.post(reverse("desk:search"), {"name": asked}).content.decode()
            assert "Ingen hittades" in words

    def test_the_page_opens_for_the_named_few_alone(self, hidden, school, logged_in):
        named, other = staff(Role.PRINCIPAL, school), staff(Role.STUDENT_HEALTH_TEAM, school)
        knows(named, hidden)
        url = reverse("desk:pupil", args=[hidden.public_id])

        assert "Tuva Gyllene" in logged_in(named).get(url).content.decode()
        assert logged_in(other).get(url).status_code == 404

    def test_the_decision_page_shows_the_cover_name(self, hidden, school, logged_in):
        client = logged_in(staff(Role.STUDENT_HEALTH_TEAM, school))

        words = client.get(
            reverse("desk:answer", args=[Case.objects.get().public_id])
        ).content.decode()

        assert "Kim Andersson" in words
        assert "Gyllene" not in words


def test_occasions_that_a_source_only_counts_stand_on_the_page_without_a_share(
    school, pupil, logged_in
):
    days = school_days(3)
    counted = [
        Mark(str(pupil.pk), None, day, day, "1", status=Status.UNEXCUSED, occasions=1)
        for day in days
    ]
    bring(school, counted)
    page = reverse("desk:pupil", args=[pupil.public_id])

    words = logged_in(staff(Role.STUDENT_HEALTH_TEAM, school)).get(page).content.decode()

    assert "Räknat på 20 veckor: ogiltig frånvaro 3." in words
    assert "mark-cross" not in words


def test_an_administrator_is_told_of_checked_files_and_where_to_go(school, logged_in):
    run = a_run(organiser_of(school), state=State.CHECKED)

    words = (
        logged_in(staff(Role.ADMINISTRATOR, organiser_of(school)))
        .get(reverse("desk:today"))
        .content.decode()
    )

    assert "Filen är kontrollerad. Säg om den får användas." in words
    assert reverse("sources:run", args=[run.public_id]) in words
    assert "Det här gör du här" in words
