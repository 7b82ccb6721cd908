"""The measures of completion count whom the definitions of the rulebook count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.measures.conditions import all_met
from throughline.measures.definition import measure_of
from throughline.measures.facts import Completion, PupilFact
from throughline.records.sweden.completion import Municipality, Starter, completion
from throughline.terms.rulebook import rule

HOME, SCHOOL = Municipality.HOME, Municipality.SCHOOL
LATER = date(2040, 1, 1)
SAME = {
    "completion-se-national-3": ("SE-COMP-01", SCHOOL),
    "completion-se-all-4-home": ("SE-COMP-02", HOME),
    "completion-se-all-4-school": ("SE-COMP-02", SCHOOL),
    "completion-se-all-5-home": ("SE-COMP-03", HOME),
    "completion-se-max18": ("SE-COMP-04", HOME),
}
ends = st.none() | st.dates(date(2021, 1, 1), date(2027, 12, 31))
starters = st.builds(
    Starter,
    st.just("p1"),
    st.just(date(2020, 8, 18)),
    st.sampled_from(["vocational", "preparatory", "introductory"]),
    has_civic_number=st.booleans(),
    birth_date=st.dates(date(1999, 1, 1), date(2005, 1, 1)),
    diploma_on=ends,
    certificate_on=ends,
    certificate_points=st.sampled_from([0, 2499, 2500]),
    removed_on=st.none() | st.just(date(2021, 1, 1)),
    removed_because=st.just("emigrated"),
)


def fact_of(starter: Starter) -> PupilFact:
    """The same pupil as the measures know one."""
    told = [("diploma", starter.diploma_on), ("certificate", starter.certificate_on)]
    if starter.certificate_points >= 2500:
        told.append(("certificate_2500", starter.certificate_on))
    begun = Completion(
        start="introductory" if starter.group == "introductory" else "national",
        followed=10,
        reached=tuple((name, day.year - 2020) for name, day in told if day),
        has_civic_number=starter.has_civic_number,
        age_at_start=2020 - starter.birth_date.year,
        is_removed=starter.removed_on is not None,
    )
    return PupilFact("p1", completion=begun)


@pytest.mark.rule("SE-COMP-01", "SE-COMP-02", "SE-COMP-03", "SE-COMP-04", "SE-COMP-05")
@pytest.mark.parametrize("measure_id", list(SAME))
@given(starter=starters)
def test_a_starter_counts_alike_in_the_measure_and_by_the_rule(measure_id, starter):
    definition, municipality = SAME[measure_id]
    counting = measure_of(measure_id).counting

    found = completion([starter], definition, cohort=2020, municipality=municipality, as_of=LATER)

    is_among = bool(all_met(counting.among, fact_of(starter)))
    has_event = is_among and bool(all_met(counting.event, fact_of(starter)))
    assert (found.starters, found.completed) == (is_among, has_event)


@pytest.mark.rule("SE-COMP-05")
@pytest.mark.parametrize("measure_id", list(SAME))
def test_both_count_on_the_same_day_and_by_the_same_municipality(measure_id):
    definition, municipality = SAME[measure_id]
    counting = measure_of(measure_id).counting
    told = rule("SE-COMP-05").values

    assert counting.count_day == (told["count_month"], told["count_day"])
    assert str(counting.municipality) == str(municipality)
    assert str(municipality) in rule(definition).values["municipalities"]
