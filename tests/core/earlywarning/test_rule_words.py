"""A policy's rules in words: what command and site say before any pupil is looked at."""

from __future__ import annotations

import pytest

from throughline.earlywarning.policy import shipped_policies
from throughline.earlywarning.rule_words import conditions, owner_text, rule_text
from throughline.terms.rules import read_toml, shipped_text


def test_a_rule_says_what_it_looks_at_and_from_which_limit():
    rule = shipped_policies()["se-template"].rules[1]

    assert rule_text(rule).as_dict() == {
        "sv": "Frånvaro, de senaste 20 skoldagarna: från 10\u00a0%",
        "nb": "Fravær, de siste 20 skoledagene: fra 10\u00a0%",
        "en": "Absence, the last 20 school days: from 10%",
    }


def test_a_rule_says_how_much_must_be_known():
    rule = shipped_policies()["se-template"].rules[1]

    assert [text.sv for text in conditions(rule)] == [
        "minst 80\u00a0% av lektionstiden registrerad",
        "minst 25 timmar undervisning under den tiden",
    ]


def test_a_rule_says_who_answers_and_within_how_many_days():
    rule = shipped_policies()["se-template"].rules[1]

    assert owner_text(rule).sv == "Elevhälsoteam, inom 5 skoldagar"


def sentences():
    name = "rule_sentences.toml"
    table = read_toml(shipped_text("throughline.earlywarning", name), name=name)
    return [text for texts in table.values() for text in texts.values()]


@pytest.mark.parametrize("text", sentences(), ids=lambda text: text["en"][:24])
def test_every_sentence_is_complete_in_three_languages(text):
    assert sorted(text) == ["en", "nb", "sv"]
    assert all(text.values())
