"""What becomes of the pupils: on request alone, and told of nobody before the day it happens."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from tests.core.simulate.written import csv_bytes, day_of, parquet, rows, simulation
from throughline.simulate.outcomes import COLUMNS, outcome_facts
from throughline.simulate.prospects import line_of
from throughline.terms.school_years import SchoolYear

TOLD = {"outcomes": True}
NORWAY = {"outcomes": True, "country": "no", "pupils": 700, "as_of": date(2027, 6, 1)}


def told(**changes):
    text = csv_bytes(simulation(**changes), "outcomes").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def left(**changes):
    return {row["pupil"]: row["left_on"] for row in told(**changes) if row["left"] == "yes"}


def test_the_future_is_written_on_request_alone():
    assert "outcomes" not in [table.name for table in simulation().tables()]
    assert simulation(**TOLD).tables()[-1].columns == COLUMNS
    assert "outcomes = true" in simulation(**TOLD).manifest()


@pytest.mark.parametrize("name", ["pupils", "grades", "lessons", "days-2025-26"])
def test_where_nobody_leaves_the_other_files_are_the_same(name):
    assert csv_bytes(simulation(**TOLD), name) == csv_bytes(simulation(), name)


def test_there_is_a_row_for_each_pupil_from_the_last_year_before_the_start():
    pupils = {row[0] for row in rows("pupils") if row[7] in {"9", "1", "2", "3"}}

    assert [row["pupil"] for row in told(**TOLD)] == sorted(pupils)
    assert {row["age_at_start"] for row in told(**TOLD)} == {"16"}


def test_who_has_not_begun_begins_next_autumn_at_the_municipalitys_school():
    nines = {row[0] for row in rows("pupils") if row[7] == "9"}
    uppers = {row[6] for row in rows("pupils") if row[7] in {"1", "2", "3"}}
    found = [row for row in told(**TOLD) if row["pupil"] in nines]

    assert {row["started_on"][:4] for row in found} == {"2027"}
    assert {row["school"] for row in found} == uppers
    assert {row["class"] + row["programme"] for row in found} == {""}


def test_who_left_has_no_mark_and_no_grade_from_that_day_on():
    gone = left(**NORWAY)
    lessons = parquet(simulation(**NORWAY), columns=["pupil_id", "starts_on"]).to_pylist()

    assert gone
    for mark in lessons:
        day = gone.get(mark["pupil_id"])
        assert day is None or mark["starts_on"].isoformat() < day
    for row in rows("grades", **NORWAY):
        assert row[0] not in gone or day_of(row[6], "no").isoformat() < gone[row[0]]


def test_an_end_is_in_the_pupils_file_when_it_has_come():
    gone = left(**NORWAY)
    early = {**NORWAY, "as_of": date(2026, 10, 5)}
    ended = {row[0] for row in rows("pupils", **NORWAY) if row[15]}
    by_october = {row[0] for row in rows("pupils", **early) if row[15]}

    assert left(**early) == gone
    assert ended == {pupil for pupil, day in gone.items() if day <= "2027-06-01"}
    assert by_october == {pupil for pupil, day in gone.items() if day <= "2026-10-05"}


def test_nobody_leaves_before_the_pupils_are_counted():
    assert all("2026-10-01" < day < "2027-06" for day in left(**NORWAY).values())


def test_facts_tell_a_cohorts_completion_in_the_year_of_its_start():
    facts = {fact.pupil_id: fact for fact in outcome_facts(told(**TOLD), year=SchoolYear(2025))}
    seconds = {row[0] for row in rows("pupils") if row[7] == "2"}

    assert facts.keys() == seconds
    assert all(is_told(fact) for fact in facts.values())


def is_told(fact):
    return fact.left is None and fact.completion is not None and fact.completion.followed == 5


def test_facts_tell_who_left_in_the_simulated_year_alone():
    in_year = list(outcome_facts(told(**NORWAY), year=SchoolYear(2026)))
    year_before = list(outcome_facts(told(**NORWAY), year=SchoolYear(2025)))

    assert {fact.pupil_id for fact in in_year if fact.left} == left(**NORWAY).keys()
    assert {fact.left for fact in year_before} == {None}


@pytest.mark.parametrize(
    ("scores", "share", "above"),
    [([], 0.5, 0), ([1.0], 0.4, 0), ([1.0], 0.6, 1), ([3.0, 1.0, 2.0], 0.3, 1), ([1.0] * 3, 1, 3)],
)
def test_a_line_has_the_nearest_whole_number_of_pupils_above(scores, share, above):
    line = line_of(scores, share=share)

    assert sum(score > line for score in scores) == above
