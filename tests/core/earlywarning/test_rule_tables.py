"""A rule of a policy file: every key known, of its type, in range and of some effect."""

from __future__ import annotations

import pytest

from tests.core.earlywarning.test_policy import FILE, RULE, fault, read
from throughline.earlywarning.rules import Compare, OwnerRole

AT = f"{FILE}: the rule 'mentor-talk'"
MINUTES = {"unit": '"minutes"', "limit": "240", "min_coverage": None, "min_offered": None}
COUNT = {**MINUTES, "unit": '"count"', "limit": "5"}
DAYS = {**MINUTES, "unit": '"school_days"', "limit": "5"}


@pytest.mark.parametrize(
    "key", ["indicator", "scope", "window", "limit", "unit", "due_days", "owner_role", "action"]
)
def test_a_missing_key_is_named_with_its_rule(key):
    assert fault(**{key: None}) == f"{AT} lacks the key {key!r}."


def test_a_rule_without_id_says_so():
    assert fault(id=None) == f"{FILE}: the rule '?' lacks the key 'id'."


def test_an_unknown_key_is_refused_with_those_that_are_known():
    known = "action, compare, due_days, id, indicator, limit, min_coverage, min_level,"
    known += " min_occasions, min_offered, min_unit_coverage, owner_role, scope, step, unit, window"

    message = fault(min_covrage="0.8")

    assert (
        message
        == f"{FILE}: unknown key 'min_covrage' in the rule 'mentor-talk'; allowed are {known}."
    )


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        pytest.param("id", "7", "7 is not a text.", id="a number as id"),
        pytest.param("id", '" "', "' ' is not a text.", id="an empty id"),
        pytest.param("limit", '"0.1"', "'0.1' is not a number.", id="a limit as text"),
        pytest.param("limit", "true", "True is not a number.", id="a limit as truth"),
        pytest.param("limit", "nan", "nan is not a number.", id="a limit that is no number"),
        pytest.param("limit", "inf", "inf is not a number.", id="a limit without end"),
        pytest.param("limit", "1" + "0" * 400, "is not a number.", id="a limit of 401 digits"),
        pytest.param("limit", "[1]", "[1] is not a number.", id="a limit as a list"),
        pytest.param("indicator", '"presence"', "'presence' is not one of", id="indicator"),
        pytest.param("indicator", "1", "1 is not a text.", id="indicator as a number"),
        pytest.param("scope", '"Total"', "'Total' is not one of total,", id="scope"),
        pytest.param("unit", '"percent"', "'percent' is not one of share,", id="unit"),
        pytest.param("compare", '">="', "'>=' is not one of at_least, above.", id="compare"),
        pytest.param("window", '"week"', "'week' is not a window;", id="window"),
        pytest.param("window", "20", "20 is not a text.", id="window as a number"),
        pytest.param("due_days", "2.5", "2.5 is not a whole number from 1 up.", id="half days"),
        pytest.param("due_days", "0", "0 is not a whole number from 1 up.", id="no days"),
        pytest.param("due_days", '"5"', "'5' is not a whole number", id="days as text"),
        pytest.param("due_days", "true", "True is not a whole number", id="days as truth"),
        pytest.param("step", "0", "0 is not a whole number from 1 up.", id="step"),
        pytest.param("due_days", "366", "366 is more than 365.", id="days beyond a year"),
        pytest.param("step", "101", "101 is more than 100.", id="a step too high"),
        pytest.param("min_offered", "1000001", "1000001 is more than 1000000.", id="much offered"),
        pytest.param("min_occasions", "367", "367 is more than 366.", id="many occasions"),
        pytest.param("id", f'"{"x" * 61}"', "is longer than 60 signs.", id="a long id"),
        pytest.param("id", r'"a\u0000b"', "has a sign that cannot be shown.", id="a hidden sign"),
        pytest.param("min_offered", "-1", "-1 is not a whole number from 0 up.", id="minutes"),
        pytest.param("min_coverage", "80", "80 is not a share; write it between 0", id="percent"),
        pytest.param("min_coverage", "-0.1", "-0.1 is not a share;", id="less than nothing"),
        pytest.param("min_coverage", "true", "True is not a number.", id="coverage as truth"),
        pytest.param("min_level", "1.1", "1.1 is not a share;", id="level"),
        pytest.param("min_unit_coverage", "50", "50 is not a share;", id="unit coverage"),
        pytest.param("min_occasions", "0", "0 is not a whole number from 1 up.", id="occasions"),
        pytest.param("owner_role", '"counsellor"', "'counsellor' is not one of mentor,", id="role"),
    ],
)
def test_a_wrong_value_is_named_with_its_key(key, value, complaint):
    assert fault(**{key: value}).startswith(f"{FILE}: {key!r} in the rule ")
    assert complaint in fault(**{key: value})


def test_the_action_is_given_in_three_languages():
    assert fault(action='"Talk"') == (
        f"{FILE}: 'action' in the rule 'mentor-talk' must be given in sv, nb and en."
    )


@pytest.mark.parametrize("role", OwnerRole)
def test_the_list_of_those_who_answer_is_closed(role):
    assert read(owner_role=f'"{role}"').rules[0].owner_role is role


@pytest.mark.parametrize(
    ("limit", "compare", "complaint"),
    [
        pytest.param(
            "1.1", "at_least", "1.1 is not a share; write it between 0 and 1.", id="above one"
        ),
        pytest.param(
            "10", "at_least", "10 is not a share; write it between 0 and 1.", id="percent"
        ),
        pytest.param(
            "-0.1", "above", "-0.1 is not a share; write it between 0 and 1.", id="below 0"
        ),
        pytest.param("0", "at_least", "everybody reaches 0.", id="at least nothing"),
        pytest.param("1", "above", "nobody is above the whole.", id="above the whole"),
    ],
)
def test_a_limit_is_one_that_somebody_reaches_and_somebody_does_not(limit, compare, complaint):
    message = fault(limit=limit, compare=f'"{compare}"')

    assert message == f"{FILE}: 'limit' in the rule 'mentor-talk': {complaint}"


@pytest.mark.parametrize(
    ("limit", "compare"),
    [
        pytest.param("0", "above", id="above nothing"),
        pytest.param("1", "at_least", id="the whole"),
        pytest.param("1.0", "at_least", id="the whole, with a decimal"),
    ],
)
def test_a_limit_at_the_edge_of_what_can_be_reached_is_one(limit, compare):
    rule = read(limit=limit, compare=f'"{compare}"').rules[0]

    assert (rule.limit, rule.compare) == (float(limit), Compare(compare))


@pytest.mark.parametrize(
    ("limit", "complaint"),
    [
        pytest.param("2.5", "2.5 is not a whole number of 'minutes'.", id="half a minute"),
        pytest.param("-1", "everybody reaches -1.", id="less than nothing"),
        pytest.param("0", "everybody reaches 0.", id="nothing"),
    ],
)
def test_a_sum_has_a_whole_limit(limit, complaint):
    message = fault(**{**MINUTES, "limit": limit})

    assert message == f"{FILE}: 'limit' in the rule 'mentor-talk': {complaint}"


def test_a_sum_may_go_above_one():
    assert read(**MINUTES).rules[0].limit == 240


@pytest.mark.parametrize("key", ["min_coverage", "min_offered"])
def test_a_share_says_from_how_much_it_may_be_judged(key):
    assert fault(**{key: None}) == (
        f"{AT} lacks the key {key!r}: a share must say from how much it may be judged."
    )


@pytest.mark.parametrize("key", ["min_coverage", "min_offered"])
def test_what_a_share_needs_has_no_effect_on_a_sum(key):
    assert fault(**{**MINUTES, key: RULE[key]}) == (
        f"{AT}: {key!r} has no effect where the 'unit' is 'minutes'."
    )


SENSELESS = [
    pytest.param({"indicator": '"spell"'}, "unit", "share", "school_days", id="spell as a share"),
    pytest.param(
        {**DAYS, "indicator": '"spell"', "window": '"month"'},
        "window",
        "month",
        "days, rolling, term, year",
        id="spell in a month",
    ),
    pytest.param(
        {**DAYS, "indicator": '"spell"', "window": '"check:11-30"'},
        "window",
        "check",
        "days, rolling, term, year",
        id="spell at a check day",
    ),
    pytest.param(
        {**DAYS, "indicator": '"spell"', "scope": '"late"'},
        "scope",
        "late",
        "excused, total, unexcused, unresolved",
        id="spell of lateness",
    ),
    pytest.param(COUNT, "unit", "count", "minutes, share", id="absence as a count"),
    pytest.param(
        {"scope": '"grades"'},
        "scope",
        "grades",
        "excused, late, scattered, total, unexcused, unresolved",
        id="absence of grades",
    ),
    pytest.param({"indicator": '"occasions"'}, "unit", "share", "count", id="occasions as a share"),
    pytest.param(
        {**COUNT, "indicator": '"occasions"', "scope": '"scattered"'},
        "scope",
        "scattered",
        "excused, total, unexcused, unresolved",
        id="occasions of scattered absence",
    ),
    pytest.param(
        {**COUNT, "indicator": '"late_arrivals"'},
        "scope",
        "total",
        "late",
        id="late arrivals in total",
    ),
    pytest.param(
        {"indicator": '"trend"', "window": '"term"'},
        "window",
        "term",
        "rolling",
        id="trend of a term",
    ),
    pytest.param(
        {**MINUTES, "indicator": '"trend"'}, "unit", "minutes", "share", id="trend in minutes"
    ),
    pytest.param(
        {"indicator": '"trend"', "scope": '"late"'},
        "scope",
        "late",
        "excused, scattered, total, unexcused, unresolved",
        id="trend of lateness",
    ),
    pytest.param(
        {"indicator": '"weekday"', "scope": '"unexcused"'},
        "scope",
        "unexcused",
        "total",
        id="weekday of one kind",
    ),
    pytest.param(
        {**COUNT, "indicator": '"weekday"'}, "unit", "count", "share", id="weekday as a count"
    ),
    pytest.param(
        {**COUNT, "indicator": '"failed_subjects"', "window": '"term"'},
        "scope",
        "total",
        "grades",
        id="failed subjects of absence",
    ),
    pytest.param(
        {**COUNT, "indicator": '"failed_subjects"', "scope": '"grades"'},
        "window",
        "rolling",
        "term",
        id="failed subjects in a rolling window",
    ),
    pytest.param(
        {"indicator": '"failed_subjects"', "scope": '"grades"', "window": '"term"'},
        "unit",
        "share",
        "count",
        id="failed subjects as a share",
    ),
    pytest.param(
        {**DAYS, "indicator": '"no_data"'}, "scope", "total", "registration", id="silence in total"
    ),
    pytest.param(
        {**DAYS, "indicator": '"no_data"', "scope": '"registration"', "window": '"month"'},
        "window",
        "month",
        "rolling",
        id="silence of a month",
    ),
    pytest.param(
        {"indicator": '"no_data"', "scope": '"registration"'},
        "unit",
        "share",
        "school_days",
        id="silence as a share",
    ),
]


@pytest.mark.parametrize(("rule", "key", "value", "allowed"), SENSELESS)
def test_a_combination_without_sense_is_refused_and_says_what_makes_sense(
    rule, key, value, allowed
):
    indicator = rule.get("indicator", '"absence"').strip('"')

    assert fault(**rule) == (
        f"{AT}: the indicator '{indicator}' has no {key!r} '{value}'; use {allowed}."
    )


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        pytest.param({"min_level": "0.1"}, "min_level", id="absence"),
        pytest.param({"min_unit_coverage": "0.5"}, "min_unit_coverage", id="absence of a unit"),
        pytest.param(
            {**COUNT, "indicator": '"occasions"', "min_occasions": "2"},
            "min_occasions",
            id="occasions",
        ),
        pytest.param({"indicator": '"trend"', "min_occasions": "2"}, "min_occasions", id="trend"),
        pytest.param(
            {"indicator": '"weekday"', "min_unit_coverage": "0.5"},
            "min_unit_coverage",
            id="weekday",
        ),
        pytest.param({**DAYS, "indicator": '"spell"', "min_level": "0.5"}, "min_level", id="spell"),
    ],
)
def test_a_key_without_effect_is_refused(rule, key):
    indicator = rule.get("indicator", '"absence"').strip('"')

    assert fault(**rule) == f"{AT}: {key!r} has no effect on the indicator '{indicator}'."


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"min_occasions": "2"}, id="absence"),
        pytest.param({"window": '"month"', "scope": '"scattered"'}, id="scattered in a month"),
        pytest.param({**MINUTES, "scope": '"late"', "window": '"check:11-30"'}, id="late minutes"),
        pytest.param({**COUNT, "indicator": '"occasions"', "window": '"year"'}, id="occasions"),
        pytest.param(
            {**COUNT, "indicator": '"late_arrivals"', "scope": '"late"', "window": '"month"'},
            id="late",
        ),
        pytest.param({**DAYS, "indicator": '"spell"', "window": '"term"'}, id="spell"),
        pytest.param({**DAYS, "indicator": '"spell"', "window": '"days:30"'}, id="spell, days"),
        pytest.param(
            {"indicator": '"trend"', "scope": '"scattered"', "min_level": "0.1"}, id="trend"
        ),
        pytest.param(
            {
                "indicator": '"weekday"',
                "window": '"term"',
                "min_level": "0.1",
                "min_occasions": "3",
            },
            id="weekday",
        ),
        pytest.param(
            {**COUNT, "indicator": '"failed_subjects"', "scope": '"grades"', "window": '"term"'},
            id="failed subjects",
        ),
        pytest.param(
            {
                **DAYS,
                "indicator": '"no_data"',
                "scope": '"registration"',
                "min_unit_coverage": "0.5",
            },
            id="silence",
        ),
    ],
)
def test_a_combination_with_sense_is_read(rule):
    assert len(read(**rule).rules) == 1
