"""Definitions: every file complete and documented, and what a broken one is told."""

from __future__ import annotations

import re

import pytest

from tests.contracts.rules import ROOT
from throughline.measures.definition import (
    Direction,
    Kind,
    Placement,
    UnknownMeasure,
    measure_of,
    shipped_measures,
)
from throughline.measures.definition_tables import parse_measure
from throughline.measures.publishing import publication_profile
from throughline.terms.rulebook import rules
from throughline.terms.rules import RuleFileError, shipped_text

SHIPPED = shipped_measures()
WHOLE = shipped_text("throughline.measures.definitions", "persistent-absence-10.toml")
RATE = shipped_text("throughline.measures.definitions", "absence-total.toml")
STARTERS = shipped_text("throughline.measures.definitions", "completion-se-max18.toml")
MERIT = shipped_text("throughline.measures.definitions", "merit-value.toml")


@pytest.mark.parametrize("measure", SHIPPED.values(), ids=SHIPPED)
def test_a_measure_is_complete_in_three_languages(measure):
    words = (measure.name, measure.why, measure.population, measure.numerator, measure.denominator)

    assert all(text for each in words for text in each.as_dict().values())
    assert all(each.sv != each.en for each in words)
    assert measure.head.source
    assert measure.head.author
    assert measure.head.next_review > measure.head.valid_from
    assert measure.minimum_cell >= 1
    assert publication_profile(measure.profile).id == measure.profile


@pytest.mark.parametrize("measure", SHIPPED.values(), ids=SHIPPED)
def test_a_measure_is_documented(measure):
    page = (ROOT / "docs/reference/measures.md").read_text(encoding="utf-8")

    assert f"`{measure.id}`" in page


def test_the_page_names_no_measure_that_is_gone():
    page = (ROOT / "docs/reference/measures.md").read_text(encoding="utf-8")

    listed = set(re.findall(r"^\| `([a-z0-9-]+)` \|(?:[^|]*\|){5}$", page, flags=re.MULTILINE))

    assert listed == set(SHIPPED)


def test_the_measures_that_were_asked_for_are_there():
    families = {f"eligible-{f}" for f in ("yrk", "es", "ek", "hu", "sa", "na", "te", "imv")}
    rates = {"absence-total", "absence-excused", "absence-unexcused", "reporting-coverage"}
    much = {f"persistent-absence-{percent}" for percent in (10, 15, 20, 30)}
    grades = {"merit-value", "all-subjects-passed", "left-during-year"}
    completion = {measure_id for measure_id in SHIPPED if measure_id.startswith("completion-")}

    assert set(SHIPPED) == families | rates | much | grades | completion
    assert {re.sub(r"\D+", "", each)[-1:] for each in completion} >= {"3", "4", "5", "6"}


def test_a_completion_says_population_municipality_and_outcome():
    by_id = {each: measure for each, measure in SHIPPED.items() if each.startswith("completion")}
    said = {
        (measure.counting.municipality, measure.counting.among, measure.counting.event)
        for measure in by_id.values()
    }

    assert len(said) == len(by_id)
    assert all(measure.counting.placement is Placement.COUNT_DAY for measure in by_id.values())


@pytest.mark.parametrize("measure", SHIPPED.values(), ids=SHIPPED)
def test_absence_is_never_good_news(measure):
    if "absence" in measure.id or measure.id == "left-during-year":
        assert measure.direction is Direction.LOW_IS_GOOD
    else:
        assert measure.direction is Direction.HIGH_IS_GOOD


def test_every_publication_profile_is_used_or_asked_for():
    asked = {"skolverket_eligibility", "skolverket_share", "norway_5_both_tails", "strict_10_both"}
    there = {each.values["profile"] for each in rules(kind="publication-profile")}

    assert asked | {measure.profile for measure in SHIPPED.values()} == there


def test_an_unknown_measure_is_told_which_there_are():
    with pytest.raises(UnknownMeasure, match="no measure 'none'; there are absence-excused"):
        measure_of("none")


@pytest.mark.parametrize(
    ("text", "old", "new", "message"),
    [
        (WHOLE, "minimum_cell = 10", "", "the measure: the key 'minimum_cell' is missing"),
        (WHOLE, "minimum_cell = 10", "minimum_cel = 10", "unknown key 'minimum_cel'"),
        (WHOLE, "minimum_cell = 10", "minimum_cell = true", "'minimum_cell' must be a int"),
        (WHOLE, 'unit = "percent"', 'unit = "shoes"', "'unit' is 'shoes'; allowed are percent"),
        (WHOLE, '"sex", ', '"shoes", ', "'dimensions' holds 'shoes'"),
        (WHOLE, '"low_is_good"', '"good"', "'direction' is 'good'"),
        (WHOLE, 'name = { sv = "', 'name = { dk = "', "'name' must be one text in sv, nb and en"),
        (WHOLE, 'kind = "pupils"', 'kind = "shoes"', "[counting]: 'kind' is 'shoes'"),
        (WHOLE, 'fact = "absent_rate"', 'fact = "shoes"', "'shoes' is no 'fact'"),
        (WHOLE, "at_least = 0.1", "", "compares with nothing"),
        (WHOLE, "at_least = 0.1", "at_leats = 0.1", "unknown key 'at_leats' in a condition"),
        (WHOLE, "at_least = 0.1", "at_least = 0.1\nwithin = 3", "'within' belongs to"),
        (WHOLE, "[[counting.event]]", "[[counting.among]]", "a share of pupils needs 'event'"),
        (WHOLE, '"last_school"', '"count_day"', "'count_day' belongs to the placement"),
        (WHOLE, "additive = true", 'additive = true\ninside = "b"', "'inside' must list the ids"),
        (WHOLE, "additive = true", "additive = true\ngives_way = 1", "'gives_way' must be a bool"),
        (RATE, 'minutes = "absent"', 'minutes = "shoes"', "'minutes' is 'shoes'"),
        (RATE, "bins = [0.05, 0.1", "bins = [0.15, 0.1", "'bins' must rise"),
        (STARTERS, '"10-15"', '"15-10"', "'count_day' must be a month and a day"),
        (MERIT, 'value = "merit"', "", "'value' is None"),
        (MERIT, "scale = [0, 340]", "scale = [340, 0]", "'scale' must be the least and the most"),
    ],
)
def test_a_broken_definition_is_told_its_file_and_key(text, old, new, message):
    assert old in text

    with pytest.raises(RuleFileError, match=re.escape(message)) as told:
        parse_measure(text.replace(old, new, 1), name="own.toml")

    assert str(told.value).startswith("own.toml: ")


def test_each_kind_of_counting_is_in_use():
    assert {measure.counting.kind for measure in SHIPPED.values()} == set(Kind)
