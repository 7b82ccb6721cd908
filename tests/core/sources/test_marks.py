from __future__ import annotations

from datetime import date

import pytest

from tests.core.sources.files import DAYS, SUMMARIES, lesson_file, read_all
from throughline.terms.attendance import Granularity


def slots(head: str, *rows: str) -> list[str]:
    return [mark.slot for mark in read_all(lesson_file(*rows, head=head)).marks]


@pytest.mark.parametrize(
    ("head", "rows", "expected"),
    [
        pytest.param(
            "elev;datum;lektion;ämne", ["E1;251013;8.05;Ma"], ["08:05"], id="the start time"
        ),
        pytest.param("elev;datum;lektion;ämne", ["E1;251013;L7;Ma"], ["L7"], id="the lesson's id"),
        pytest.param(
            "elev;datum;lektion;starttid",
            ["E1;251013;L7;8:05"],
            ["08:05"],
            id="the time before the id",
        ),
        pytest.param(
            "elev;datum;lektion;starttid",
            ["E1;251013;L7;", "E1;251013;;9:00"],
            ["L7", "09:00"],
            id="whichever is told",
        ),
        pytest.param("elev;datum;ämne", ["E1;251013;Ma"], ["Ma"], id="the subject"),
        pytest.param(
            "elev;datum;ämne",
            ["E1;251013;Ma", "E1;251013;Ma", "E1;251013;Sv", "E2;251013;Ma"],
            ["Ma", "Ma 2", "Sv", "Ma"],
            id="two lessons of a subject are two",
        ),
        pytest.param(
            "elev;datum;närvaro",
            ["E1;251013;60", "E1;251013;60", "E1;251014;60"],
            ["1", "2", "1"],
            id="a number within the pupil's day",
        ),
    ],
)
def test_lesson_is_told_apart_by(head, rows, expected):
    assert slots(head, *rows) == expected


def test_numbers_go_on_across_portions():
    rows = [f"E1;251013;{number}" for number in range(350)]

    found = read_all(lesson_file(*rows, head="elev;datum;närvaro"), batch_rows=100)

    assert [mark.slot for mark in found.marks] == [str(number + 1) for number in range(350)]


def test_row_said_twice_is_one_fact_and_two_accepted_rows():
    rows = ["E1;251013;8:05;60;60", "E2;251013;8:05;60;60", "E1;251013;08.05;60;60,0"]

    found = read_all(lesson_file(*rows))

    assert found.counts == (3, 3, 0)
    assert [mark.pupil_id for mark in found.marks] == ["E1", "E2"]
    assert [i.problem.en for i in found.issues] == ["Rows that say the same as an earlier row: 1."]


@pytest.mark.parametrize("between", [0, 500], ids=["in one portion", "far apart"])
def test_of_two_rows_that_disagree_the_later_holds(between):
    others = [f"F{number};251013;8:05;60;60" for number in range(between)]
    rows = ["E1;251013;8:05;60;60", *others, "E1;251013;8:05;60;20"]

    found = read_all(lesson_file(*rows), batch_rows=100)

    assert [mark.present for mark in found.marks if mark.pupil_id == "E1"][-1] == 20
    assert [(i.row, i.problem.en) for i in found.issues] == [
        (
            between + 3,
            "The row says something else than an earlier row on the same pupil and lesson.",
        )
    ]


def test_repeats_are_found_across_portions():
    rows = [f"F{number};251013;8:05;60;60" for number in range(500)] * 2

    found = read_all(lesson_file(*rows), batch_rows=100)

    assert len(found.marks) == 500
    assert found.counts == (1000, 1000, 0)


def test_day_rows_have_no_slot():
    found = read_all("elev;datum;undervisningstid;närvaro\nE1;2025-10-13;320;300\n", DAYS)

    assert [(m.slot, m.granularity) for m in found.marks] == [("", Granularity.DAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "elev;period;närvaro\nE1;2025-10;60\n",
            (date(2025, 10, 1), date(2025, 10, 31)),
            id="column",
        ),
        pytest.param(
            "elev;från;till;närvaro\nE1;2025-10-06;2025-10-10;60\n",
            (date(2025, 10, 6), date(2025, 10, 10)),
            id="two dates",
        ),
        pytest.param(
            "Frånvaro HT 2025;\nelev;närvaro\nE1;60\n",
            (date(2025, 7, 1), date(2025, 12, 31)),
            id="title above the table",
        ),
    ],
)
def test_sum_is_of_the_period_told_by(text, expected):
    found = read_all(text, SUMMARIES)

    assert [(m.starts_on, m.ends_on) for m in found.marks] == [expected]
    assert found.marks[0].granularity is Granularity.PERIOD


def test_sum_without_a_period_is_refused():
    found = read_all("elev;närvaro\nE1;60\n", SUMMARIES)

    assert found.counts == (1, 0, 1)
    assert found.issues[0].problem.en == "The row does not say which period it is about."


def test_period_that_ends_before_it_begins_is_refused():
    found = read_all("elev;från;till;närvaro\nE1;2025-10-10;2025-10-06;60\n", SUMMARIES)

    assert found.issues[0].problem.en == "The period ends before it begins."


def test_person_may_state_the_period():
    span = (date(2025, 8, 18), date(2025, 12, 19))

    found = read_all("elev;närvaro\nE1;60\n", SUMMARIES, period=span)

    assert [(m.starts_on, m.ends_on) for m in found.marks] == [span]


def test_sums_of_two_subjects_are_two_facts():
    found = read_all("elev;period;ämne;närvaro\nE1;2025-10;Ma;60\nE1;2025-10;Sv;60\n", SUMMARIES)

    assert [mark.slot for mark in found.marks] == ["Ma", "Sv"]


def test_shares_without_lesson_time_are_said_to_be_of_no_use():
    found = read_all("elev;period;giltig frånvaro %\nE1;2025-10;12,5\n", SUMMARIES)

    assert found.marks[0].excused is None
    assert found.issues[0].problem.en == (
        "The file has shares, but no lesson time for them to be shares of."
    )
