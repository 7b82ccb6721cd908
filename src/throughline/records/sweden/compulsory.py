"""Compulsory schooling: from when until when a child must attend, and how long it may stay."""

from __future__ import annotations

from datetime import date, timedelta

from throughline.terms.rulebook import rule
from throughline.terms.school_years import DateSpan, SchoolYear


def compulsory_schooling(
    birth_date: date,
    *,
    in_special_school: bool = False,
    lacks_top_year: bool = False,
    reached_criteria_on: date | None = None,
) -> DateSpan:
    """Return the first and the last day of a child's compulsory schooling (SE-ATT-01).

    Terms run from 1 July and to 30 June. ``lacks_top_year`` adds the year that the law gives whoever
    has not completed the top year; ``reached_criteria_on`` ends it early. It never outlasts the day
    before the 18th birthday.
    """
    told = rule("SE-ATT-01").values
    first = birth_date.year + told["begins_year_of_age"]
    years = told["years_special_school" if in_special_school else "years"]
    years += told["extra_years"] if lacks_top_year else 0
    ends_on = SchoolYear(first + years - 1).ends_on
    latest = birthday(birth_date, told["never_past_age"]) - timedelta(days=1)
    ends = [ends_on, latest, *([reached_criteria_on] if reached_criteria_on else [])]
    return DateSpan(SchoolYear(first).starts_on, min(ends))


def may_stay_until(compulsory_until: date) -> date:
    """Return the last day of the right to finish: so many years after compulsory schooling (SE-ATT-02)."""
    years: int = rule("SE-ATT-02").values["more_years"]
    return SchoolYear(SchoolYear.of(compulsory_until).first_year + years).ends_on


def birthday(born: date, age: int) -> date:
    """Return the day somebody turns an age; whoever is born on 29 February does on 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)
