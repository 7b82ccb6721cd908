from __future__ import annotations

import pytest

from tests.contracts import core_rules, size_rules, template_rules, web_rules, word_rules
from tests.contracts.rules import Source, house

RULES = [
    rule
    for room in (size_rules, core_rules, web_rules, template_rules, word_rules)
    for rule in room.RULES
]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.says} {number}")
    for rule in RULES
    for number, example in enumerate(rule.red, start=1)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_the_house_keeps_the_rule(rule):
    broken = rule.breaks_in(list(house()))

    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_rule_is_seen_red(rule, example):
    assert rule.breaks_in([Source(example.path, example.text)]) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_the_rule_concerns_a_file_of_the_house_and_has_an_example(rule):
    assert any(rule.concerns(source) for source in house())
    assert rule.red
