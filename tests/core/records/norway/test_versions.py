"""From which day each Norwegian rule that changed holds, and until when the older one did."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from throughline.terms.rulebook import rule, rules

SCHOOL_YEAR_2025 = date(2025, 8, 1)
LAW_OF_2024 = date(2024, 8, 1)


def changed_on(rule_id: str, day: date) -> bool:
    """Say whether one version ends the day before and the next begins on the day."""
    before, after = (version for version in rules(country="no") if version.id == rule_id)
    return (before.valid_to, after.valid_from) == (day - timedelta(days=1), day)


@pytest.mark.rule("NO-ABS-02", "NO-ABS-03", "NO-ABS-04", "NO-ABS-07")
@pytest.mark.parametrize("rule_id", ["NO-ABS-02", "NO-ABS-03", "NO-ABS-04", "NO-ABS-07"])
def test_the_absence_limit_changed_with_the_school_year_of_2025(rule_id):
    assert changed_on(rule_id, SCHOOL_YEAR_2025)


@pytest.mark.rule("NO-OT-01")
def test_the_follow_up_service_changed_with_the_law_of_2024():
    assert changed_on("NO-OT-01", LAW_OF_2024)


@pytest.mark.rule("NO-OT-03", "NO-OT-04", "NO-COMP-03")
@pytest.mark.parametrize("rule_id", ["NO-OT-03", "NO-OT-04", "NO-COMP-03"])
def test_what_the_law_of_2024_brought_holds_from_its_day(rule_id):
    assert rule(rule_id).valid_from == LAW_OF_2024


@pytest.mark.rule("NO-COMP-01")
def test_vocational_education_is_followed_for_six_years_in_figures_from_2021():
    assert changed_on("NO-COMP-01", date(2021, 1, 1))


def test_every_norwegian_rule_is_read_in_a_source_or_said_to_be_believed():
    believed = {each.id for each in rules(country="no") if not each.is_read}

    assert {"NO-ABS-03", "NO-ABS-05", "NO-GSP-03", "NO-MARK-04"} <= believed
    assert not believed & {"NO-ABS-01", "NO-ABS-08", "NO-GSP-01", "NO-MARK-01"}
