"""What is made of tables that may be told: distributions, words, bars, orders, files, comparisons."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.rules import ROOT
from tests.core.measures.samples import SHARE, YEAR, branch, cell, leaf, pupil, stay
from throughline.measures.comparison import Peer, difference, similar
from throughline.measures.counting import SPAN, Cell, count
from throughline.measures.definition import Direction, measure_of
from throughline.measures.distribution import distribution, together
from throughline.measures.rollup import Group, Level, Units, roll_up
from throughline.measures.spans import Span, span_of, spans_of
from throughline.measures.suppression import publishable
from throughline.measures.tables import ALL, Branch, Figure, PublishedLine, PublishedTable
from throughline.measures.telling import (
    bars,
    may_rank,
    ranking,
    records,
    total_text,
)
from throughline.terms.figures import FigureState, Published, shown, untold

STRICT = "strict_10_both"
FEW = untold(FigureState.FEW_TOTAL)


def table_of(*parts, measure=SHARE, profile=STRICT, **more):
    root = branch("m", *(leaf(unit, cells) for unit, cells in parts))
    lines = [part.line for part in root.parts]
    return publishable(measure, root.line, lines, profile=profile, **more)


def test_spans_with_few_are_put_together_with_their_neighbours():
    assert together([3, 8, 20, 4, 2, 5], least=10) == [[0, 1], [2], [3, 4, 5]]
    assert together([30, 2, 3], least=10) == [[0, 1, 2]]
    assert together([1, 2], least=10) == [[0, 1]]


def test_a_value_on_an_edge_lies_in_the_span_above():
    edges = (0.05, 0.1)

    assert [span_of(value, edges) for value in (0, 0.05, 0.1, 1)] == [
        "-0.05",
        "0.05-0.1",
        "0.1-",
        "0.1-",
    ]
    assert spans_of(edges) == (Span(None, 0.05), Span(0.05, 0.1), Span(0.1, None))


def spread_over(schools):
    """A branch of schools with so many pupils at each rate of absence in percent."""
    facts = [
        pupil(f"{school}{rate}{number}", stay(school, offered=100, reported=100, absent=rate))
        for school, rates in schools.items()
        for rate, many in rates.items()
        for number in range(many)
    ]
    cells = roll_up(count(ABSENCE, facts, period=YEAR, by=[(SPAN,)]), UNITS, levels=[Level.SCHOOL])
    parts = [leaf(school, by_span(cells, school)) for school in schools]
    return branch("m", *parts)


def by_span(cells: dict[Group, Cell], school):
    return {
        group.dims[0][1]: one for group, one in cells.items() if group.unit == school and group.dims
    }


UNITS = Units()
ABSENCE = measure_of("absence-total")


def test_a_distribution_is_told_in_spans_and_its_median_is_a_span():
    root = spread_over({"a": {2: 20, 7: 20, 12: 12}, "b": {2: 15, 7: 30, 12: 12, 40: 3}})

    found = distribution(ABSENCE, root)
    whole = found.tables["m"].whole

    assert found.spans == (Span(None, 0.05), Span(0.05, 0.1), Span(0.1, None))
    assert found.counts(whole) == (35, 50, 27)
    assert found.quantile(whole, 0.5) == Span(0.05, 0.1)
    assert found.quantile(whole, 1.0) == Span(0.1, None)


def test_a_distribution_with_few_in_a_span_is_withheld_for_that_school_and_another():
    root = spread_over({"a": {2: 20, 7: 2}, "b": {2: 30, 7: 30}, "c": {2: 40, 7: 30}})

    found = distribution(ABSENCE, root)
    told = {line.unit: found.counts(line) for line in found.tables["m"].parts}

    assert told == {"a": None, "b": None, "c": (40, 30)}
    assert found.quantile(found.tables["m"].parts[0], 0.5) is None


RANKED = table_of(
    ("a", cell(50, 30)),
    ("b", cell(60, 45)),
    ("c", cell(40, 24)),
    ("d", cell(12, 3)),
    ("e", cell(60, 45)),
)


def test_units_are_ranked_by_what_is_told_and_equals_share_a_place():
    assert [(each.place, each.line.unit) for each in ranking(RANKED)] == [
        (1, "b"),
        (1, "e"),
        (3, "a"),
    ]


def test_low_is_good_ranks_the_other_way():
    low = replace(RANKED, measure=replace(SHARE, direction=Direction.LOW_IS_GOOD))

    assert [each.line.unit for each in ranking(low)] == ["a", "b", "e"]


def test_without_direction_or_with_low_coverage_nothing_is_ranked():
    neither = replace(RANKED, measure=replace(SHARE, direction=Direction.NEITHER))
    low = table_of(("a", cell(50, 30, expected=70)), ("b", cell(60, 45)))
    enough = table_of(("a", cell(50, 30, expected=60)), ("b", cell(60, 45)))

    assert (ranking(neither), ranking(low)) == ((), ())
    assert [may_rank(each) for each in (neither, low, enough)] == [False, False, True]


def test_a_withheld_figure_has_no_bar_and_one_told_as_about_is_level():
    table = table_of(
        ("a", cell(50, 48)),
        ("b", cell(60, 45)),
        ("c", cell(70, 67)),
        profile="skolverket_eligibility",
    )

    assert [(bar.unit, bar.height) for bar in bars(table)] == [("a", 1.0), ("b", 0.75), ("c", 1.0)]
    assert bars(table)[0].says.en == "a: about 100%"
    assert [bar.height for bar in bars(RANKED)][2:4] == [None, None]
    assert bars(RANKED)[3].says.sv == "d: För få för att visas"


def test_a_file_carries_state_beside_value():
    table = table_of(("a", cell(5, 3)), ("b", cell(50, 30)), ("c", cell(60, 45)))

    read = {each.unit: each for each in records(table)}

    assert (read["m"].value, read["m"].state, read["m"].total) == (Decimal("0.678"), "shown", 115)
    assert (read["a"].value, read["a"].state, read["a"].total, read["a"].coverage) == (
        None,
        "few_total",
        None,
        None,
    )
    assert {(each.measure, each.version, each.profile) for each in records(table)} == {
        (SHARE.id, SHARE.head.version, STRICT)
    }


def test_a_number_of_pupils_is_said_or_why_not():
    table = table_of(("a", cell(5, 3)), ("b", cell(50, 30)), ("c", cell(60, 45)))

    assert [total_text(line.everybody).nb for line in table.lines] == [
        "115",
        "For få til å vises",
        "For få til å vises",
        "60",
    ]


def test_what_is_made_of_a_table_sees_nothing_but_the_table():
    for name in ("telling", "comparison"):
        text = (ROOT / f"src/throughline/measures/{name}.py").read_text(encoding="utf-8")
        imported = {
            node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)
        }
        assert not imported & {
            "throughline.measures.counting",
            "throughline.measures.facts",
            "throughline.measures.rollup",
            "throughline.measures.layers",
        }


@given(data=st.data())
def test_two_tables_that_are_told_alike_look_alike_in_everything(data):
    """What is hidden leaves no trace in words, bars, order or file."""
    hidden = st.integers(0, 9)
    one, other = (
        table_of(("a", cell(9, data.draw(hidden))), ("b", cell(40, 20)), ("c", cell(40, 20)))
        for _ in range(2)
    )
    other = replace(other, whole=one.whole)

    assert [bars(one), list(records(one))] == [bars(other), list(records(other))]
    assert ranking(one) == ranking(other)


def line(unit, total, *, value="0.5", coverage=1.0):
    return PublishedLine(unit, {ALL: Figure(total, shown(Decimal(value)), coverage)})


@pytest.mark.rule("TL-COMPARE-01")
def test_the_five_nearest_in_size_of_the_same_kind_are_alike():
    sizes = {
        "own": 100,
        "a": 110,
        "b": 95,
        "c": 200,
        "d": 201,
        "e": 50,
        "f": 49,
        "g": 130,
        "h": 140,
    }
    peers = [Peer(line(unit, shown(size)), ("gr",)) for unit, size in sizes.items()]
    peers += [Peer(line("other kind", shown(100)), ("gy",)), Peer(line("hidden", FEW), ("gr",))]

    found = similar("own", peers)

    assert [each.unit for each in found.lines] == ["b", "a", "g", "h", "e"]
    assert found.says.en.startswith("Compared with the five units")


@pytest.mark.rule("TL-COMPARE-01")
@pytest.mark.parametrize(("size", "alike"), [(200, 1), (201, 0), (50, 1), (49, 0)])
def test_alike_is_at_most_twice_and_at_least_half_the_size(size, alike):
    peers = [Peer(line("own", shown(100))), Peer(line("other", shown(size)))]

    assert len(similar("own", peers).lines) == alike


def test_a_unit_whose_size_is_withheld_is_like_nobody():
    peers = [Peer(line("own", FEW)), Peer(line("other", shown(10)))]

    assert similar("own", peers).lines == ()
    with pytest.raises(ValueError, match="'gone' is not among"):
        similar("gone", peers)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(line("n", shown(9), value="0.45"), Decimal("0.05"), id="both told"),
        pytest.param(line("n", shown(9), value="0.45", coverage=0.7), None, id="too little known"),
        pytest.param(PublishedLine("n", {ALL: Figure(FEW, FEW)}), None, id="withheld"),
        pytest.param(
            PublishedLine("n", {ALL: Figure(FEW, Published(Decimal(1), FigureState.ROUNDED_HIGH))}),
            None,
            id="about all",
        ),
    ],
)
def test_a_difference_needs_two_figures_told_as_they_are(other, expected):
    own = line("own", shown(100))

    assert difference(own.everybody, other.everybody, least_coverage=0.8) == expected


def test_the_parts_stand_by_name_whatever_they_hide():
    names = [each.unit for each in RANKED.parts]

    assert all(one < other for one, other in pairwise(names))
    assert isinstance(RANKED, PublishedTable)
    assert isinstance(branch("m", leaf("a", cell(1))), Branch)
