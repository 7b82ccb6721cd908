"""A policy that a school has written itself: read, refused in words, never changed once followed."""

from __future__ import annotations

import pytest

from tests.web.earlywarning.policies import OWN, adopt, upload, url
from tests.web.factories import a_school, staff
from throughline_web.earlywarning.models import OwnPolicy, PolicyPreview
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db


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
        pytest.param("a = " + "[" * 30_000, "not a readable TOML file", id="a bomb of lists"),
        pytest.param(OWN.replace("0.9", "1" + "0" * 400), "is not a number", id="a huge limit"),
        pytest.param(
            OWN.replace("due_days = 5", "due_days = 40000"), "more than 365", id="a far-off day"
        ),
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


def test_what_was_counted_with_a_file_goes_with_it(principal, school, logged_in):
    browser = logged_in(principal)
    upload(browser, school)
    browser.post(url("preview", school, f"egen-{OwnPolicy.objects.get().pk}"))

    upload(browser, school, OWN.replace("0.9", "0.8"))

    assert "0.8" in OwnPolicy.objects.get().text
    assert not PolicyPreview.objects.exists()


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
