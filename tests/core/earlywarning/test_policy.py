"""Policies as files: the shipped ones hold together, and every fault names file and key."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.earlywarning.policy import (
    DEFAULT_POLICY,
    Policy,
    Rule,
    parse_policy,
    shipped_policies,
)
from throughline.earlywarning.rules import Compare, Indicator, Measure, OwnerRole, Scope
from throughline.records.windows import Window
from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import RuleFileError

FILE = "our-policy.toml"
HEAD = {
    "id": '"our-policy"',
    "version": '"1"',
    "country": '"se"',
    "valid_from": "2026-07-01",
    "source": '"Decision by the board, 12 May 2026"',
    "author": '"Head of student health"',
    "checked_by": '""',
    "next_review": "2027-06-01",
    "name": '{ sv = "Vår", nb = "Vår", en = "Our" }',
}
RULE = {
    "id": '"mentor-talk"',
    "indicator": '"absence"',
    "scope": '"total"',
    "window": '"rolling:20"',
    "limit": "0.08",
    "unit": '"share"',
    "min_coverage": "0.8",
    "min_offered": "1500",
    "action": '{ sv = "Tala", nb = "Snakk", en = "Talk" }',
    "due_days": "5",
    "owner_role": '"mentor"',
}


def written(head: dict[str, str | None], *rules: dict[str, str | None]) -> str:
    tables = [("", head), *(("[[rule]]", one) for one in rules)]
    return "\n".join(
        "\n".join(
            [title, *(f"{key} = {value}" for key, value in keys.items() if value is not None)]
        )
        for title, keys in tables
    )


def read(*, head: dict[str, str | None] | None = None, **rule: str | None) -> Policy:
    return parse_policy(written({**HEAD, **(head or {})}, {**RULE, **rule}), name=FILE)


def fault(**changes: str | None) -> str:
    with pytest.raises(RuleFileError) as error:
        read(**changes)
    return str(error.value)


def test_a_policy_is_read_with_what_it_leaves_unsaid_filled_in():
    policy = read()

    assert (policy.id, policy.name.en, policy.is_confirmed) == ("our-policy", "Our", False)
    assert policy.rules == (
        Rule(
            id="mentor-talk",
            indicator=Indicator.ABSENCE,
            scope=Scope.TOTAL,
            window=Window.parse("rolling:20"),
            limit=0.08,
            unit=Measure.SHARE,
            compare=Compare.AT_LEAST,
            action=Text("Tala", "Snakk", "Talk"),
            due_days=5,
            owner_role=OwnerRole.MENTOR,
            min_coverage=0.8,
            min_offered=1500,
            step=1,
        ),
    )


def test_a_policy_with_a_checker_is_confirmed():
    assert read(head={"checked_by": '"A. Principal"'}).is_confirmed


def test_a_rule_is_found_by_its_id():
    policy = read()

    assert policy.rule("mentor-talk") == policy.rules[0]
    assert policy.rule("health-team") is None


@pytest.mark.parametrize("key", [key for key in HEAD if key != "name"])
def test_a_missing_key_of_the_head_is_named(key):
    assert fault(head={key: None}) == f"{FILE}: the key {key!r} is missing."


@pytest.mark.parametrize("key", ["id", "version", "source", "author", "valid_from", "next_review"])
def test_a_wrong_type_in_the_head_is_named(key):
    assert fault(head={key: "7"}).startswith(f"{FILE}: {key!r} must be a ")


def test_a_moment_is_no_day():
    assert fault(head={"valid_from": "2026-07-01T08:00:00"}).startswith(
        f"{FILE}: 'valid_from' must be a date"
    )


def test_a_policy_that_ends_before_it_begins_is_refused():
    assert fault(head={"valid_to": "2026-06-30"}) == (f"{FILE}: 'valid_to' is before 'valid_from'.")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(None, "'name' in the policy must be given in sv, nb and en.", id="missing"),
        pytest.param(
            '"Vår"', "'name' in the policy must be given in sv, nb and en.", id="a string"
        ),
        pytest.param(
            '{ sv = "Vår" }',
            "'name' in the policy must be given in sv, nb and en.",
            id="one language",
        ),
        pytest.param(
            '{ sv = "Vår", nb = "", en = "Our" }',
            "'name' in the policy has no words in 'nb'.",
            id="empty",
        ),
        pytest.param(
            '{ sv = "Vår", nb = "Vår", en = 7 }',
            "'name' in the policy has no words in 'en'.",
            id="a number",
        ),
    ],
)
def test_a_name_is_given_in_three_languages(name, message):
    assert fault(head={"name": name}) == f"{FILE}: {message}"


def test_an_unknown_key_of_the_policy_is_refused():
    assert fault(head={"limits": "3"}) == (
        f"{FILE}: unknown key 'limits' in the policy; allowed are name, rule."
    )


def test_a_text_that_is_no_toml_is_refused():
    with pytest.raises(RuleFileError, match=r"our-policy\.toml: not a readable TOML file"):
        parse_policy("rule = [", name=FILE)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        pytest.param("", "the policy has no [[rule]].", id="none"),
        pytest.param("rule = []", "the policy has no [[rule]].", id="an empty list"),
        pytest.param(
            "rule = [1]", "'rule' must be written as [[rule]] tables.", id="a list of numbers"
        ),
        pytest.param(
            "[rule]\nid = 'a'", "'rule' must be written as [[rule]] tables.", id="a single table"
        ),
    ],
)
def test_a_policy_has_rules_written_as_tables(rules, message):
    with pytest.raises(RuleFileError) as error:
        parse_policy(f"{written(dict(HEAD))}\n{rules}", name=FILE)

    assert str(error.value) == f"{FILE}: {message}"


def test_two_rules_of_one_id_are_refused():
    with pytest.raises(RuleFileError) as error:
        parse_policy(written(dict(HEAD), dict(RULE), dict(RULE)), name=FILE)

    assert str(error.value) == f"{FILE}: two rules have the 'id' 'mentor-talk'."


def test_several_rules_keep_their_order():
    policy = parse_policy(
        written(dict(HEAD), {**RULE, "id": '"b"'}, {**RULE, "id": '"a"'}), name=FILE
    )

    assert [rule.id for rule in policy.rules] == ["b", "a"]


SHIPPED = [pytest.param(policy, id=policy.id) for policy in shipped_policies().values()]


def test_the_ready_policies_are_those_of_sweden_and_norway():
    countries = {name: policy.head.country for name, policy in shipped_policies().items()}

    assert countries == {
        "no-iko": "no",
        "se-boras": "se",
        "se-csn": "se",
        "se-template": "se",
    }
    assert DEFAULT_POLICY in countries


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_ready_policy_says_where_it_comes_from_and_when_to_look_again(policy):
    head = policy.head

    assert all([head.source, head.author, head.version, *policy.name.as_dict().values()])
    assert head.next_review > head.valid_from
    assert not policy.is_confirmed, "nobody has confirmed it yet; name who did"


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_ready_policy_holds_in_the_school_years_that_people_import(policy):
    assert policy.head.holds_on(date(2025, 8, 18))
    assert policy.head.holds_on(date(2026, 11, 20))


@pytest.mark.parametrize("policy", SHIPPED)
def test_every_rule_of_a_ready_policy_has_an_action_in_three_languages(policy):
    for rule in policy.rules:
        assert all(rule.action[language] for language in LANGUAGES)
        assert rule.due_days > 0


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_ready_policy_looks_for_silence_too(policy):
    assert [rule.id for rule in policy.rules if rule.indicator is Indicator.NO_DATA] == ["no-data"]


def outline(rule: Rule) -> str:
    """A rule's numbers on one line, so that a slip in a file is seen."""
    least = f"{rule.min_coverage:g} {rule.min_offered} {rule.min_occasions} {rule.min_level:g}"
    return (
        f"{rule.id}: {rule.indicator} {rule.scope} {rule.window} {rule.compare} {rule.limit:g}"
        f" {rule.unit} | {least} {rule.min_unit_coverage:g} | {rule.owner_role}"
        f" {rule.due_days} step {rule.step}"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "se-template",
            [
                (
                    "mentor-talk: absence total rolling:20 at_least 0.05 share"
                    " | 0.8 1500 0 0 0 | mentor 5 step 1"
                ),
                (
                    "health-team: absence total rolling:20 at_least 0.1 share"
                    " | 0.8 1500 0 0 0 | student_health_team 5 step 2"
                ),
                (
                    "investigation: absence total rolling:20 at_least 0.15 share"
                    " | 0.8 1500 0 0 0 | principal 5 step 3"
                ),
                (
                    "multi-agency: absence total rolling:20 at_least 0.2 share"
                    " | 0.8 1500 0 0 0 | principal 5 step 4"
                ),
                (
                    "multi-agency-urgent: absence total rolling:20 at_least 0.3 share"
                    " | 0.8 1500 0 0 0 | principal 3 step 5"
                ),
                (
                    "rising: trend total rolling:20 at_least 0.1 share"
                    " | 0.8 1500 0 0.1 0 | student_health_team 5 step 2"
                ),
                (
                    "weekday: weekday total rolling:40 at_least 0.6 share"
                    " | 0.8 6000 4 0.05 0 | mentor 5 step 1"
                ),
                (
                    "scattered: absence scattered rolling:40 at_least 0.05 share"
                    " | 0.8 6000 0 0 0 | student_health_team 5 step 2"
                ),
                (
                    "unbroken: spell unexcused rolling:40 at_least 20 school_days"
                    " | 0 0 0 0 0 | principal 2 step 5"
                ),
                (
                    "failed-subjects: failed_subjects grades term at_least 1 count"
                    " | 0 0 0 0 0 | mentor 10 step 1"
                ),
                (
                    "no-data: no_data registration rolling:5 at_least 5 school_days"
                    " | 0 0 0 0 0.5 | mentor 2 step 2"
                ),
            ],
        ),
        (
            "se-boras",
            [
                (
                    "month: absence total month at_least 0.2 share"
                    " | 0.8 1500 0 0 0 | student_health_team 5 step 2"
                ),
                (
                    "check-autumn: absence total check:11-30 at_least 0.1 share"
                    " | 0.8 1500 0 0 0 | student_health_team 10 step 2"
                ),
                (
                    "check-spring: absence total check:04-30 at_least 0.1 share"
                    " | 0.8 1500 0 0 0 | student_health_team 10 step 2"
                ),
                (
                    "no-data: no_data registration rolling:5 at_least 5 school_days"
                    " | 0 0 0 0 0.5 | mentor 2 step 2"
                ),
            ],
        ),
        (
            "se-csn",
            [
                (
                    "message: absence unexcused days:30 at_least 240 minutes"
                    " | 0 0 0 0 0 | mentor 3 step 1"
                ),
                (
                    "csn-review: absence unexcused month at_least 240 minutes"
                    " | 0 0 2 0 0 | principal 5 step 2"
                ),
                (
                    "long-sickness: absence excused days:30 above 1500 minutes"
                    " | 0 0 0 0 0 | student_health_team 5 step 2"
                ),
                (
                    "no-data: no_data registration rolling:5 at_least 5 school_days"
                    " | 0 0 0 0 0.5 | mentor 2 step 2"
                ),
            ],
        ),
        (
            "no-iko",
            [
                (
                    "absence: absence total term above 0.1 share"
                    " | 0.8 1500 0 0 0 | student_health_team 5 step 2"
                ),
                (
                    "absence-weekly: absence total rolling:20 above 0.1 share"
                    " | 0.8 1500 0 0 0 | mentor 5 step 1"
                ),
                (
                    "failed-subjects: failed_subjects grades term at_least 1 count"
                    " | 0 0 0 0 0 | mentor 10 step 1"
                ),
                (
                    "no-data: no_data registration rolling:5 at_least 5 school_days"
                    " | 0 0 0 0 0.5 | mentor 2 step 2"
                ),
            ],
        ),
    ],
    ids=["se-template", "se-boras", "se-csn", "no-iko"],
)
def test_the_numbers_of_a_ready_policy_are_those_of_its_source(name, expected):
    """Domain 1.2, 1.3 and 5.5; Stora Segerstad's 4 h and 25 h in 30 days."""
    assert [outline(rule) for rule in shipped_policies()[name].rules] == expected
