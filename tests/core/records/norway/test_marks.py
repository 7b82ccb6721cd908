"""Norwegian marks: what passes, what is no number, and the letters of order and conduct."""

from __future__ import annotations

from datetime import date

import pytest

from throughline.records.norway.marks import (
    Conduct,
    Level,
    MarkKind,
    SubjectMark,
    asks_for_warning,
    conduct_mark,
    has_marks,
    is_conduct,
    subject_mark,
)
from throughline.terms.rulebook import rule

ON = date(2026, 6, 20)


@pytest.mark.rule("NO-MARK-01")
@pytest.mark.parametrize(
    ("written", "passed"),
    [
        pytest.param("1", False, id="1 is not passed"),
        pytest.param("2", True, id="on the line"),
        pytest.param(" 6 ", True, id="the highest"),
    ],
)
def test_a_number_passes_from_two_up_in_upper_secondary(written, passed):
    assert subject_mark(written, on=ON) == SubjectMark(MarkKind.NUMBER, int(written), passed)


@pytest.mark.rule("NO-MARK-01")
@pytest.mark.parametrize("written", ["0", "7", "A", "", "4,5"])
def test_what_is_not_on_the_scale_is_no_mark(written):
    assert subject_mark(written, on=ON) is None


@pytest.mark.rule("NO-MARK-02")
def test_nobody_fails_in_lower_secondary():
    assert subject_mark("1", on=ON, level=Level.LOWER) == SubjectMark(MarkKind.NUMBER, 1, True)
    assert rule("NO-MARK-02").values["lowest_pass"] == rule("NO-MARK-01").values["lowest"]


@pytest.mark.rule("NO-MARK-03")
@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize(
    ("kind", "passed", "words"),
    [
        (
            MarkKind.NO_BASIS,
            False,
            ["IV", "IM", "ikke vurderingsgrunnlag", "mangler vurderingsgrunnlag", "Ikke møtt"],
        ),
        (MarkKind.EXEMPT, None, ["F", "FU", "FRI", "Fritatt", "fritak"]),
        (MarkKind.PARTICIPATED, None, ["D", "Deltatt"]),
    ],
)
def test_iv_exempt_and_participated_are_no_numbers(level, kind, passed, words):
    read = {subject_mark(word, on=ON, level=level) for word in words}

    assert read == {SubjectMark(kind, None, passed)}


@pytest.mark.rule("NO-MARK-03")
def test_the_words_without_a_number_are_those_of_the_rule():
    told = {kind: len(words) for kind, words in rule("NO-MARK-03").values.items()}

    assert told == {"no_basis": 5, "exempt": 5, "participated": 2}


@pytest.mark.rule("NO-MARK-04")
@pytest.mark.parametrize(
    ("conduct", "words"),
    [
        (Conduct.GOOD, ("G", "god")),
        (Conduct.FAIRLY_GOOD, ("Ng", "nokså god", "nokså godt")),
        (Conduct.POOR, ("Lg", "lite god", "lite godt")),
    ],
)
def test_order_and_conduct_have_three_letters(conduct, words):
    assert {conduct_mark(word, on=ON) for word in words} == {conduct}
    assert rule("NO-MARK-04").values[conduct] == words


@pytest.mark.rule("NO-MARK-04")
def test_a_number_is_no_mark_of_conduct():
    assert conduct_mark("5", on=ON) is None


@pytest.mark.rule("NO-MARK-04")
def test_order_and_conduct_are_no_subjects():
    words = ("orden", "atferd", "åtferd", "orden og atferd", "orden og åtferd")

    assert all(is_conduct(word.upper(), on=ON) for word in words)
    assert not is_conduct("Matematikk", on=ON)
    assert rule("NO-MARK-04").values["subjects"] == words


@pytest.mark.rule("NO-MARK-05")
@pytest.mark.parametrize(("year_group", "expected"), [(7, False), (8, True), (10, True)])
def test_marks_are_given_from_year_eight(year_group, expected):
    assert has_marks(year_group, on=ON) is expected


@pytest.mark.rule("NO-MARK-06")
@pytest.mark.parametrize(
    ("written", "expected"),
    [("IV", True), ("1", False), ("fritatt", False), ("deltatt", False)],
)
def test_a_doubtful_mark_asks_for_a_warning_in_writing(written, expected):
    mark = subject_mark(written, on=ON)

    assert mark is not None
    assert asks_for_warning(mark, on=ON) is expected


@pytest.mark.rule("NO-MARK-06")
def test_conduct_that_is_less_than_good_asks_for_a_warning_in_writing():
    asked = {each: asks_for_warning(each, on=ON) for each in Conduct}

    assert asked == {Conduct.GOOD: False, Conduct.FAIRLY_GOOD: True, Conduct.POOR: True}


@pytest.mark.rule("NO-MARK-06")
def test_the_warning_goes_to_the_pupil_and_the_home_of_a_minor():
    duty = rule("NO-MARK-06").values

    assert duty["addressee"] == ("pupil",)
    assert duty["addressee_of_minors"] == ("pupil", "guardian")
    assert duty["doubtful"] == (MarkKind.NO_BASIS,)
    assert duty["conduct"] == (Conduct.FAIRLY_GOOD, Conduct.POOR)
