from __future__ import annotations

import pytest

from tests.core.sources.files import LESSONS
from throughline.sources.issues import CellFault
from throughline.sources.words import basis, documentation, grade, status, statuses_of
from throughline.terms.attendance import Basis, Documentation, Status


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Närvarande", Status.PRESENT),
        ("GiltigFrånvaro", Status.EXCUSED),
        ("OgiltigFrånvaro", Status.UNEXCUSED),
        ("udokumentert fravær", Status.UNEXCUSED),
        ("ikke meldt", Status.UNRESOLVED),
        ("Tardy", Status.LATE),
        ("Annan skolaktivitet", Status.OTHER),
        ("", None),
    ],
)
def test_status_is_known_in_the_words_of_the_field(word, expected):
    assert status(word, known=statuses_of(LESSONS)) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Sjuk", Basis.HEALTH),
        ("helse", Basis.HEALTH),
        ("ledighet", Basis.OTHER),
        ("resa", Basis.OTHER),
        ("", None),
    ],
)
def test_ground_is_health_or_other_and_the_word_itself_is_not_kept(word, expected):
    assert basis(word) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Läkarintyg", Documentation.DOCUMENTED),
        ("egenmelding", Documentation.SELF_CERTIFIED),
        ("udokumentert", Documentation.UNDOCUMENTED),
        ("..", None),
    ],
)
def test_documentation_is_known_in_the_words_of_the_field(word, expected):
    assert documentation(word) is expected


def test_unknown_documentation_is_said():
    with pytest.raises(CellFault, match="unknown_documentation"):
        documentation("kanske")


@pytest.mark.parametrize(("cell", "expected"), [("–", "-"), (" A ", "A"), ("", None), ("IV", "IV")])
def test_grade_stands_as_written(cell, expected):
    assert grade(cell) == expected
