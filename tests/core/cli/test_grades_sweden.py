"""``grades --country se``: the law's worked examples, from a file to the JSON."""

from __future__ import annotations

import pytest

from tests.core.cli.grades_lines import (
    CORE,
    SCIENCE,
    SOCIAL,
    elin,
    grade_rows,
    grades,
    opened,
    practical,
)

FAMILIES = ["YRK", "ES", "EK", "HU", "SA", "NA", "TE", "IMV"]
SIXTEEN = [
    "SV",
    "EN",
    "MA",
    "BI",
    "FY",
    "KE",
    "GE",
    "HI",
    "RE",
    "SH",
    "BL",
    "HKK",
    "IDH",
    "MU",
    "SL",
    "TK",
]


def every(grade, subjects=SIXTEEN):
    return " ".join(f"{subject}:{grade}" for subject in subjects)


@pytest.mark.rule(
    "SE-ELIG-YRK", "SE-ELIG-ES", "SE-ELIG-EKHUSA", "SE-ELIG-NATE", "SE-ELIG-IMV", "SE-SUBJ-01"
)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(("SV:E EN:E MA:F", SOCIAL, SCIENCE, practical(6)), "IMV", id="1"),
        pytest.param(("SVA:E EN:E MA:E", practical(5)), "YRK IMV", id="2"),
        pytest.param((CORE, SOCIAL, practical(5)), "YRK ES EK HU SA IMV", id="3"),
        pytest.param((CORE, SOCIAL, SCIENCE, practical(2)), " ".join(FAMILIES), id="3 science"),
        pytest.param(
            (CORE, SCIENCE, "GE:E HI:E SH:E", practical(3)), "YRK ES NA TE IMV", id="4 no religion"
        ),
        pytest.param((CORE, practical(4)), "IMV", id="5"),
        pytest.param((CORE, practical(8)), "YRK IMV", id="6"),
        pytest.param(("SV:F EN:A MA:A", SOCIAL, SCIENCE, practical(6)), "", id="7"),
        pytest.param(("SV:E EN:- MA:E", practical(9)), "IMV", id="8"),
    ],
)
def test_the_worked_examples_of_eligibility(desk, lines, expected):
    ran = grades(desk, *grade_rows(*lines))

    assert (ran.code, opened(elin(ran))) == (0, set(expected.split()))


@pytest.mark.rule("SE-ELIG-EN-EX", "SE-ELIG-EQ")
def test_a_declared_subject_counts_as_passed(desk):
    declared = desk.file("declared.csv", "elin;Engelska", "nobody;MA", header="elev;ämne")

    ran = grades(desk, *grade_rows("SV:E EN:- MA:E", practical(9)), words=("--declared", declared))

    assert opened(elin(ran)) == {"YRK", "ES", "IMV"}
    assert [text["en"].split(":")[0] for text in ran.json["remarks"]] == [
        "Subjects that a decision counts as passed",
        "Decisions that cannot count",
    ]


@pytest.mark.rule("SE-MERIT-01", "SE-GRADE-01")
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param((every("C"), "M2SPA:B"), 257.5, id="16 C and a language choice of B"),
        pytest.param(
            (
                every("E", SIXTEEN[:10]),
                every("C", SIXTEEN[10:14]),
                every("F", SIXTEEN[14:]),
                "ML:A M2:E",
            ),
            190.0,
            id="10 E, 4 C, 2 F, mother tongue A, language choice E",
        ),
        pytest.param((every("E", SIXTEEN[:15]),), 150.0, id="15 subjects are not divided"),
        pytest.param(("SV:- MA:-",), None, id="no grade at all"),
    ],
)
def test_the_worked_examples_of_the_merit_value(desk, lines, expected):
    assert elin(grades(desk, *grade_rows(*lines)))["merit_value"] == expected


@pytest.mark.rule("SE-MERIT-01")
def test_the_column_says_which_language_is_the_choice(desk):
    rows = [f"{row};" for row in grade_rows(every("C"))]
    header = "elev;ämne;betyg;språkval"

    with_choice = grades(desk, *rows, "elin;Moderna språk;B;ja", header=header)
    without = grades(desk, *rows, "elin;Moderna språk;B;nej", header=header)
    untold = grades(desk, *rows, "elin;Moderna språk;B;", header=header)

    assert elin(with_choice)["merit_value"] == 257.5
    assert elin(without)["merit_value"] == elin(untold)["merit_value"] == 242.5
    assert without.json["remarks"] == with_choice.json["remarks"] == []
    assert "language choice (1 grades)" in untold.json["remarks"][0]["en"]


def test_a_pupil_has_these_four_keys_and_the_gaps_of_what_is_not_open(desk):
    pupil = elin(grades(desk, *grade_rows("SV:E EN:E MA:F", SOCIAL, practical(4))))

    assert list(pupil) == ["pupil", "merit_value", "eligible", "missing"]
    assert list(pupil["eligible"]) == FAMILIES
    assert list(pupil["missing"]) == ["YRK", "ES", "EK", "HU", "SA", "NA", "TE"]
    assert pupil["missing"]["ES"] == {
        "subjects": ["MA"],
        "any_of": 1,
        "text": {
            "sv": "För estetiska programmet saknas matematik och ett ämne till.",
            "nb": "For det estetiske programmet mangler matematikk og ett fag til.",
            "en": "Still to pass for the Arts Programme: mathematics and one more subject.",
        },
    }


def test_the_last_set_of_several_grades_is_believed_and_that_is_said(desk):
    rows = ["elin;MA;F;2025-12-19", "elin;MA;C;2026-06-09", "elin;SV;E;2026-06-09"]
    header = "elev;ämne;betyg;datum"

    now = grades(desk, *rows, header=header, words=("--as-of", "2026-06-30"))
    before = grades(desk, *rows, header=header, words=("--as-of", "2026-01-31"))

    assert elin(now)["merit_value"] == 25.0
    assert now.json["remarks"][0]["en"].startswith("Subjects in which a pupil has several")
    assert elin(before)["merit_value"] == 0.0
    assert before.json["remarks"][0]["en"].startswith("Grades set after 2026-01-31")


def test_an_unknown_subject_counts_among_the_others_and_is_named(desk):
    ran = grades(desk, *grade_rows(CORE, practical(4), "Schack:E"))

    assert opened(elin(ran)) == {"YRK", "IMV"}
    assert ran.json["unknown_subjects"] == ["Schack"]
    assert "Schack" not in ran.err


def test_a_letter_outside_the_scale_is_remarked_on_its_row_and_counts_for_nothing(desk):
    ran = grades(desk, *grade_rows(CORE, practical(4), "GE:Q"))

    (issue,) = ran.json["source"]["issues"]
    assert (ran.code, issue["row"], issue["value"], issue["severity"]) == (0, 9, "Q", "warning")
    assert opened(elin(ran)) == {"IMV"}
    assert elin(ran)["merit_value"] == 70.0


def test_rows_with_course_points_are_of_another_school_and_left_out(desk):
    header = "elev;ämne;betyg;poäng"
    courses = ["elin;MATMAT01b;C;100", "adam;SVESVE01;C;100"]

    mixed = grades(desk, "elin;MA;A;", "elin;EN;E;10", *courses, header=header)
    alone = grades(desk, *courses, header=header)

    assert elin(mixed)["merit_value"] == 30.0
    assert mixed.json["remarks"][-1]["en"].startswith("Rows with course points: 2.")
    assert (alone.code, alone.out) == (3, "")


def test_every_column_of_the_generic_table_is_read(desk):
    header = "pupil;subject;grade;level;points;kind;language_choice"

    ran = grades(desk, "elin;SV;C;9;;final;", "elin;Spanish;B;9;;final;true", header=header)

    assert len(ran.json["source"]["files"][0]["why"]) == 1
    assert ran.json["source"]["files"][0]["why"][0]["en"].startswith("7 of 7 columns")
    assert elin(ran)["merit_value"] == 32.5
