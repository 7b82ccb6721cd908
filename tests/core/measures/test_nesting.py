"""Measures inside one another: their difference in one unit tells of no few pupils."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import accumulate, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.measures.attacker import Simplex
from tests.core.measures.samples import cell
from tests.core.measures.test_outsider import SLOW
from throughline.measures.definition import Kind, measure_of, refuse_wrong_nesting, shipped_measures
from throughline.measures.nesting import Wanted, publishable_together
from throughline.measures.suppression import publishable
from throughline.measures.tables import ALL, Line
from throughline.terms.figures import FigureState
from throughline.terms.rules import RuleFileError

TEN, FIFTEEN, TWENTY, THIRTY = (f"persistent-absence-{each}" for each in (10, 15, 20, 30))
STEPS = (TEN, FIFTEEN, TWENTY, THIRTY)
TOTAL, EXCUSED, UNEXCUSED = (f"absence-{each}" for each in ("total", "excused", "unexcused"))


def wanted(measure_id, counts, pupils=40, *, whole=None):
    """One measure of schools with so many pupils each, of whom so many met it."""
    parts = tuple(Line(f"s{at}", {ALL: cell(pupils, each)}) for at, each in enumerate(counts))
    together = cell(pupils * len(counts), sum(counts)) if whole is None else whole
    return Wanted(measure_of(measure_id), Line("m", {ALL: together}), parts)


def exact(table):
    return {line.unit for line in table.lines if line.everybody.figure.is_exact}


@pytest.mark.parametrize("between", [1, 2, 3, 4])
def test_two_nested_measures_do_not_tell_the_few_between_them(between):
    outer, inner = wanted(TEN, (12, 20, 20)), wanted(FIFTEEN, (12 - between, 10, 10))
    alone = publishable(inner.measure, inner.whole, inner.parts)
    assert "s0" in exact(alone)

    tables = publishable_together([outer, inner])

    assert exact(tables[TEN]) == {"m", "s0", "s1", "s2"}
    assert "m" in exact(tables[FIFTEEN])
    assert "s0" not in exact(tables[FIFTEEN])
    assert len(exact(tables[FIFTEEN])) == 2


def test_enough_between_two_measures_or_nobody_withholds_nothing():
    tables = publishable_together([wanted(TEN, (12, 20)), wanted(FIFTEEN, (12, 15))])

    assert exact(tables[FIFTEEN]) == {"m", "s0", "s1"}


def test_a_measure_is_held_against_the_nearest_that_is_told_whatever_order_they_come_in():
    steps = {TEN: 20, FIFTEEN: 18, TWENTY: 17, THIRTY: 12}
    given_order = [wanted(each, (count, 20)) for each, count in reversed(steps.items())]
    given_order = [replace(each, whole=each.parts[0], parts=()) for each in given_order]

    tables = publishable_together(given_order)

    assert [each for each, table in tables.items() if exact(table)] == [THIRTY, TEN]


def test_what_gives_way_is_withheld_although_it_holds_the_other():
    asked = [wanted("eligible-imv", (30, 30, 35)), wanted("eligible-yrk", (27, 15, 20))]

    tables = publishable_together(asked)

    assert exact(tables["eligible-yrk"]) == {"m", "s0", "s1", "s2"}
    assert "s0" not in exact(tables["eligible-imv"])


@st.composite
def nested(draw):
    """Four counts a school, each inside the one before."""
    schools = []
    for _ in range(draw(st.integers(1, 5))):
        first = draw(st.integers(0, 40))
        counts = [first]
        for _ in range(3):
            counts.append(max(0, counts[-1] - draw(st.integers(0, 12))))
        schools.append(counts)
    return list(zip(*schools, strict=True))


@given(counts=nested())
@SLOW
def test_no_two_told_figures_of_a_unit_tell_of_one_to_four_pupils(counts):
    asked = [wanted(each, met) for each, met in zip(STEPS, counts, strict=True)]

    tables = publishable_together(asked)

    for unit in ("m", *(f"s{at}" for at in range(len(counts[0])))):
        told = [
            line.cells[ALL].event
            for each in asked
            for line in (each.whole, *each.parts)
            if line.unit == unit and unit in exact(tables[each.measure.id])
        ]
        assert not {a - b for a in told for b in told} & {1, 2, 3, 4}


class Subtracting:
    """An outsider who knows every told figure of four nested measures, and how they nest.

    The unknowns are, in each school, the pupils of each layer between two measures.
    """

    def __init__(self, tables, asked):
        self.schools = len(asked[0].parts)
        self.layers = len(asked) + 1
        self.rows, self.right, self.slack = [], [], []
        for school in range(self.schools):
            self._told(self.amount([school], 0, self.layers), 40)
        for depth, each in enumerate(asked):
            for line in tables[each.measure.id].lines:
                self._read(line, depth, each)
        count = sum(self.slack)
        self.goal_tail = [0.0] * count
        seen = list(accumulate(self.slack))
        rows = [
            [*row, *(float(has and at == place - 1) for at in range(count))]
            for row, has, place in zip(self.rows, self.slack, seen, strict=True)
        ]
        self.simplex = Simplex(rows, self.right, self.schools * self.layers + count)

    def amount(self, schools, first, last):
        cells = {(school, layer) for school in schools for layer in range(first, last)}
        every = product(range(self.schools), range(self.layers))
        return [float(cell in cells) for cell in every]

    def _read(self, line, depth, each):
        schools = range(self.schools) if line.unit == "m" else [int(line.unit[1:])]
        met = self.amount(schools, depth + 1, self.layers)
        figure = line.everybody.figure
        if figure.is_exact:
            cells = {one.unit: one.cells[ALL] for one in (each.whole, *each.parts)}
            self._told(met, cells[line.unit].event)
        elif figure.state is FigureState.ROUNDED_LOW:
            self._told(met, 4, at_most=True)
        elif figure.state is FigureState.ROUNDED_HIGH:
            self._told(self.amount(schools, 0, depth + 1), 4, at_most=True)

    def _told(self, row, value, *, at_most=False):
        self.rows.append(row)
        self.right.append(float(value))
        self.slack.append(at_most)

    def room(self, row):
        goal = row + self.goal_tail
        return self.simplex.most(goal) + self.simplex.most([-each for each in goal])


def known_differences(counts, tables, asked):
    """Every one to four pupils of a school, between two measures, that the outsider knows."""
    outsider = Subtracting(tables, asked)
    schools = range(len(counts[0]))
    met = [(40,) * len(schools), *counts, (0,) * len(schools)]
    pairs = product(schools, combinations(range(1, len(met)), 2))
    few = [
        (school, outer, inner)
        for school, (outer, inner) in pairs
        if 1 <= met[outer][school] - met[inner][school] <= 4
    ]
    return {each for each in few if outsider.room(outsider.amount([each[0]], *each[1:])) < 1 - 1e-6}


@given(counts=nested())
@settings(SLOW, derandomize=True)
def test_an_outsider_who_subtracts_measures_and_schools_knows_of_no_few_pupils(counts):
    asked = [wanted(each, met) for each, met in zip(STEPS, counts, strict=True)]

    tables = publishable_together(asked)

    assert known_differences(counts, tables, asked) == set()


def test_a_few_that_the_other_schools_leave_no_room_for_are_not_told_by_the_whole():
    counts = [(9, 5), (9, 5), (9, 5), (4, 5)]
    asked = [wanted(each, met) for each, met in zip(STEPS, counts, strict=True)]

    tables = publishable_together(asked)

    assert known_differences(counts, tables, asked) == set()


def test_the_outsider_finds_the_few_that_measures_protected_alone_tell():
    counts = [(12, 20), (10, 10), (10, 10), (10, 10)]
    asked = [wanted(each, met) for each, met in zip(STEPS, counts, strict=True)]
    alone = {each.measure.id: publishable(each.measure, each.whole, each.parts) for each in asked}

    found = known_differences(counts, alone, asked)

    assert found == {(0, 1, 2), (0, 1, 3), (0, 1, 4)}


def minutes(measure_id, excused, *, also=()):
    cells = [
        cell(total, value=Decimal(each), weight=Decimal(total * 1000))
        for total, each in zip((60, 40, 50), excused, strict=True)
    ]
    parts = tuple(Line(f"s{at}", {ALL: each}) for at, each in enumerate(cells))
    whole = Line("m", {ALL: sum(cells[1:], cells[0])})
    return Wanted(measure_of(measure_id), whole, parts, frozenset(also))


def test_minutes_inside_one_another_are_withheld_in_the_same_units():
    asked = [
        minutes(TOTAL, (900, 900, 900)),
        minutes(EXCUSED, (500, 500, 500), also=["s0"]),
        minutes(UNEXCUSED, (400, 400, 400)),
    ]

    tables = publishable_together(asked)

    told = {each: exact(table) for each, table in tables.items()}
    assert told[TOTAL] == told[EXCUSED] == told[UNEXCUSED]
    assert "s0" not in told[TOTAL]


def test_the_shipped_measures_say_what_they_lie_inside():
    inside = {each: measure.inside for each, measure in shipped_measures().items()}

    assert inside[THIRTY] == (TWENTY,)
    assert inside["eligible-ek"] == inside["eligible-te"] == ("eligible-es",)
    assert inside["eligible-es"] == ("eligible-yrk",)
    assert inside["eligible-yrk"] == ("eligible-imv",)
    assert inside[EXCUSED] == inside[UNEXCUSED] == (TOTAL,)


PAIRS = [
    (measure, measure_of(holder))
    for measure in shipped_measures().values()
    for holder in measure.inside
    if measure.counting.kind is Kind.PUPILS
]


@pytest.mark.parametrize(("inner", "outer"), PAIRS, ids=lambda measure: measure.id)
def test_what_lies_inside_counts_no_more_than_what_holds_it(inner, outer):
    [event], [held] = inner.counting.event, outer.counting.event

    assert event.fact == held.fact
    assert (event.at_least or 0) >= (held.at_least or 0)
    assert event.within <= held.within
    assert event.one_of <= held.one_of


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("none", "'inside' is 'none', which is no measure"),
        ("eligible-yrk", "'inside' is 'eligible-yrk', which counts others"),
        (TEN, "'inside' leads back"),
    ],
)
def test_a_measure_inside_what_cannot_hold_it_is_refused(inside, message):
    measures = shipped_measures() | {TEN: replace(measure_of(TEN), inside=(inside,))}

    with pytest.raises(RuleFileError, match=message):
        refuse_wrong_nesting(measures)
