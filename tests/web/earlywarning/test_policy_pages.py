"""The policy's pages: who reads and who chooses, trying before adopting, and one's own file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.attendance import bring, day_of_five, school_days
from tests.web.factories import (
    TODAY,
    YESTERDAY,
    a_class,
    a_guardian_of,
    a_mentor_of,
    a_pupil,
    a_school,
    organiser_of,
    staff,
    the_pupil_as_account,
)
from throughline.earlywarning.policy import shipped_policies
from throughline_web.earlywarning.models import Case, Flag, OwnPolicy, PolicyAdoption, PolicyPreview
from throughline_web.earlywarning.queries import policy_of
from throughline_web.organisations.models import AccessEntry
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
MOST_QUERIES = 15
OWN = """
id = "our-policy"
version = "1"
country = "se"
valid_from = 2026-07-01
source = "Beslut i nämnden 12 maj 2026"
author = "Chefen för elevhälsan"
checked_by = "Rut Ek"
next_review = 2027-06-01
name = { sv = "Vår riktlinje", nb = "Vår retningslinje", en = "Our policy" }

[[rule]]
id = "mentor-talk"
indicator = "absence"
scope = "total"
window = "rolling:20"
limit = 0.9
unit = "share"
compare = "at_least"
min_coverage = 0.8
min_offered = 1500
action = { sv = "Mentorn talar", nb = "Kontaktlæreren snakker", en = "The mentor talks" }
due_days = 5
owner_role = "mentor"
"""


@pytest.fixture
def school_class():
    return a_class("8B", school=a_school("Björkskolan"))


@pytest.fixture
def school(school_class):
    return school_class.parent


@pytest.fixture
def pupil(school_class):
    return a_pupil("Elin", "Sjöberg", place=school_class)


@pytest.fixture
def principal(school):
    return staff(Role.PRINCIPAL, school, given_name="Rut", family_name="Ek")


@pytest.fixture
def people(school, school_class, pupil, principal):
    """One account a role, around one pupil."""
    return {
        Role.TEACHER: staff(Role.TEACHER, school_class),
        Role.MENTOR: a_mentor_of(pupil),
        Role.STUDENT_HEALTH_TEAM: staff(Role.STUDENT_HEALTH_TEAM, school),
        Role.PRINCIPAL: principal,
        Role.MUNICIPAL_COORDINATOR: staff(Role.MUNICIPAL_COORDINATOR, organiser_of(school)),
        Role.ADMINISTRATOR: staff(Role.ADMINISTRATOR, organiser_of(school)),
        Role.GUARDIAN: a_guardian_of(pupil),
        Role.PUPIL: the_pupil_as_account(pupil),
    }


READERS = {
    Role.MENTOR,
    Role.STUDENT_HEALTH_TEAM,
    Role.PRINCIPAL,
    Role.MUNICIPAL_COORDINATOR,
    Role.ADMINISTRATOR,
}
CHOOSERS = {Role.PRINCIPAL, Role.ADMINISTRATOR}


def url(name, unit, *more):
    return reverse(f"earlywarning:{name}", args=[unit.public_id, *more])


def adopt(browser, unit, key="se-boras", on=TODAY):
    return browser.post(url("adopt", unit, key), {"starts_on": on.isoformat()})


def upload(browser, unit, text=OWN, name="our.toml"):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    return browser.post(url("bring", unit), {"file": file})


def misses(school, pupil, missed=2):
    calendar = school_days(40)
    rows = [
        mark
        for index, day in enumerate(calendar)
        for mark in day_of_five(pupil, day, missed=missed if index >= 30 else 0)
    ]
    bring(school, rows)


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("name", ["policies", "unit", "policy"])
def test_a_page_is_read_by_those_who_see_limits_and_by_no_other(
    name, role, people, school, logged_in
):
    more = {"policies": [], "unit": [school.public_id], "policy": [school.public_id, "no-iko"]}

    answer = logged_in(people[role]).get(
        reverse(f"earlywarning:{name}", args=more[name]), follow=True
    )

    assert answer.status_code == (200 if role in READERS else 403)


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("name", ["adopt", "preview", "bring"])
def test_only_principal_and_administrator_choose(name, role, people, school, logged_in):
    more = [] if name == "bring" else ["no-iko"]

    answer = logged_in(people[role]).post(url(name, school, *more))

    assert (answer.status_code == 403) == (role not in CHOOSERS)


@pytest.mark.parametrize("role", sorted(READERS), ids=str)
def test_another_schools_policy_is_not_there(role, people, logged_in):
    elsewhere = a_school("Fjällskolan", organiser=None)

    answer = logged_in(people[role]).get(url("unit", elsewhere))

    assert answer.status_code == 404


@pytest.mark.parametrize("role", sorted(READERS - CHOOSERS), ids=str)
def test_a_reader_who_may_not_choose_is_offered_no_way_to(role, people, school, logged_in):
    browser = logged_in(people[role])

    unit = browser.get(url("unit", school)).content.decode()
    one = browser.get(url("policy", school, "se-boras")).content.decode()

    assert url("bring", school) not in unit
    assert url("adopt", school, "se-boras") not in one


def test_a_principal_cannot_decide_for_the_municipality(principal, school, logged_in):
    assert adopt(logged_in(principal), organiser_of(school)).status_code == 404
    assert not PolicyAdoption.objects.exists()


def test_a_mentor_learns_no_school_from_a_protected_pupil(school_class, school, logged_in):
    hidden = a_pupil("Gömd", "Sjöberg", place=school_class, cover_name="Kim Berg")

    answer = logged_in(a_mentor_of(hidden)).get(url("unit", school))

    assert answer.status_code == 404


def test_the_page_says_the_rules_in_words(principal, school, logged_in):
    page = logged_in(principal).get(url("unit", school)).content.decode()

    assert "Svensk grundmall" in page
    assert "Frånvaro, de senaste 20 skoldagarna: från 10\u00a0%" in page
    assert "minst 80\u00a0% av lektionstiden registrerad" in page
    assert "Elevhälsoteam, inom 5 skoldagar" in page
    assert "Ännu inte bekräftad" in page
    assert "Ingen har beslutat än" in page


@pytest.mark.parametrize("key", sorted(shipped_policies()))
def test_every_ready_policy_has_its_page(key, principal, school, logged_in):
    page = logged_in(principal).get(url("policy", school, key)).content.decode()

    assert shipped_policies()[key].name.sv in page


def test_an_adopted_policy_is_followed_and_stands_in_history_and_log(principal, school, logged_in):
    browser = logged_in(principal)

    adopt(browser, school)

    page = browser.get(url("unit", school)).content.decode()
    assert policy_of(school.pk, on=TODAY).id == "se-boras"
    assert policy_of(school.pk, on=YESTERDAY).id == "se-template"
    assert "Rut Ek, för Björkskolan" in page
    assert AccessEntry.objects.filter(page="adopt_policy", unit=school).count() == 1


def test_a_later_day_leaves_today_as_it_is(principal, school, logged_in):
    adopt(logged_in(principal), school, on=TOMORROW)

    assert policy_of(school.pk, on=TODAY).id == "se-template"
    assert policy_of(school.pk, on=TOMORROW).id == "se-boras"


def test_a_decision_for_an_earlier_day_takes_the_place_of_one_to_come(principal, school, logged_in):
    browser = logged_in(principal)
    adopt(browser, school, "se-csn", TODAY)
    adopt(browser, school, "no-iko", TOMORROW + timedelta(days=5))

    adopt(browser, school, "se-boras", TOMORROW)

    spans = PolicyAdoption.objects.order_by("starts_on")
    assert [(row.policy_id, row.ends_on) for row in spans] == [
        ("se-csn", TODAY),
        ("se-boras", None),
    ]


def test_a_day_that_is_past_is_refused(principal, school, logged_in):
    answer = adopt(logged_in(principal), school, on=YESTERDAY)

    assert "Välj i dag eller en senare dag" in answer.content.decode()
    assert not PolicyAdoption.objects.exists()


def test_the_municipality_decides_for_schools_that_have_not(people, school, logged_in):
    adopt(logged_in(people[Role.ADMINISTRATOR]), organiser_of(school))

    assert policy_of(school.pk, on=TODAY).id == "se-boras"


def test_adopting_from_today_evaluates_anew(principal, school, pupil, logged_in):
    misses(school, pupil)
    browser = logged_in(principal)
    adopt(browser, school, "se-template")
    before = Flag.objects.filter(state="standing").exists()

    upload(browser, school)
    adopt(browser, school, f"egen-{OwnPolicy.objects.get().pk}")

    assert before
    assert not Flag.objects.filter(state="standing").exists()


def test_a_preview_counts_and_changes_nothing(principal, school, pupil, logged_in):
    misses(school, pupil)
    browser = logged_in(principal)
    upload(browser, school)
    key = f"egen-{OwnPolicy.objects.get().pk}"

    page = browser.post(url("preview", school, key), follow=True).content.decode()

    found = PolicyPreview.objects.get()
    assert (found.pupils, found.now, found.then, found.leaving, found.coming) == (1, 1, 0, 1, 0)
    assert "1 av 1 elever står på listan i dag" in page
    assert not Flag.objects.exists()
    assert not Case.objects.exists()


def test_an_administrator_sees_no_small_numbers(people, school, pupil, logged_in):
    misses(school, pupil)
    browser = logged_in(people[Role.ADMINISTRATOR])

    page = browser.post(url("preview", organiser_of(school), "se-boras"), follow=True)

    assert "färre än 10 av färre än 10 elever" in page.content.decode()


def test_a_preview_of_another_policy_is_not_shown(principal, school, logged_in):
    browser = logged_in(principal)
    browser.post(url("preview", school, "se-boras"))

    page = browser.get(url("policy", school, "se-csn")).content.decode()

    assert "står på listan i dag. Med" not in page


def test_a_preview_that_is_being_counted_is_asked_again(principal, school, logged_in):
    browser = logged_in(principal)
    browser.post(url("preview", school, "se-boras"))
    PolicyPreview.objects.update(pupils=None, now=None, then=None, coming=None, leaving=None)

    page = browser.get(url("policy", school, "se-boras")).content.decode()
    part = browser.get(url("preview", school, "se-boras"))
    PolicyPreview.objects.all().delete()
    done = browser.get(url("preview", school, "se-boras"))

    assert url("preview", school, "se-boras") in page
    assert "<progress" in part.content.decode()
    assert done["HX-Redirect"] == url("policy", school, "se-boras")


def test_a_file_of_ones_own_is_read_and_kept_once(principal, school, logged_in):
    browser = logged_in(principal)

    first = upload(browser, school)
    upload(browser, school)

    own = OwnPolicy.objects.get()
    assert first["Location"] == url("policy", school, f"egen-{own.pk}")
    assert "Vår riktlinje" in browser.get(first["Location"]).content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            OWN.replace("limit", "limt"), "our.toml: unknown key &#x27;limt&#x27;", id="a key"
        ),
        pytest.param("a = [", "our.toml: not a readable TOML file", id="no TOML"),
        pytest.param(b"\xff\xfe\x00", "inte skriven i UTF-8", id="no text"),
        pytest.param("#" * 70_000, "större än 64 kB", id="too large"),
        pytest.param(OWN.replace("our-policy", "se-boras"), "finns redan", id="a ready one's id"),
        pytest.param(OWN.replace("our-policy", "x" * 61), "för långt", id="a long id"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(text, said, principal, school, logged_in):
    answer = upload(logged_in(principal), school, text)

    assert said in answer.content.decode()
    assert not OwnPolicy.objects.exists()


def test_a_version_that_is_followed_cannot_be_changed(principal, school, logged_in):
    browser = logged_in(principal)
    upload(browser, school)
    adopt(browser, school, f"egen-{OwnPolicy.objects.get().pk}")

    upload(browser, school, OWN.replace("0.9", "0.8"))

    assert "0.9" in OwnPolicy.objects.get().text


def test_a_policy_that_does_not_hold_that_day_is_refused(principal, school, logged_in):
    browser = logged_in(principal)
    upload(browser, school, OWN.replace("2026-07-01", "2026-12-01"))

    answer = adopt(browser, school, f"egen-{OwnPolicy.objects.get().pk}")

    assert "gäller själv inte den dagen" in answer.content.decode()


def test_another_units_own_policy_is_not_there(principal, school, logged_in):
    elsewhere = a_school("Fjällskolan")
    upload(logged_in(staff(Role.PRINCIPAL, elsewhere)), elsewhere)

    answer = logged_in(principal).get(url("policy", school, f"egen-{OwnPolicy.objects.get().pk}"))

    assert answer.status_code == 404


@pytest.mark.parametrize("schools", [1, 3])
@pytest.mark.parametrize("name", ["unit", "policy"])
def test_a_page_asks_few_questions_however_many_schools(
    name, schools, people, school, logged_in, django_assert_max_num_queries
):
    for number in range(schools):
        a_school(f"Skola {number}", organiser=organiser_of(school))
    browser = logged_in(people[Role.ADMINISTRATOR])
    adopt(browser, school)

    with django_assert_max_num_queries(MOST_QUERIES):
        browser.get(url(name, school, *(["se-csn"] if name == "policy" else [])))


def test_a_mentor_of_protected_pupils_alone_is_told_whom_to_ask(school_class, logged_in):
    hidden = a_pupil("Gömd", "Sjöberg", place=school_class, cover_name="Kim Berg")

    page = logged_in(a_mentor_of(hidden)).get(reverse("earlywarning:policies"))

    assert "Fråga rektor" in page.content.decode()
    assert "Björkskolan" not in page.content.decode()


def test_where_a_limit_is_shown_its_policy_is_one_step_away(principal, school, pupil, logged_in):
    misses(school, pupil)
    browser = logged_in(principal)
    adopt(browser, school, "se-template")

    pages = [
        browser.get(reverse("desk:pupil", args=[pupil.public_id])),
        browser.get(reverse("desk:answer", args=[Case.objects.get().public_id])),
        browser.get(reverse("desk:school")),
    ]

    assert [reverse("earlywarning:policies") in page.content.decode() for page in pages] == [
        True
    ] * 3
