"""The pages of figures: for whom they open, what they say, and how few questions they ask."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.attendance import bring, school_days, unregistered
from tests.web.desk.test_grades import CORE, bring_grades, letters, others
from tests.web.factories import NOW, TODAY, a_class, member
from tests.web.measures.towns import (
    AWAY,
    YEAR,
    a_town,
    address,
    attend,
    pupils_of,
    released,
    words,
)
from throughline.measures.definition import shipped_measures
from throughline_web.measures.actions import ask_for_release, make_release
from throughline_web.measures.models import Release
from throughline_web.measures.words import place_on_page
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.models import Pupil, Unit
from throughline_web.organisations.roles import Role
from throughline_web.sources.models import OfficialFigure, OfficialTable

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25


TEAM = {Role.STUDENT_HEALTH_TEAM, Role.PRINCIPAL}
STAFF = set(Role) - {Role.GUARDIAN, Role.PUPIL}
COORDINATOR = {Role.MUNICIPAL_COORDINATOR}
REGISTER = {Role.PRINCIPAL, Role.ADMINISTRATOR}
OPEN_TO = {
    "start": TEAM | COORDINATOR,
    "school": TEAM,
    "school-measure": TEAM,
    "school-file": TEAM,
    "organiser": COORDINATOR,
    "organiser-measure": COORDINATOR,
    "organiser-file": COORDINATOR,
    "releases": COORDINATOR,
    "definitions": STAFF,
    "definition": STAFF,
    "term-reports": REGISTER,
    "term-report": REGISTER,
}


@pytest.mark.usefixtures("release")
@pytest.mark.parametrize("name", OPEN_TO, ids=str)
def test_a_page_opens_for_the_roles_it_is_for_and_for_no_other(
    name, people, town, school, logged_in
):
    for role in Role:
        answer = logged_in(people[role]).get(address(name, town, school), follow=True)

        allowed = role in OPEN_TO[name]
        assert (answer.status_code == 200) == allowed, role
        assert allowed or answer.status_code in {403, 404}


def test_nobody_reads_another_school_or_town(people, logged_in):
    other = a_town((12, 3), name="Norrvik")
    elsewhere = Unit.objects.get(name="Skola 1", parent=other)

    for role, name in (
        (Role.PRINCIPAL, "school"),
        (Role.PRINCIPAL, "term-report"),
        (Role.ADMINISTRATOR, "term-report"),
        (Role.MUNICIPAL_COORDINATOR, "organiser"),
        (Role.MUNICIPAL_COORDINATOR, "releases"),
    ):
        answer = logged_in(people[role]).get(address(name, other, elsewhere))
        assert answer.status_code == 404, (role, name)


def test_coverage_stands_before_every_figure(people, town, school, logged_in):
    page = words(logged_in(people[Role.PRINCIPAL]).get(address("school", town, school)))

    assert page.index("Registrerad lektionstid") < page.index("Elever med minst 20 % frånvaro")
    assert "30,0 %" in page
    assert "version 1" in page


def test_a_measure_shows_its_spread_before_its_figure(people, town, school, logged_in):
    client = logged_in(people[Role.PRINCIPAL])

    page = words(client.get(address("school-measure", town, school, measure="absence-total")))

    assert page.index("Hur eleverna fördelar sig") < page.index("Siffran")
    assert "under 5 %" in page
    assert "Årskurs för årskurs" in page


@pytest.mark.usefixtures("release")
def test_a_school_stands_beside_its_organiser_and_schools_like_it(people, town, school, logged_in):
    page = words(logged_in(people[Role.PRINCIPAL]).get(address("school-measure", town, school)))

    assert "Bredvid andra" in page
    assert "Sjövik" in page
    assert "Skola 2" in page
    assert "Publicering 1" in page


def test_a_school_that_registers_little_is_put_before_nobody(town, people, logged_in):
    quiet = a_class("9C", school=Unit.objects.get(name="Skola 2"))
    pupils = pupils_of(quiet, 40)
    bring(quiet.parent, [unregistered(each, day) for each in pupils for day in school_days(10)])
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])
    released(town, people[Role.MUNICIPAL_COORDINATOR])

    page = words(client.get(address("organiser-measure", town, None), {"order": "figure"}))

    assert "För lite är registrerat" in page
    assert "Efter siffra" not in page


@pytest.mark.usefixtures("release")
def test_schools_that_register_enough_may_be_put_in_order(people, town, school, logged_in):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])

    page = words(client.get(address("organiser-measure", town, school), {"order": "figure"}))

    assert "Efter siffra" in page


def test_without_a_release_a_municipality_has_no_figures(people, town, school, logged_in):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])

    page = words(client.get(address("organiser", town, school)))

    assert "Inget är publicerat än" in page
    assert client.get(address("organiser-file", town, school)).status_code == 404


def test_a_coordinator_asks_for_a_release_and_reads_it(people, town, school, logged_in, settings):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])

    answer = client.post(
        address("releases", town, school), {"period": "2026-27", "why": "Till nämnden"}, follow=True
    )

    assert "Till nämnden" in words(answer)
    waiting = Release.objects.get()
    make_release(by=SYSTEM, release_id=waiting.pk, on=TODAY, at=NOW)
    page = words(client.get(address("organiser", town, school)))
    assert "Publicering 1, gjord 23 november 2026 av" in page
    assert str(waiting.public_id) in page


def test_a_second_wish_meanwhile_is_told_to_wait(people, town, school, logged_in):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])
    ask_for_release(
        by=member(people[Role.MUNICIPAL_COORDINATOR]),
        organiser=town,
        period=YEAR,
        why="",
        on=TODAY,
        at=NOW,
    )

    answer = client.post(address("releases", town, school), {"period": "2026-27"}, follow=True)

    assert "En publicering görs redan." in words(answer)


def test_a_municipality_reads_no_pupils_name(people, town, school, release, logged_in):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])

    for name in ("organiser", "organiser-measure", "organiser-file", "releases"):
        page = client.get(address(name, town, school)).content.decode()
        assert "Berg" not in page
        assert "Elin" not in page


@pytest.mark.parametrize(
    "name", ["school", "school-measure", "school-file", "organiser", "organiser-measure"]
)
def test_a_page_asks_few_questions(
    name, people, town, school, release, logged_in, django_assert_max_num_queries
):
    role = Role.PRINCIPAL if name.startswith("school") else Role.MUNICIPAL_COORDINATOR
    client = logged_in(people[role])

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address(name, town, school)).status_code == 200


def test_a_larger_school_asks_no_more(town, school, people, logged_in):
    client, url = logged_in(people[Role.PRINCIPAL]), address("school", town, school)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    attend(school, pupils_of(school.children.get(), 10), 3)

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_page_speaks_every_language(language, people, town, school, release, logged_in):
    client = logged_in(people[Role.PRINCIPAL])
    client.cookies["django_language"] = language

    for name in ("school", "school-measure", "definitions", "definition", "term-report"):
        assert client.get(address(name, town, school)).status_code == 200


def test_an_official_figure_stands_beside_ours_under_its_own_title(people, town, school, logged_in):
    table = OfficialTable.objects.create(
        provider="kolada", title="Kolada", source_line="Kolada v3", sha256="0" * 64,
        figure_count=1, brought_at=NOW, brought_by_name="Per Norén",
    )  # fmt: skip
    OfficialFigure.objects.create(
        table=table, key="1", measure=AWAY, title="Frånvaro enligt myndigheten",
        unit="percent", level="nation", code="SE", name="Riket", period="2025",
        value="12.5", state="shown", is_about=False, stands=True,
    )  # fmt: skip

    page = words(logged_in(people[Role.PRINCIPAL]).get(address("school-measure", town, school)))

    assert page.index("Officiella siffror") < page.index("Riket") < page.index("12,5 %")
    assert "Frånvaro enligt myndigheten" in page
    assert "De blandas inte med våra." in page


def test_the_schools_side_by_side_are_read_from_the_release(people, town, school, logged_in):
    client = logged_in(people[Role.MUNICIPAL_COORDINATOR])
    before = words(client.get(reverse("desk:school")))
    released(town, people[Role.MUNICIPAL_COORDINATOR])

    after = words(client.get(reverse("desk:school")))

    assert "Inget är publicerat än." in before
    assert "Uppgift saknas" in before
    assert "<td>40</td> <td>100,0 %</td> <td>För få för att visas</td>" in after


def test_grades_before_the_year_is_over_are_conditional(people, town, school, logged_in):
    bring_grades(school, {each: letters(CORE, others(5)) for each in Pupil.objects.all()})
    client = logged_in(people[Role.PRINCIPAL])

    overview = words(client.get(address("school", town, school)))
    measure = words(client.get(address("school-measure", town, school, measure="merit-value")))

    assert "Med nuvarande betyg. De kan fortfarande ändras." in overview
    assert "Med nuvarande betyg. De kan fortfarande ändras." in measure
    assert "Behöriga till yrkesprogram" in overview


def test_the_families_of_programmes_stand_in_the_order_of_the_rules():
    found = sorted(shipped_measures().values(), key=place_on_page)

    eligible = [measure.id for measure in found if measure.id.startswith("eligible-")]

    order = ("yrk", "es", "ek", "hu", "sa", "na", "te", "imv")
    assert eligible == [f"eligible-{family}" for family in order]
