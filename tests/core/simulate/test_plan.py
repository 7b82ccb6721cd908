"""A plan says what is simulated, and refuses what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.simulate.written import plan
from throughline.simulate import PlanError
from throughline.simulate.plan import dice, school_days
from throughline.terms.school_years import SchoolYear


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"pupils": 0}, "ask for at least 1", id="no pupils"),
        pytest.param({"country": "dk"}, "There is no simulation of dk; there are se, no", id="dk"),
        pytest.param(
            {"school_year": SchoolYear(1999), "as_of": None},
            "has no school year 1999/00; it has 2023/24 to 2029/30",
            id="a year without a calendar",
        ),
        pytest.param(
            {"as_of": date(2026, 8, 16)},
            "2026-08-16 is not in the school year 2026/27, which is from 2026-08-17",
            id="before the year",
        ),
        pytest.param(
            {"school_year": SchoolYear(2023), "as_of": None, "history": True},
            "has no school year 2022/23",
            id="no calendar for the year before",
        ),
    ],
)
def test_a_plan_that_cannot_be_simulated_is_refused_with_what_to_ask_for(changes, message):
    with pytest.raises(PlanError, match=message):
        plan(**changes)


def test_the_first_year_with_a_calendar_can_be_simulated_without_history():
    asked = plan(school_year=SchoolYear(2023), as_of=None, history=False)

    assert asked.school_year == SchoolYear(2023)


def test_a_plan_may_end_on_a_weekend():
    assert plan(as_of=date(2026, 11, 22)).as_of == date(2026, 11, 22)


def test_dice_fall_alike_for_the_same_thing_and_seed_only():
    assert dice(1, "pupil", 7).random() == dice(1, "pupil", 7).random()
    assert dice(1, "pupil", 7).random() != dice(2, "pupil", 7).random()
    assert dice(1, "pupil", 7).random() != dice(1, "pupil", 8).random()


@pytest.mark.parametrize(("country", "days"), [("se", 178), ("no", 190)])
def test_school_days_are_those_of_the_countrys_calendar(country, days):
    assert len(school_days(country, SchoolYear(2025))) == days
