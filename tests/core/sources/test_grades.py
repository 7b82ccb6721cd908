from __future__ import annotations

from datetime import date

import pytest

from tests.core.sources.files import GRADES, read_all
from throughline.sources.grades import parse_scale, scales
from throughline.terms.people import GradeRow
from throughline.terms.rules import RuleFileError


def verdicts(*grades: str) -> list[bool | None]:
    text = "elev;ämne;betyg\n" + "".join(f"E{n};Ma;{grade}\n" for n, grade in enumerate(grades))
    return [row.passed for row in read_all(text, GRADES).of("grades")]


def test_grade_is_read_as_recorded():
    text = (
        "elev-id;skola;termin;ämne;nivå;betyg;poäng;språkval;betygsdatum\n"
        "E1;Ekskolan;HT 2025;Matematik;MATMAT01a;A;100;nej;2025-12-18\n"
    )

    assert read_all(text, GRADES).of("grades") == [
        GradeRow(
            pupil_id="E1",
            subject="Matematik",
            grade="A",
            passed=True,
            unit_id="Ekskolan",
            term="HT2025",
            set_on=date(2025, 12, 18),
            level="MATMAT01a",
            points=100,
            language_choice=False,
        )
    ]


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        pytest.param(["A", "E", "F", "-"], [True, True, False, False], id="Swedish letters"),
        pytest.param(["a", " e ", "–"], [True, True, False], id="however they are written"),
        pytest.param(["6", "2", "1", "IV"], [True, True, False, False], id="Norwegian figures"),
        pytest.param(
            ["4", "5", "F", "fritatt"], [True, True, None, None], id="F exempts in Norway"
        ),
        pytest.param(["A", "B", "F"], [True, True, False], id="and fails in Sweden"),
        pytest.param(["VG", "G", "IG"], [True, True, False], id="older Swedish grades"),
    ],
)
def test_whether_a_grade_passes_is_said_by_the_scale_of_its_column(grades, expected):
    assert verdicts(*grades) == expected


def test_dash_is_a_grade_and_not_a_missing_one():
    found = read_all("elev;ämne;betyg\nE1;Ma;-\nE2;Ma;\n", GRADES)

    assert [row.grade for row in found.of("grades")] == ["-"]
    assert found.counts == (2, 1, 1)


def test_grade_that_no_scale_knows_is_kept_without_a_verdict():
    found = read_all("elev;ämne;betyg\nE1;Ma;A\nE2;Ma;Q\n", GRADES)

    assert [row.passed for row in found.of("grades")] == [True, None]
    assert found.problems == [
        (
            3,
            "betyg",
            "Q",
            "The grade is not in the scale that the rest of the column follows.",
        )
    ]


def test_scales_are_dated_rules_with_a_source():
    assert [(scale.head.id, scale.head.country) for scale in scales()] == [
        ("no-grades", "no"),
        ("se-grades", "se"),
    ]


def test_scale_with_two_verdicts_on_one_grade_is_refused():
    head = (
        'id = "x"\nversion = "1"\ncountry = "se"\nvalid_from = 2011-07-01\nsource = "s"\n'
        'author = "a"\nchecked_by = ""\nnext_review = 2027-01-01\n'
    )

    with pytest.raises(RuleFileError, match="the grade 'e' has two verdicts"):
        parse_scale(head + 'passed = ["E"]\nfailed = ["e"]\n', name="x.toml")
