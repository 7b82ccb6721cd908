"""At eighteen the pupil decides: nobody reads by default, one guardian at a time, and only the pupil."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.access import Action
from throughline_web.organisations.models import AccessEntry, Relation
from throughline_web.organisations.queries import pupils_visible_to
from throughline_web.organisations.roles import RelationKind, Role

pytestmark = pytest.mark.django_db

OF_AGE = date(2008, 11, 23)
DAY_AFTER = date(2008, 11, 24)
CONSENTS = reverse("organisations:consents")


@pytest.fixture
def pupil():
    return make.a_pupil("Elin", "Berg", birth_date=OF_AGE)


@pytest.fixture
def guardian(pupil):
    return make.a_guardian_of(pupil, given_name="Eva", family_name="Berg")


@pytest.fixture
def browser(pupil, logged_in):
    return logged_in(make.the_pupil_as_account(pupil))


def tie_of(guardian):
    return Relation.objects.get(account=guardian, kind=RelationKind.GUARDIAN)


def decide(browser, tie, reads="yes"):
    return browser.post(reverse("organisations:consent", args=[tie.pk]), {"reads": reads})


def reads(guardian, pupil):
    rows = pupils_visible_to(make.member(guardian), make.TODAY, action=Action.SEE_OWN)
    return pupil in rows


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_page_is_the_pupils_own(role, pupil, guardian, logged_in):
    school = pupil.enrolments.get().school
    people = {
        Role.PUPIL: lambda: make.the_pupil_as_account(pupil),
        Role.GUARDIAN: lambda: guardian,
        Role.MENTOR: lambda: make.a_mentor_of(pupil),
        Role.MUNICIPAL_COORDINATOR: lambda: make.staff(role, make.organiser_of(school)),
    }
    account = people.get(role, lambda: make.staff(role, school))()

    answer = logged_in(account).get(CONSENTS)

    expected = {Role.PUPIL: 200, Role.GUARDIAN: 404}
    assert answer.status_code == expected.get(role, 403)


def test_nobody_reads_at_eighteen_by_default(browser, pupil, guardian):
    page = browser.get(CONSENTS).content.decode()

    assert not reads(guardian, pupil)
    assert "Eva Berg" in page
    assert "Ser inte din sida" in page


def test_pupil_lets_one_guardian_read_and_changes_her_mind(browser, pupil, guardian):
    other = make.a_guardian_of(pupil, given_name="Adam")

    decide(browser, tie_of(guardian))
    allowed = reads(guardian, pupil), reads(other, pupil)
    decide(browser, tie_of(guardian), "no")

    assert allowed == (True, False)
    assert not reads(guardian, pupil)
    logged = AccessEntry.objects.filter(page__endswith="_consent").order_by("pk")
    assert [(entry.page, entry.via) for entry in logged] == [
        ("sign_consent", "pupil"),
        ("withdraw_consent", "pupil"),
    ]


def test_stopping_what_was_never_allowed_changes_nothing(browser, guardian):
    decide(browser, tie_of(guardian), "no")

    assert tie_of(guardian).consent_withdrawn_on is None


def test_day_before_the_birthday_there_is_nothing_to_decide(browser, pupil, guardian):
    pupil.birth_date = DAY_AFTER
    pupil.save()

    page = browser.get(CONSENTS).content.decode()
    decide(browser, tie_of(guardian))

    assert "Du fyller 18 den" in page
    assert "Låt läsa" not in page
    assert tie_of(guardian).consent_signed_on is None


def test_unknown_birth_date_is_said(browser, pupil, guardian):
    pupil.birth_date = None
    pupil.save()

    assert "inte uppgett när du är född" in browser.get(CONSENTS).content.decode()


def test_pupil_decides_about_nobody_elses_guardian(browser):
    stranger = make.a_guardian_of(make.a_pupil(birth_date=OF_AGE))

    assert decide(browser, tie_of(stranger)).status_code == 404


def test_guardian_whose_information_is_held_leaves_no_trace(browser, pupil, guardian, logged_in):
    tie = tie_of(guardian)
    tie.has_right_to_information = False
    tie.save()

    assert "Eva Berg" not in browser.get(CONSENTS).content.decode()
    assert decide(browser, tie).status_code == 404
    assert "Elin" not in logged_in(guardian).get(reverse("desk:own")).content.decode()


def test_guardians_page_says_when_the_reading_ended(guardian, logged_in):
    page = logged_in(guardian).get(reverse("desk:own")).content.decode()

    assert "Du ser inte sidan för Elin längre, sedan 23 november 2026" in page
    assert page.count("<h1>") == 1


def test_guardians_page_says_nothing_while_the_guardian_reads(browser, guardian, logged_in):
    decide(browser, tie_of(guardian))

    assert "inte sidan för" not in logged_in(guardian).get(reverse("desk:own")).content.decode()


def test_guardian_of_a_protected_pupil_is_told_no_name(pupil, guardian, logged_in):
    pupil.protected, pupil.cover_name = True, "Kim Ek"
    pupil.save()

    page = logged_in(guardian).get(reverse("desk:own")).content.decode()

    assert "Elin" not in page


@pytest.mark.parametrize(
    ("born", "asked"),
    [
        pytest.param(OF_AGE + timedelta(days=61), False, id="long before"),
        pytest.param(OF_AGE + timedelta(days=60), True, id="sixty days before"),
        pytest.param(OF_AGE, True, id="on the day"),
    ],
)
def test_pupil_is_asked_before_the_birthday(born, asked, browser, pupil, guardian):
    pupil.birth_date = born
    pupil.save()

    page = browser.get(reverse("desk:own")).content.decode()

    assert (CONSENTS in page) == asked


def test_pupil_who_has_chosen_is_not_asked_again(browser, guardian):
    decide(browser, tie_of(guardian))

    assert CONSENTS not in browser.get(reverse("desk:own")).content.decode()
    assert CONSENTS in browser.get(reverse("organisations:own")).content.decode()


@pytest.mark.parametrize("guardians", [1, 3])
def test_page_asks_few_questions(guardians, browser, pupil, django_assert_max_num_queries):
    for _ in range(guardians):
        make.a_guardian_of(pupil)

    with django_assert_max_num_queries(8):
        browser.get(CONSENTS)
