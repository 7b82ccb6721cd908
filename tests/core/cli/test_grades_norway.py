"""``grades --country no``: school points, which marks count, and what to look out for."""

from __future__ import annotations

import pytest

from tests.core.cli.grades_lines import elin, grades

HEADER = "elev;fag;karakter;vurdering"


def rows(*marks, kind="standpunkt"):
    return [f"elin;fag {number};{mark};{kind}" for number, mark in enumerate(marks)]


def ran(desk, *lines, words=("--as-of", "2026-06-20")):
    return grades(desk, *lines, header=HEADER, country="no", words=words)


@pytest.mark.rule("NO-GSP-01")
def test_points_are_the_mean_of_the_number_marks_times_ten(desk):
    marks = ["5"] * 5 + ["4"] * 13

    pupil = elin(ran(desk, *rows(*marks)))

    assert list(pupil) == ["pupil", "school_points", "subjects", "warnings"]
    assert (pupil["school_points"], pupil["warnings"]) == (42.8, [])


@pytest.mark.rule("NO-GSP-01", "NO-GSP-04")
def test_marks_missing_in_more_than_half_are_warned_of_with_the_day_to_apply(desk):
    pupil = elin(ran(desk, *rows("IV", "IV", "4"), words=("--as-of", "2026-01-10")))

    assert pupil["school_points"] is None
    assert pupil["warnings"][0]["nb"] == (
        "Mer enn halvparten av fagene mangler tallkarakter. Da regnes det ikke grunnskolepoeng. "
        "2 fag mangler tallkarakter: fag 0 og fag 1. Søknaden til videregående kan vurderes "
        "individuelt. Søknadsfristen er 1. februar."
    )


@pytest.mark.rule("NO-MARK-03", "NO-MARK-04")
def test_each_subject_says_whether_its_mark_counts_or_why_not(desk):
    lines = ["Matematikk;4", "Engelsk;IV", "Musikk;fritatt", "Orden;G", "Norsk;9"]

    subjects = elin(ran(desk, *(f"elin;{line};standpunkt" for line in lines)))["subjects"]

    told = {one["code"]: (one["mark"], one["counts"], one["why"]) for one in subjects}
    assert told["MAT"] == ("4", True, None)
    assert told["ENG"][2]["nb"] == "IV: mangler vurderingsgrunnlag"
    assert told["MUS"][2]["nb"] == "fritatt"
    assert told["orden"][2]["nb"] == "orden eller oppførsel er ikke et fag"
    assert told["NOR"][2]["nb"] == "karakteren finnes ikke i skalaen 1-6"


def test_marks_that_are_not_final_are_told_as_conditional(desk):
    pupil = elin(ran(desk, *rows("4", "4", kind="halvårsvurdering")))

    assert pupil["school_points"] == 40.0
    assert pupil["warnings"][0]["nb"].startswith("Med karakterene som er satt nå")


def test_of_several_marks_in_one_subject_the_one_that_holds_is_listed(desk):
    header = "elev;fag;karakter;dato"
    told = ["elin;Matematikk;IV;19.12.2025", "elin;Matematikk;4;19.06.2026"]

    found = grades(desk, *told, header=header, country="no", words=("--as-of", "2026-06-20"))

    assert [(one["code"], one["mark"]) for one in elin(found)["subjects"]] == [("MAT", "4")]
    assert found.json["remarks"][0]["nb"].startswith("Fag der en elev har flere karakterer: 1.")


def test_an_exam_counts_beside_the_final_mark(desk):
    lines = ["elin;Norsk;4;standpunkt", "elin;Norsk;5;skriftlig eksamen"]

    pupil = elin(ran(desk, *lines))

    assert pupil["school_points"] == 45.0
    assert [one["kind"] for one in pupil["subjects"]] == ["standpunkt", "skriftlig eksamen"]


def test_unknown_subjects_and_marks_are_told(desk):
    found = ran(desk, "elin;Dans på line;4;", "elin;Matematikk;9;")

    assert found.json["unknown_subjects"] == ["Dans på line"]
    assert [text["en"].split(":")[0] for text in found.json["remarks"]] == [
        "Subjects that the list does not know",
        "Grades that the scale does not know",
    ]


def test_decisions_are_swedish(desk):
    declared = desk.file("declared.csv", "elin;ENG", header="elev;fag")

    found = ran(desk, "elin;Engelsk;4;", words=("--declared", declared))

    assert (found.code, found.out) == (2, "")
