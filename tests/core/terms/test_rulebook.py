"""The rulebook: rules by id and day, what a broken file is told, and replacing for a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from throughline.terms.language import Text
from throughline.terms.rulebook import (
    Rule,
    UnknownRule,
    bound,
    parse_rules,
    remembered,
    replaced,
    rule,
    rule_ids,
    rules,
)
from throughline.terms.rules import RuleFileError

HEAD = """
id = "xx-test"
version = "1"
country = "xx"
valid_from = 2020-07-01
source = "a law"
author = "A. Author"
checked_by = "an owner"
next_review = 2027-07-01
name = { sv = "Prov", nb = "Prøve", en = "Test" }
"""
RULE = """
[[rule]]
id = "XX-01"
kind = "test"
says = { sv = "Fem.", nb = "Fem.", en = "Five." }
"""
VALUES = """
[rule.values]
others = 5
core = [["SV", "SVA"], ["EN"]]
text = { sv = "ett", nb = "en", en = "one" }
table = { a = 1 }
"""


def parsed(*pieces: str) -> tuple[Rule, ...]:
    return parse_rules("".join(pieces), name="xx-test.toml")


def test_a_rule_has_its_own_words_and_the_rest_from_its_file():
    [read] = parsed(HEAD, RULE)

    assert (read.id, read.kind, read.says) == ("XX-01", "test", Text("Fem.", "Fem.", "Five."))
    assert (read.source, read.checked_by, read.country) == ("a law", "an owner", "xx")
    assert (read.valid_from, read.valid_to) == (date(2020, 7, 1), None)
    assert (read.file, read.head.id, read.is_confirmed) == ("xx-test.toml", "xx-test", True)


def test_a_rule_states_its_own_source_dates_and_want_of_confirmation():
    own = 'source = "a page"\nchecked_by = ""\nvalid_from = 2021-07-01\nvalid_to = 2022-06-30\n'

    [read] = parsed(HEAD, RULE, own)

    assert (read.source, read.checked_by, read.is_confirmed) == ("a page", "", False)
    assert (read.valid_from, read.valid_to) == (date(2021, 7, 1), date(2022, 6, 30))


@pytest.mark.parametrize(
    ("checked_by", "is_read", "is_confirmed"),
    [
        pytest.param("", False, False, id="only believed"),
        pytest.param("A. Author, in the source", True, False, id="read by who wrote it"),
        pytest.param("The school authority", True, True, id="by somebody else"),
    ],
)
def test_who_wrote_a_rule_cannot_confirm_it(checked_by, is_read, is_confirmed):
    [read] = parsed(HEAD, RULE, f'checked_by = "{checked_by}"')

    assert (read.is_read, read.is_confirmed) == (is_read, is_confirmed)


def test_values_cannot_be_changed():
    [read] = parsed(HEAD, RULE, VALUES)

    assert read.values["core"] == (("SV", "SVA"), ("EN",))
    assert read.values["text"] == Text("ett", "en", "one")
    with pytest.raises(TypeError):
        read.values["table"]["a"] = 2
    with pytest.raises(TypeError):
        read.values["others"] = 6


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        pytest.param((HEAD, RULE, "limit = 5"), "unknown key 'limit' in rule XX-01", id="key"),
        pytest.param((HEAD.replace("name =", "nam ="), RULE), "unknown key 'nam'", id="name"),
        pytest.param((HEAD, RULE.replace('"test"', "1")), "rule XX-01 needs 'kind'", id="kind"),
        pytest.param((HEAD, RULE.replace('"XX-01"', '""')), r"a \[\[rule\]\] needs 'id'", id="id"),
        pytest.param((HEAD, RULE.replace("nb", "no")), "'says' of rule XX-01 must be", id="says"),
        pytest.param((HEAD, RULE, 'valid_from = "2021"'), "'2021' must be a date", id="date"),
        pytest.param((HEAD, RULE, "source = 5"), "'source' must be a str", id="source"),
        pytest.param((HEAD, RULE, "values = 5"), "'values' must be a dict", id="values"),
        pytest.param((HEAD, RULE, "valid_to = 2020-01-01"), "'valid_to' is before", id="order"),
    ],
)
def test_a_broken_rule_is_named_with_its_file(pieces, told):
    with pytest.raises(RuleFileError, match=f"^xx-test.toml: .*{told}"):
        parsed(*pieces)


def test_the_version_that_holds_on_the_day_answers():
    early, late = parsed(
        HEAD,
        RULE,
        "valid_to = 2024-06-30\n",
        RULE.replace("Five", "Six"),
        "valid_from = 2024-07-01\n",
    )

    with replaced(early, late):
        assert rule("XX-01", on=date(2024, 6, 30)) == early
        assert rule("XX-01", on=date(2024, 7, 1)) == late
        assert rule("XX-01") == late
        assert rules(kind="test", country="xx", on=date(2024, 6, 30)) == (early,)
        assert rules(country="xx") == (early, late)
        with pytest.raises(UnknownRule, match="does not hold on 2020-06-30; it begins 2020-07-01"):
            rule("XX-01", on=date(2020, 6, 30))


def test_two_versions_that_hold_on_one_day_are_refused():
    with pytest.raises(RuleFileError, match="two versions of 'XX-01' hold on 2021-07-01"):
        bound(parsed(HEAD, RULE, RULE, "valid_from = 2021-07-01\n"))


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnknownRule, match=r"^There is no rule 'se-merit-1'. Did you mean") as told:
        rule("se-merit-1")

    assert told.value.nearest == "SE-MERIT-01"


def test_an_id_that_is_like_no_other_has_no_nearest():
    with pytest.raises(UnknownRule, match=r"^There is no rule '§'\.$") as told:
        rule("§")

    assert told.value.nearest is None


def test_a_replaced_rule_is_back_after_the_block():
    whole = rule("SE-MERIT-01")
    with replaced(replace(whole, values={"best": 1})):
        assert rule("SE-MERIT-01").values == {"best": 1}

    assert rule("SE-MERIT-01") == whole


def test_every_shipped_rule_names_its_source_and_speaks_three_languages():
    told = [(each.source, each.head.author, *each.says.as_dict().values()) for each in rules()]

    assert all(all(words) for words in told)


def test_what_is_worked_out_is_remembered_until_a_rule_is_replaced():
    asked = []

    @remembered
    def best(plus: int, *, times: int) -> int:
        asked.append(plus)
        return rule("SE-MERIT-01").values["best"] * times + plus

    changed = replace(rule("SE-MERIT-01"), values={"best": 1})

    assert [best(1, times=2), best(1, times=2)] == [33, 33]
    with replaced(changed):
        assert best(1, times=2) == 3
    assert (best(1, times=2), best(2, times=2)) == (33, 34)
    assert asked == [1, 1, 2]


def test_a_rule_that_is_left_out_is_not_there():
    with replaced(without=[rule("SE-MERIT-01")]), pytest.raises(UnknownRule):
        rule("SE-MERIT-01")


def test_the_ids_are_those_of_the_rules_each_once():
    assert list(rule_ids()) == list(dict.fromkeys(each.id for each in rules()))
