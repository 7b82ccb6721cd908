from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.sources.official.tables import (
    LEFT_HEADER,
    LEFT_ROWS,
    MERGER,
    PART,
    essence,
    left_school,
    one,
    problems,
    read,
)
from throughline.sources import UnreadableSource
from throughline.sources.official import UnitLevel
from throughline.terms.figures import FigureState

LEFT = "left-during-year"


@pytest.mark.parametrize(
    ("code", "period", "state", "value"),
    [
        ("I", "2020/21", FigureState.SHOWN, "3.0"),
        ("42", "2019/20", FigureState.SHOWN, "2.9"),
        ("09", "2020/21", FigureState.MISSING, None),
        ("974573873", "2020/21", FigureState.SHOWN, "0"),
        ("982759846", "2020/21", FigureState.FEW_TOTAL, None),
    ],
)
def test_withheld_missing_and_zero_are_three_things(code, period, state, value):
    figure = one(read(left_school()), code, LEFT, period)

    assert figure.state is state
    assert figure.value == (None if value is None else Decimal(value))


def test_nation_county_school_and_abroad_are_different_levels():
    levels = {figure.unit.code: figure.level for figure in read(left_school()).figures}

    assert levels == {
        "I": UnitLevel.NATION,
        "42": UnitLevel.REGION,
        "09": UnitLevel.REGION,
        "974573873": UnitLevel.SCHOOL,
        "982759846": UnitLevel.SCHOOL,
        "U": UnitLevel.OTHER,
    }


def test_a_school_under_its_old_and_its_new_county_counts_once():
    table = read(left_school())

    assert len([figure for figure in table.figures if figure.unit.code == "974573873"]) == 2
    assert any("several counties" in problem and ": 1." in problem for problem in problems(table))
    assert any("result of a merger: Agder." in problem for problem in problems(table))


def test_a_break_in_the_series_stands_with_its_figure():
    table = read(left_school())

    assert one(table, "42", LEFT, "2019/20").note == MERGER
    assert one(table, "42", LEFT, "2020/21").note == ""


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_change_nothing(encoding, end):
    assert essence(read(left_school(encoding=encoding, end=end))) == essence(read(left_school()))


@given(st.permutations(range(len(LEFT_HEADER))), st.permutations(LEFT_ROWS))
def test_order_of_rows_and_columns_changes_nothing(columns, rows):
    turned = left_school(
        [[row[at] for at in columns] for row in rows], header=[LEFT_HEADER[at] for at in columns]
    )
    assert essence(read(turned)) == essence(read(left_school()))


def test_a_column_of_some_pupils_says_which():
    divided = "2019-20.Offentlig.Vg1.Jenter.Andel sluttet"
    header = tuple(divided if name == f"2019-20.{PART}" else name for name in LEFT_HEADER)
    dims = {
        tuple(sorted(figure.dims.items())) for figure in read(left_school(header=header)).figures
    }

    assert dims == {
        (),
        (("organiser_type", "Offentlig"), ("sex", "girls"), ("year_group", "Vg1")),
    }


@pytest.mark.parametrize(
    ("place", "value", "column"),
    [(0, "4", "EnhetNivaa"), (2, "9", "Fylkekode"), (9, "x", f"2020-21.{PART}")],
)
def test_what_cannot_be_believed_is_refused_where_it_stands(place, value, column):
    row = list(LEFT_ROWS[2])
    row[place] = value
    table = read(left_school([*LEFT_ROWS[:2], row]))

    assert [(issue.row, issue.column, issue.value) for issue in table.issues if issue.row] == [
        (5, column, value)
    ]


def test_rows_that_contradict_each_other_are_both_refused():
    changed = (*LEFT_ROWS[4][:-2], "9,9", "")
    table = read(left_school([*LEFT_ROWS[:4], changed, *LEFT_ROWS[5:]]))

    assert [issue.row for issue in table.issues if issue.row] == [6, 7]
    assert len([figure for figure in table.figures if figure.unit.code == "974573873"]) == 1


def test_half_a_file_says_so():
    whole = left_school()
    table = read(whole[: len(whole) - 31])

    assert [issue.row for issue in table.issues if issue.row] == [9]
    assert any("cut off" in problem for problem in problems(table))


def test_a_header_without_figures_is_not_such_a_table():
    with pytest.raises(UnreadableSource, match="which official table"):
        read(left_school(header=[*LEFT_HEADER[:7], "a", "b", "c"]))
