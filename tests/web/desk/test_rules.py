"""The rulebook as pages: open to all, each rule with its source and who has confirmed it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from throughline.terms.rulebook import rule_ids

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    return answer.content.decode()


def test_anybody_may_read_the_rules_of_either_country(client):
    swedish = words_of(client.get(reverse("desk:rules")))
    norwegian = words_of(client.get(reverse("desk:rules"), {"country": "no"}))

    assert "SE-ELIG-YRK" in swedish
    assert "NO-ABS-01" not in swedish
    assert "NO-ABS-01" in norwegian
    assert "SE-ELIG-YRK" not in norwegian


def test_a_rule_says_what_holds_where_from_and_what_stands_for_it(client):
    words = words_of(client.get(reverse("desk:rule", args=["SE-ELIG-YRK"])))

    assert "Yrkesprogrammen kräver godkänt i svenska" in words
    assert "Skollagen 16 kap. 30 §" in words
    assert "Läst i källan, men ännu inte bekräftad av en sakansvarig." in words
    assert "others" in words
    assert "test_eligibility.py" in words


def test_every_version_of_a_rule_is_shown_the_latest_first(client):
    words = words_of(client.get(reverse("desk:rule", args=["SE-GRADE-01"])))

    assert words.index("från 1 juli 2011") < words.index("från 1 juli 1994")


def test_a_rule_that_nobody_knows_is_not_found(client):
    assert client.get(reverse("desk:rule", args=["SE-NO-SUCH"])).status_code == 404


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_has_its_page(client, rule_id):
    assert client.get(reverse("desk:rule", args=[rule_id])).status_code == 200
