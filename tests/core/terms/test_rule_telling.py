"""A rule told to a person: its values line by line, and how far to trust it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from throughline.terms.language import Text
from throughline.terms.rulebook import ToldValue, confirmation, plain, rule, told_values

VALUES = {
    "others": 5,
    "core": (("SV", "SVA"), ("EN",)),
    "name": Text("ett", "en", "one"),
    "from": date(2026, 11, 23),
    "word": "YRK",
    "ways": ({"least": 0.1}, {"least": 0.2}),
    "table": {"deep": {"yes": True}},
    "none": (),
}


@pytest.mark.parametrize(
    ("language", "name", "day"), [("sv", "ett", "2026-11-23"), ("nb", "en", "23.11.2026")]
)
def test_each_value_has_its_place_and_its_words(language, name, day):
    told = told_values(replace(rule("SE-MERIT-01"), values=VALUES), language)

    assert [(one.name, one.words) for one in told] == [
        ("others", "5"),
        ("core", '[["SV", "SVA"], ["EN"]]'),
        ("name", name),
        ("from", day),
        ("word", "YRK"),
        ("ways[1].least", "0.1"),
        ("ways[2].least", "0.2"),
        ("table.deep.yes", "true"),
        ("none", "[]"),
    ]


def test_values_are_told_as_json_can_carry_them():
    assert plain(VALUES) == {
        "others": 5,
        "core": [["SV", "SVA"], ["EN"]],
        "name": {"sv": "ett", "nb": "en", "en": "one"},
        "from": "2026-11-23",
        "word": "YRK",
        "ways": [{"least": 0.1}, {"least": 0.2}],
        "table": {"deep": {"yes": True}},
        "none": [],
    }


def test_a_rule_without_values_tells_none():
    assert told_values(replace(rule("SE-MERIT-01"), values={}), "en") == ()
    assert told_values(replace(rule("SE-MERIT-01"), values={"a": 1}), "en") == (
        ToldValue("a", "1"),
    )


def test_confirmation_is_said_in_the_readers_language():
    told = replace(rule("SE-MERIT-01"), checked_by="Skolverket")

    assert confirmation(told) == Text(
        "Bekräftad av Skolverket.", "Bekreftet av Skolverket.", "Confirmed by Skolverket."
    )
