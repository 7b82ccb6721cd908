"""The statements: open to all, whole in three languages, and true to the settings."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from throughline_web.desk.pages.statements import NAMES, statement

pytestmark = pytest.mark.django_db

LANGUAGES = ("sv", "nb", "en")
NO_WORDS = {"contact": "", "ground": "", "upload_days": "30", "undo_days": "90"}
PAGES = [f"desk:{name}" for name in NAMES]


def read(name, language, **words):
    return statement(name, language=language, words={**NO_WORDS, **words})


def everything(found):
    return [
        found.title,
        found.lead,
        *(words for one in found.sections for words in (one.title, *one.text, *one.points)),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_statement_is_read_without_log_in_and_without_a_question(
    client, page, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get(reverse(page))

    assert response.status_code == 200
    assert "session" not in "".join(response.cookies)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_is_shown_in_the_language_that_was_chosen(client, page, language):
    client.cookies["language"] = language

    shown = client.get(reverse(page)).content.decode()

    assert f'<html lang="{language}"' in shown
    assert read(page.removeprefix("desk:"), language).lead.replace("'", "&#x27;") in shown


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_as_much(name, language):
    swedish, other = read(name, "sv"), read(name, language)

    assert other.updated == swedish.updated
    assert [(len(one.text), len(one.points)) for one in other.sections] == [
        (len(one.text), len(one.points)) for one in swedish.sections
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_be_filled_in(name, language):
    assert [words for words in everything(read(name, language)) if re.search(r"[{}]", words)] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_organisers_contact_is_shown(client, settings, page):
    settings.THROUGHLINE_CONTACT = "Ring 0123-456 78 och fråga efter dataskyddsombudet."

    assert settings.THROUGHLINE_CONTACT in client.get(reverse(page)).content.decode()


def test_without_a_contact_the_school_answers(client):
    assert "Kontakta skolan" in client.get(reverse("desk:accessibility")).content.decode()


def test_a_legal_ground_is_never_claimed_for_the_organiser(client, settings):
    before = client.get(reverse("desk:privacy")).content.decode()
    settings.THROUGHLINE_LEGAL_GROUND = "Uppgift av allmänt intresse, skollagen 26 a kap."

    after = client.get(reverse("desk:privacy")).content.decode()

    assert "har inte skrivit in den rättsliga grunden" in before
    assert "har inte skrivit in den rättsliga grunden" not in after
    assert settings.THROUGHLINE_LEGAL_GROUND in after


def test_the_days_are_those_of_the_settings(client, settings):
    settings.THROUGHLINE_UPLOAD_DAYS = 17

    assert "efter 17 dagar" in client.get(reverse("desk:privacy")).content.decode()


def test_every_page_leads_to_both_statements(client):
    shown = client.get(reverse("account_login")).content.decode()

    assert all(f'href="{reverse(page)}"' in shown for page in PAGES)
