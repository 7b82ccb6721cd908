"""Compulsory schooling: ten years from the year of turning six, and never past eighteen."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.sweden.compulsory import birthday, compulsory_schooling, may_stay_until
from throughline.terms.rulebook import rule
from throughline.terms.school_years import DateSpan

BORN = date(2010, 9, 12)


@pytest.mark.rule("SE-ATT-01")
@pytest.mark.parametrize(
    ("more", "ends_on"),
    [
        pytest.param({}, date(2026, 6, 30), id="ten years"),
        pytest.param({"in_special_school": True}, date(2027, 6, 30), id="eleven"),
        pytest.param({"lacks_top_year": True}, date(2027, 6, 30), id="a year more"),
        pytest.param({"reached_criteria_on": date(2026, 3, 1)}, date(2026, 3, 1), id="early"),
        pytest.param({"reached_criteria_on": date(2027, 3, 1)}, date(2026, 6, 30), id="not later"),
    ],
)
def test_compulsory_schooling_runs_from_the_autumn_of_turning_six(more, ends_on):
    assert compulsory_schooling(BORN, **more) == DateSpan(date(2016, 7, 1), ends_on)


@pytest.mark.rule("SE-ATT-01")
@pytest.mark.parametrize(
    ("born", "ends_on"),
    [
        pytest.param(date(2010, 1, 5), date(2028, 1, 4), id="the day before turning 18"),
        pytest.param(date(2010, 7, 1), date(2028, 6, 30), id="the term's end on the same day"),
        pytest.param(date(2010, 12, 30), date(2028, 6, 30), id="the term's end"),
    ],
)
def test_it_never_outlasts_the_18th_birthday(born, ends_on):
    found = compulsory_schooling(born, in_special_school=True, lacks_top_year=True)

    assert found.ends_on == ends_on


@pytest.mark.rule("SE-ATT-02")
def test_a_pupil_may_stay_two_years_more_to_reach_the_criteria():
    assert may_stay_until(date(2026, 6, 30)) == date(2028, 6, 30)


def test_whoever_is_born_on_a_leap_day_has_a_birthday_every_year():
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)


@pytest.mark.rule("SE-ATT-10")
def test_the_law_sets_no_number():
    told = rule("SE-ATT-10").values

    assert told == {"law_sets_number": False, "decided_by": "principal"}


@pytest.mark.rule("SE-ATT-16")
def test_limits_on_leave_are_an_inquiry_and_not_in_force():
    told = rule("SE-ATT-16").values

    assert told == {"in_force": False, "due_on": date(2026, 6, 17)}
