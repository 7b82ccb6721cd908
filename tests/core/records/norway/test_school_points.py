"""Grunnskolepoeng: every worked example, which marks count, how many miss, and what is read aloud."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.norway.school_points import MarkUse, WithoutPoints, mark_use, school_points
from throughline.terms.language import Text
from throughline.terms.people import GradeRow
from throughline.terms.rulebook import rule

ON = date(2026, 6, 20)


def row(subject: str, mark: str, kind: str | None = "standpunkt", **more) -> GradeRow:
    return GradeRow("kari", subject, mark, None, kind=kind, **more)


def marks(*written: str) -> list[GradeRow]:
    return [row(f"fag {n}", mark) for n, mark in enumerate(written)]


def with_sum(count: int, total: int) -> list[GradeRow]:
    """Return a number of marks with a sum."""
    low, rest = divmod(total, count)
    return marks(*[str(low + 1)] * rest, *[str(low)] * (count - rest))


@pytest.mark.rule("NO-GSP-01")
@pytest.mark.parametrize(
    ("count", "total", "mean", "points"),
    [
        pytest.param(18, 77, "4.28", "42.8", id="18 marks"),
        pytest.param(14, 61, "4.36", "43.6", id="14 marks"),
        pytest.param(12, 50, "4.17", "41.7", id="12 marks"),
        pytest.param(1, 3, "3.00", "30.0", id="one mark is enough of one subject"),
    ],
)
def test_points_are_the_mean_with_two_decimals_times_ten(count, total, mean, points):
    found = school_points(with_sum(count, total), on=ON)

    assert (str(found.mean), str(found.value)) == (mean, points)
    assert (len(found.counted), found.missing, found.without) == (count, (), None)


@pytest.mark.rule("NO-GSP-01")
def test_iv_and_exempt_are_in_neither_sum_nor_number():
    found = school_points([*with_sum(12, 50), row("Musikk", "IV"), row("KRO", "fritatt")], on=ON)

    assert str(found.value) == "41.7"
    assert [name.nb for name in found.missing] == ["kroppsøving", "musikk"]


@pytest.mark.rule("NO-GSP-03")
def test_the_mean_is_rounded_up_half_way():
    assert str(school_points(with_sum(8, 33), on=ON).mean) == "4.13"


@pytest.mark.rule("NO-GSP-01")
@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        pytest.param(4, None, id="half of eight"),
        pytest.param(5, WithoutPoints.MOST_MISSING, id="more than half"),
    ],
)
def test_more_than_half_missing_gives_no_points(missing, expected):
    rows = marks(*["IV"] * missing, *["5"] * (8 - missing))

    found = school_points(rows, on=ON)

    assert found.without is expected
    assert (found.value is None) is (expected is not None)
    assert (len(found.missing), len(found.counted)) == (missing, 8 - missing)


@pytest.mark.rule("NO-GSP-01")
@pytest.mark.parametrize(("missing", "has_points"), [(50, True), (51, False)])
def test_half_is_half_and_not_about_half(missing, has_points):
    rows = marks(*["IV"] * missing, *["4"] * (100 - missing))

    assert (school_points(rows, on=ON).value is not None) is has_points


@pytest.mark.rule("NO-GSP-01")
@pytest.mark.parametrize("min_marks", [None, 0, 1])
def test_without_one_number_there_are_no_points(min_marks):
    found = school_points([row("Matematikk", "IV", "eksamen")], on=ON, min_marks=min_marks)

    assert (found.value, found.without) == (None, WithoutPoints.TOO_FEW)
    assert rule("NO-GSP-01").values["min_marks"] == 1


@pytest.mark.rule("NO-GSP-02")
def test_other_tables_ask_for_more_than_nine_marks():
    fewest = rule("NO-GSP-02").values["min_marks"]

    nine = school_points(with_sum(9, 36), on=ON, min_marks=fewest)
    ten = school_points(with_sum(10, 40), on=ON, min_marks=fewest)

    assert (nine.value, nine.without) == (None, WithoutPoints.TOO_FEW)
    assert ten.value == Decimal(40)
    assert nine.text.nb == "Bare 9 fag har tallkarakter. Det er for få til å regne grunnskolepoeng."


@pytest.mark.rule("NO-GSP-04")
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        pytest.param(date(2026, 1, 10), date(2026, 2, 1), id="before"),
        pytest.param(date(2026, 2, 1), date(2026, 2, 1), id="on the day"),
        pytest.param(date(2026, 2, 2), date(2027, 2, 1), id="after"),
    ],
)
def test_an_applicant_without_points_is_told_of_the_first_of_february(on, expected):
    assert school_points(marks("IV", "IV", "4"), on=on).apply_by == expected


@pytest.mark.rule("NO-GSP-04")
def test_the_first_of_february_is_for_three_kinds_of_applicants():
    told = rule("NO-GSP-04").values["applicants"]

    assert told == ("priority", "individual_treatment", "newly_arrived")


def test_whoever_has_points_is_told_of_no_day():
    assert school_points(marks("4"), on=ON).apply_by is None


def test_an_exam_counts_beside_the_final_mark():
    found = school_points([row("Matematikk", "4"), row("Matematikk", "2", "eksamen")], on=ON)

    assert found.value == Decimal(30)
    assert len(found.counted) == 2


def test_an_exam_that_was_missed_is_no_missing_subject():
    found = school_points([row("Matematikk", "4"), row("Matematikk", "IV", "eksamen")], on=ON)

    assert (found.value, found.missing) == (Decimal(40), ())


def test_the_final_mark_goes_before_a_term_mark_that_was_set_later():
    final = row("Musikk", "5", set_on=date(2025, 6, 12))
    term = row("Musikk", "3", "halvår", set_on=date(2026, 1, 12))

    assert school_points([term, final], on=ON).counted == (final,)


def test_of_two_marks_the_last_set_counts():
    first = row("Musikk", "3", "halvår", term="HT 2025")
    last = row("MUS", "4", "halvår", term="VT 2026")

    assert school_points([last, first], on=ON).counted == (last,)


def test_of_two_marks_that_nothing_dates_the_better_holds_in_any_order():
    rows = [row("Musikk", "3"), row("Musikk", "IV"), row("Musikk", "5"), row("Musikk", "F")]

    assert {school_points(each, on=ON).value for each in (rows, rows[::-1])} == {Decimal(50)}


def test_a_mark_that_is_set_later_is_not_known_yet():
    found = school_points([row("Musikk", "3", set_on=date(2026, 6, 21))], on=ON)

    assert found.without is WithoutPoints.NO_MARKS


def test_order_and_conduct_are_left_out():
    found = school_points([row("Musikk", "3"), row("Orden", "G"), row("Åtferd", "Ng")], on=ON)

    assert (found.value, found.missing) == (Decimal(30), ())


@pytest.mark.rule("NO-GSP-01")
@pytest.mark.parametrize(
    ("use", "kinds"),
    [
        (
            MarkUse.FINAL,
            ("final", "slutbetyg", "standpunkt", "standpunktkarakter", "standpunktvurdering", "s"),
        ),
        (
            MarkUse.EXAM,
            (
                "exam",
                "examen",
                "eksamen",
                "eksamenskarakter",
                "skriftlig eksamen",
                "muntlig eksamen",
                "e",
            ),
        ),
        (
            MarkUse.TERM,
            (
                "term",
                "termin",
                "terminsbetyg",
                "halvår",
                "halvårsvurdering",
                "halvårskarakter",
                "terminkarakter",
            ),
        ),
    ],
)
def test_the_kind_of_a_row_says_what_its_mark_is(use, kinds):
    assert {mark_use(kind, on=ON) for kind in kinds} == {use}
    assert rule("NO-GSP-01").values[use] == kinds


@pytest.mark.parametrize("kind", [None, "muntlig"])
def test_a_kind_that_nobody_knows_is_a_final_mark(kind):
    assert mark_use(kind, on=ON) is MarkUse.FINAL


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "5", "6", "IV", "F", "D"]), max_size=25))
def test_points_lie_between_ten_and_sixty(written):
    found = school_points(marks(*written), on=ON)

    assert (found.value is None) is (found.without is not None)
    assert found.value is None or 10 <= found.value <= 60


@given(st.permutations([*with_sum(5, 21), row("Musikk", "IV"), *marks("3", "6")]))
def test_the_order_of_the_rows_does_not_matter(rows):
    assert school_points(rows, on=ON) == school_points(sorted(rows, key=repr), on=ON)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20), st.data())
def test_a_better_mark_never_lowers_the_points(numbers, data):
    place = data.draw(st.integers(0, len(numbers) - 1))
    better = [n + (at == place) for at, n in enumerate(numbers)]

    before = school_points(marks(*map(str, numbers)), on=ON).value
    after = school_points(marks(*map(str, better)), on=ON).value

    assert before is not None
    assert after is not None
    assert after >= before


def test_final_points_are_read_aloud():
    rows = [*with_sum(12, 50), row("Musikk", "IV")]

    assert school_points(rows, on=ON).text == Text(
        "Poängen från grundskolan är 41,7, räknade på 12 betyg. "
        "Ett ämne saknar sifferbetyg: musik.",
        "Grunnskolepoengene er 41,7, regnet av 12 karakterer. "
        "Ett fag mangler tallkarakter: musikk.",
        "The school points are 41.7, counted from 12 marks. One subject lacks a number mark: music.",
    )


def test_points_of_marks_that_are_not_final_are_said_as_what_they_would_be():
    assert school_points([row("Musikk", "4", "halvår")], on=ON).text == Text(
        "Med nuvarande betyg skulle poängen från grundskolan vara 40,0, räknade på ett betyg.",
        "Med karakteren som er satt nå, ville grunnskolepoengene vært 40,0, regnet av én karakter.",
        "With the present mark the school points would be 40.0, counted from one mark.",
    )


def test_points_of_marks_whose_kind_nobody_told_are_conditional():
    assert school_points([row("Musikk", "4", None)], on=ON).is_conditional


def test_too_little_is_read_aloud_with_the_day_to_apply():
    rows = [row("Musikk", "IV"), row("Engelsk", "IV"), row("Norsk", "4")]

    assert school_points(rows, on=date(2026, 1, 10)).text == Text(
        "Mer än hälften av ämnena saknar sifferbetyg. Då räknas inga poäng från grundskolan. "
        "2 ämnen saknar sifferbetyg: engelska och musik. "
        "Ansökan till gymnasiet kan bedömas individuellt. Sista dagen att söka är 1 februari.",
        "Mer enn halvparten av fagene mangler tallkarakter. Da regnes det ikke grunnskolepoeng. "
        "2 fag mangler tallkarakter: engelsk og musikk. "
        "Søknaden til videregående kan vurderes individuelt. Søknadsfristen er 1. februar.",
        "More than half of the subjects lack a number mark. Then no school points are counted. "
        "2 subjects lack a number mark: English and music. "
        "The application to upper-secondary school can be judged individually. "
        "The last day to apply is 1 February.",
    )


def test_no_marks_are_read_aloud_as_not_known():
    assert school_points([], on=ON).text == Text(
        "Inga betyg är inlästa. Vi vet inte hur det går i ämnena.",
        "Ingen karakterer er lest inn. Vi vet ikke hvordan det går i fagene.",
        "No grades have been read. We do not know how the subjects are going.",
    )


def test_one_mark_that_is_too_few_is_said_as_one():
    assert school_points(marks("4"), on=ON, min_marks=2).text.en == (
        "Only one subject has a number mark. That is too little to count school points."
    )
