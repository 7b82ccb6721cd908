"""Rules as dated data: the head is complete, and a message names file and key."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from throughline.terms.rules import (
    RuleFileError,
    only_keys,
    parse_rule_file,
    read_toml,
    shipped,
    shipped_text,
)

PACKAGE = "throughline.terms.calendar_data"
HEAD = {
    "id": '"rule"',
    "version": '"1"',
    "country": '"SE"',
    "valid_from": "2026-07-01",
    "valid_to": "2027-06-30",
    "source": '"a law"',
    "author": '"A. Author"',
    "checked_by": '""',
    "next_review": "2027-03-01",
}


def written(**changes: str | None) -> str:
    lines = {**HEAD, **changes}
    return "\n".join(f"{key} = {value}" for key, value in lines.items() if value is not None)


def test_a_rule_file_gives_its_head_and_leaves_the_rest_to_its_room():
    rule = parse_rule_file(written(limit="15"), name="rule.toml")

    assert rule.name == "rule.toml"
    assert rule.head.next_review == date(2027, 3, 1)
    assert rule.head.checked_by == ""
    assert rule.body == {"limit": 15}


@pytest.mark.parametrize("key", [key for key in HEAD if key != "valid_to"])
def test_every_key_of_the_head_but_valid_to_is_required(key):
    with pytest.raises(RuleFileError, match=f"^rule.toml: the key '{key}' is missing"):
        parse_rule_file(written(**{key: None}), name="rule.toml")


@pytest.mark.parametrize(
    ("key", "value"), [("version", "1"), ("valid_from", '"2026-07-01"'), ("valid_to", '"never"')]
)
def test_a_key_of_the_wrong_type_is_named(key, value):
    with pytest.raises(RuleFileError, match=f"^rule.toml: '{key}' must be a"):
        parse_rule_file(written(**{key: value}), name="rule.toml")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        pytest.param(date(2026, 6, 30), False, id="the day before"),
        pytest.param(date(2026, 7, 1), True, id="the first day"),
        pytest.param(date(2027, 6, 30), True, id="the last day"),
        pytest.param(date(2027, 7, 1), False, id="the day after"),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(day, holds):
    head = parse_rule_file(written(), name="rule.toml").head

    assert head.holds_on(day) is holds


def test_a_rule_without_an_end_goes_on_holding():
    head = parse_rule_file(written(valid_to=None), name="rule.toml").head

    assert head.valid_to is None
    assert head.holds_on(date(2099, 1, 1))


def test_a_text_that_is_not_toml_is_refused_by_name():
    with pytest.raises(RuleFileError, match=r"^rule.toml: not a readable TOML file"):
        read_toml("limit = ", name="rule.toml")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 30_000, id="lists in lists"),
        pytest.param("a = " + "{a=" * 20_000, id="tables in tables"),
        pytest.param("a" + ".a" * 30_000 + " = 1", id="a name of many parts"),
        pytest.param("a" + '."b"' * 15_000 + " = 1", id="a name of many quoted parts"),
        pytest.param("[a" + " . a" * 15_000 + "]", id="a heading of many parts"),
        pytest.param("a = " + "9" * 5_000, id="a number of many digits"),
    ],
)
def test_a_text_that_is_made_to_break_its_reader_is_refused_at_once(text):
    started = perf_counter()

    with pytest.raises(RuleFileError, match=r"^rule.toml: not a readable TOML file"):
        read_toml(text, name="rule.toml")

    assert perf_counter() - started < 5


def test_words_with_many_full_stops_are_only_words():
    told = "e.g. t.ex. f.eks. " * 40 + "https://www.exempel.se/a.b.c"

    assert read_toml(f'a = "{told}"  # {told}', name="rule.toml") == {"a": told}


def test_a_misspelt_key_is_refused():
    with pytest.raises(
        RuleFileError, match=r"^rule.toml: unknown key 'limt' in a rule; allowed are id, limit"
    ):
        only_keys({"limt": 1}, {"limit", "id"}, name="rule.toml", where="a rule")


def test_known_keys_pass():
    only_keys({"limit": 1}, {"limit", "id"}, name="rule.toml", where="a rule")


def test_shipped_files_come_by_name_with_their_text():
    files = dict(shipped(PACKAGE))

    assert list(files) == ["no.toml", "se.toml"]
    assert files["se.toml"] == shipped_text(PACKAGE, "se.toml")


def test_a_moment_is_no_day():
    with pytest.raises(RuleFileError, match=r"rule\.toml: 'valid_from' must be a date"):
        parse_rule_file(written(valid_from="2026-07-01T08:00:00"), name="rule.toml")


def test_a_rule_that_ends_before_it_begins_is_refused():
    with pytest.raises(RuleFileError, match=r"rule\.toml: 'valid_to' is before 'valid_from'"):
        parse_rule_file(written(valid_to="2026-06-30"), name="rule.toml")


def test_a_rule_may_hold_for_a_single_day():
    rule = parse_rule_file(written(valid_to="2026-07-01"), name="rule.toml")

    assert rule.head.holds_on(date(2026, 7, 1))
