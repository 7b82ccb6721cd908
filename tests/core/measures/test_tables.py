"""Tables as they may be told: by hand, for shares, values and minutes, and two tables together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.measures.samples import SHARE, branch, cell, leaf
from throughline.measures.attack import BOUNDLESS, SUM, Network, OpenRow
from throughline.measures.definition import measure_of
from throughline.measures.differencing import Nested, Shift, revealing, revealing_over_time
from throughline.measures.suppression import publishable, publishable_tree
from throughline.measures.tables import ALL, Line
from throughline.measures.telling import (
    figure_text,
)
from throughline.terms.figures import FigureState, shown, untold

STRICT = "strict_10_both"
FEW = untold(FigureState.FEW_TOTAL)


def table_of(*parts, measure=SHARE, profile=STRICT, **more):
    root = branch("m", *(leaf(unit, cells) for unit, cells in parts))
    lines = [part.line for part in root.parts]
    return publishable(measure, root.line, lines, profile=profile, **more)


def states(table, column=ALL):
    return {
        line.unit: (line.figures[column].total.state.value, line.figures[column].figure.state.value)
        for line in table.lines
    }


SHOWN, UNTOLD, ONLY_TOTAL = ("shown", "shown"), ("few_total",) * 2, ("shown", "few_event")


def test_one_withheld_school_takes_the_smallest_other_with_it():
    table = table_of(("a", cell(5, 3)), ("b", cell(50, 30)), ("c", cell(60, 45)))

    assert states(table) == {"m": SHOWN, "a": UNTOLD, "b": UNTOLD, "c": SHOWN}
    assert table.has_withheld


def test_a_table_without_small_numbers_is_told_whole():
    table = table_of(("a", cell(50, 30)), ("b", cell(60, 45)))

    assert set(states(table).values()) == {SHOWN}
    assert not table.has_withheld


def test_few_who_achieved_take_the_figure_of_another_but_not_its_pupils():
    table = table_of(("a", cell(20, 3)), ("b", cell(50, 30)), ("c", cell(60, 45)))

    assert states(table) == {"m": SHOWN, "a": ONLY_TOTAL, "b": ONLY_TOTAL, "c": SHOWN}


def test_two_small_schools_together_may_still_be_too_small():
    table = table_of(("a", cell(2, 1)), ("b", cell(3, 1)), ("c", cell(60, 30)), ("d", cell(70, 30)))

    assert states(table)["c"] == UNTOLD
    assert states(table)["d"] == SHOWN


def test_a_small_sex_in_one_school_takes_the_sexes_of_another():
    table = table_of(
        ("a", {"boy": cell(30, 15), "girl": cell(5, 3)}),
        ("b", {"boy": cell(35, 15), "girl": cell(25, 13)}),
        ("c", {"boy": cell(45, 15), "girl": cell(25, 13)}),
    )

    assert set(states(table).values()) == {SHOWN}
    assert states(table, "girl") == {"m": SHOWN, "a": UNTOLD, "b": UNTOLD, "c": SHOWN}
    assert states(table, "boy") == states(table, "girl")


def test_those_whose_sex_is_unknown_may_not_be_told_by_subtraction():
    known = {"boy": cell(30, 15), "girl": cell(28, 14)}
    line = Line("a", {ALL: cell(61, 31), **known})

    table = publishable(SHARE, line, profile=STRICT)

    assert states(table) == {"a": SHOWN}
    assert states(table, "girl") == {"a": UNTOLD}


def test_few_pupils_without_a_class_may_not_be_told_by_subtraction():
    parts = [Line("7A", {ALL: cell(25, 12)}), Line("7B", {ALL: cell(26, 13)})]

    table = publishable(SHARE, Line("s", {ALL: cell(54, 27)}), parts, profile=STRICT)

    assert states(table) == {"s": SHOWN, "7A": UNTOLD, "7B": SHOWN}


def test_parts_that_hold_more_than_the_whole_are_refused():
    with pytest.raises(ValueError, match="The parts of 's' hold more than the whole"):
        publishable(SHARE, Line("s", {ALL: cell(20, 10)}), [Line("7A", {ALL: cell(25, 12)})])


def test_a_withheld_school_tells_nothing_of_its_classes():
    small = branch("a", leaf("a1", cell(4, 2)), leaf("a2", cell(4, 2)))
    root = branch("m", small, leaf("b", cell(40, 20)), leaf("c", cell(60, 30)))

    tables = publishable_tree(SHARE, root, profile=STRICT)

    assert states(tables["b"]) == {"b": UNTOLD}
    assert states(tables["a"]) == {"a": UNTOLD, "a1": UNTOLD, "a2": UNTOLD}


def test_a_branch_that_cannot_be_told_in_parts_is_withheld_above():
    alike = branch("a", leaf("a1", cell(3, 3)), leaf("a2", cell(17, 17)))
    root = branch("m", alike, leaf("b", cell(40, 20)), leaf("c", cell(60, 30)))

    tables = publishable_tree(SHARE, root, profile="skolverket_share")

    assert states(tables["m"])["a"] == states(tables["a"])["a"]
    assert tables["a"].whole.everybody.figure.is_withheld


def test_a_unit_withheld_for_another_tables_sake_is_withheld():
    parts = (("a", cell(50, 30)), ("b", cell(60, 45)), ("c", cell(70, 45)))

    table = table_of(*parts, also=["c"])

    assert states(table) == {"m": SHOWN, "a": UNTOLD, "b": SHOWN, "c": UNTOLD}


def test_a_school_nobody_knows_of_is_missing_and_one_without_pupils_does_not_occur():
    table = table_of(
        ("a", cell(0, 0, expected=30)), ("b", cell(0, 0)), ("c", cell(40, 20)), ("d", cell(50, 20))
    )

    assert states(table) == {
        "m": SHOWN,
        "a": ("missing", "missing"),
        "b": ("not_applicable", "not_applicable"),
        "c": SHOWN,
        "d": SHOWN,
    }


MERIT, ABSENCE = measure_of("merit-value"), measure_of("absence-total")


def points(total, mean):
    return cell(total, value=Decimal(total * mean))


def minutes(total, rate):
    return cell(total, value=Decimal(rate * total * 10), weight=Decimal(total * 1000))


@pytest.mark.parametrize(
    ("measure", "cells"),
    [
        pytest.param(MERIT, [points(5, 200), points(40, 210), points(50, 220)], id="points"),
        pytest.param(ABSENCE, [minutes(5, 12), minutes(40, 7), minutes(50, 8)], id="minutes"),
    ],
)
def test_means_and_rates_are_protected_as_shares_are(measure, cells):
    table = table_of(*zip("abc", cells, strict=True), measure=measure)

    assert states(table) == {"m": SHOWN, "a": UNTOLD, "b": UNTOLD, "c": SHOWN}


def test_a_mean_and_a_rate_are_told_with_their_decimals():
    merit = table_of(("a", points(30, 200)), ("b", points(40, 211)), measure=MERIT)
    absence = table_of(("a", minutes(30, 7)), ("b", minutes(40, 8)), measure=ABSENCE)

    assert figure_text(MERIT, merit.whole.everybody).en == "206.3"
    assert figure_text(ABSENCE, absence.whole.everybody).sv == "7,6\u00a0%"
    assert merit.parts[0].everybody.figure == shown(Decimal("200.0"))


@pytest.mark.parametrize("measure", [MERIT, ABSENCE], ids=["points", "minutes"])
@given(data=st.data())
def test_one_withheld_mean_is_never_the_only_one(measure, data):
    make = points if measure is MERIT else minutes
    sizes = data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=6))
    cells = [make(size, data.draw(st.integers(1, 100))) for size in sizes]

    table = table_of(*zip("abcdef", cells, strict=False), measure=measure)

    hidden = [
        cells["abcdef".index(line.unit)] for line in table.parts if line.everybody.total == FEW
    ]
    if hidden and table.whole.everybody.figure.is_exact:
        assert len(hidden) > 1
        assert sum(each.total for each in hidden) >= 10


def test_an_outsider_can_move_what_two_rows_and_two_columns_hide():
    row = OpenRow("a", (3, 4), (0, 0), (9, 9), (1, 1), sum_is_told=True)
    other = replace(row, unit="b", amounts=(5, 1))

    network = Network([row, other])

    assert [network.width(row, column) for column in (0, 1)] == [5, 5]
    assert Network([row]).width(row, 0) == 0


def test_a_free_row_moves_its_sum_against_the_other_free_rows():
    row = OpenRow("a", (3,), (0,), (BOUNDLESS,), (1,), sum_most=BOUNDLESS, sum_needs=5)

    assert Network([row, replace(row, unit="b", amounts=(4,))]).width(row, SUM) == 7


@pytest.mark.parametrize(
    ("inside", "whole", "expected"),
    [
        pytest.param(cell(90, 50), cell(100, 56), {"public"}, id="ten outside, four without"),
        pytest.param(cell(95, 50), cell(100, 53), {"public"}, id="five outside"),
        pytest.param(cell(100, 50), cell(100, 50), set(), id="nobody outside"),
        pytest.param(cell(60, 30), cell(100, 50), set(), id="forty outside"),
    ],
)
def test_a_group_inside_another_may_not_tell_the_rest(inside, whole, expected):
    found = revealing(SHARE, [Nested("public", inside, whole)], profile=STRICT)

    assert found == expected


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        pytest.param(Shift("a", cell(30, 15), cell(31, 16), 1, 0), {"a"}, id="one came"),
        pytest.param(Shift("a", cell(30, 15), cell(30, 16), 1, 1), {"a"}, id="one for another"),
        pytest.param(Shift("a", cell(30, 15), cell(30, 19), 6, 6), set(), id="twelve changed"),
        pytest.param(Shift("a", cell(200, 150), cell(200, 158), 0, 0), {"a"}, id="eight more"),
        pytest.param(Shift("a", cell(200, 150), cell(200, 160), 0, 0), set(), id="ten more"),
        pytest.param(Shift("a", cell(200, 150), cell(200, 150), 0, 0), set(), id="no change"),
    ],
)
def test_a_stable_group_may_not_tell_who_changed(shift, expected):
    assert revealing_over_time(SHARE, [shift], profile=STRICT) == expected


def test_the_same_pupils_minutes_in_two_terms_tell_of_nobody():
    shift = Shift("a", minutes(30, 7), minutes(30, 8), 0, 0)

    assert revealing_over_time(ABSENCE, [shift], profile=STRICT) == frozenset()
