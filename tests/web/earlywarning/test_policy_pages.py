"""The policy's pages: who reads and who chooses, trying before adopting, and one's own file."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from tests.web.earlywarning.policies import adopt, misses, upload, url
from tests.web.factories import (
    NOW,
    TODAY,
    YESTERDAY,
    a_membership,
    a_mentor_of,
    a_pupil,
    a_school,
    organiser_of,
)
from throughline.earlywarning.policy import shipped_policies
from throughline_web.earlywarning.models import Case, Flag, OwnPolicy, PolicyAdoption, PolicyPreview
from throughline_web.earlywarning.queries import policy_of
from throughline_web.organisations.clock import now
from throughline_web.organisations.models import AccessEntry
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
MOST_QUERIES = 15


READERS = {
    Role.MENTOR,
    Role.STUDENT_HEALTH_TEAM,
    Role.PRINCIPAL,
    Role.MUNICIPAL_COORDINATOR,
    Role.ADMINISTRATOR,
}
CHOOSERS = {Role.PRINCIPAL, Role.ADMINISTRATOR}


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


def test_two_who_decide_at_once_are_told_so(principal, school, logged_in, monkeypatch):
    browser = logged_in(principal)
    adopt(browser, school, "se-csn", TODAY)
    # The other one's decision is not yet seen when this one ends the earlier decision.
    monkeypatch.setattr(QuerySet, "update", lambda *_args, **_values: 0)

    answer = adopt(browser, school, "se-boras", TOMORROW)

    assert "Någon annan har just beslutat" in answer.content.decode()
    assert policy_of(school.pk, on=TOMORROW).id == "se-csn"


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


def counted(unit, **counts):
    told = {"pupils": 120, "now": 25, "then": 26, "coming": 1, "leaving": 0, "asked_at": NOW}
    PolicyPreview.objects.create(unit=unit, policy_id="se-boras", as_of=TODAY, **told | counts)


def test_an_administrator_finds_no_small_number_by_subtraction(people, school, logged_in):
    counted(school)

    page = logged_in(people[Role.ADMINISTRATOR]).get(url("policy", school, "se-boras"))

    told = page.context["page"].preview.sentences
    assert told[0].startswith("cirka 20 av cirka 120 elever")
    assert told[1].count("färre än 10") == 2
    assert "26" not in told[0]


def test_a_school_of_ones_own_opens_no_other_schools_small_numbers(people, school, logged_in):
    elsewhere = a_school("Fjällskolan", organiser=organiser_of(school))
    both = people[Role.ADMINISTRATOR]
    a_membership(Role.PRINCIPAL, school, account=both)
    counted(elsewhere)
    counted(school)
    browser = logged_in(both)

    pages = [browser.get(url("policy", one, "se-boras")) for one in (school, elsewhere)]

    told = [page.context["page"].preview.sentences[0] for page in pages]
    assert told[0].startswith("25 av 120")
    assert told[1].startswith("cirka 20 av")


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


def test_a_preview_that_was_lost_with_its_worker_may_be_asked_for_again(
    principal, school, logged_in
):
    nothing = dict.fromkeys(("pupils", "now", "then", "coming", "leaving"))
    counted(school, asked_at=now() - timedelta(hours=1), **nothing)

    page = logged_in(principal).get(url("policy", school, "se-boras"))

    assert page.context["page"].preview is None


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
