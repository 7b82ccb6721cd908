"""No hidden cell can be computed: an outsider solves everything published, over made-up trees."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.measures.attacker import Outsider, branches
from tests.core.measures.samples import SHARE, branch, cell, leaf
from throughline.measures.definition import measure_of
from throughline.measures.layers import Limits
from throughline.measures.publishing import publication_profile, publish
from throughline.measures.suppression import publishable_tree
from throughline.measures.tables import ALL
from throughline.terms.figures import FigureState

PROFILES = (
    "skolverket_eligibility",
    "skolverket_share",
    "norway_5_both_tails",
    "strict_10_both",
    "near_5_both",
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def cells(draw):
    total = draw(st.one_of(st.integers(0, 14), st.integers(5, 60)))
    tail = draw(st.integers(0, min(total, 12)))
    return cell(total, draw(st.sampled_from([tail, total - tail, total // 2])))


@st.composite
def trees(draw, columns, depth=2, unit="u"):
    if depth == 0:
        drawn = {name: draw(cells()) for name in columns}
        return leaf(unit, drawn or draw(cells()))
    count = draw(st.integers(1, 4 if depth == 2 else 2))
    parts = [
        draw(trees(columns, draw(st.integers(0, depth - 1)), f"{unit}.{i}")) for i in range(count)
    ]
    return branch(unit, *parts)


def closed_in_on(root, tables, columns, profile_id):
    """Every hidden amount that the outsider knows more closely than it must stay open."""
    outsider = Outsider(root, tables, columns)
    profile = publication_profile(profile_id)
    limits = Limits(SHARE, profile)
    told = {line.unit: line for table in tables.values() for line in table.lines}
    for each in branches(root):
        for column, own in each.line.cells.items():
            figure = told[each.line.unit].figures[column] if each.line.unit in told else None
            yield from _too_close(outsider, each, column, own, figure, limits)


def _too_close(outsider, each, column, own, figure, limits):
    if not own.total:
        return
    protection = limits.profile.protection
    where = (each.line.unit, column, own.total, own.event)
    if figure is None or figure.total.state is FigureState.FEW_TOTAL:
        needs = protection if limits.hides_total(own) and column == ALL else 1
        room = outsider.room(outsider.total(each, column))
        if room < needs - 1e-6:
            yield ("total", *where, room)
    if figure is None or not figure.figure.is_exact:
        needs = min(protection, own.total) if limits.hides_figure(own) else 1
        room = outsider.room(outsider.met(each, column))
        if room < needs - 1e-6:
            yield ("figure", *where, room)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("columns", [(), ("girl", "boy")], ids=["everybody", "by sex"])
@given(data=st.data())
@SLOW
def test_no_hidden_amount_is_known_more_closely_than_its_profile_allows(profile, columns, data):
    root = data.draw(trees(columns))

    tables = publishable_tree(SHARE, root, profile=profile)

    assert list(closed_in_on(root, tables, columns, profile)) == []


@pytest.mark.parametrize("profile", PROFILES)
@given(data=st.data())
@SLOW
def test_hiding_one_more_unit_reveals_no_other(profile, data):
    root = data.draw(trees(("girl", "boy")))
    unit = data.draw(st.sampled_from([each.line.unit for each in branches(root)]))
    before = publishable_tree(SHARE, root, profile=profile)

    after = publishable_tree(SHARE, root, profile=profile, also=[unit])

    assert told(after) <= told(before)
    assert list(closed_in_on(root, after, ("girl", "boy"), profile)) == []


def told(tables):
    lines = [line for table in tables.values() for line in table.lines]
    return {
        (line.unit, column, kind)
        for line in lines
        for column, figure in line.figures.items()
        for kind, published in (("total", figure.total), ("figure", figure.figure))
        if published.is_exact
    }


@pytest.mark.parametrize("profile", PROFILES)
@given(data=st.data())
@SLOW
def test_what_is_told_is_what_could_be_told_alone(profile, data):
    root = data.draw(trees(("girl", "boy")))

    tables = publishable_tree(SHARE, root, profile=profile)

    own = {each.line.unit: each.line for each in branches(root)}
    for unit, column, figure in every_figure(tables):
        known = own[unit].cells[column]
        alone = publish(known.total, known.event, profile, decimals=3)
        assert figure.figure == alone or figure.figure.is_withheld


def every_figure(tables):
    lines = [line for table in tables.values() for line in table.lines]
    return [
        (line.unit, column, figure) for line in lines for column, figure in line.figures.items()
    ]


class OfMinutes(Outsider):
    """Knows the minutes behind every rate that is told, which is more than is told."""

    def _read_line(self, each, line, profile):
        for column, figure in line.figures.items():
            own = each.line.cells[column]
            if figure.figure.is_exact or figure.figure.state is FigureState.NOT_APPLICABLE:
                self._equal(self.total(each, column), own.weight)
                self._equal(self.met(each, column), own.value)


@st.composite
def rates(draw):
    total = draw(st.one_of(st.integers(0, 14), st.integers(5, 60)))
    return minutes(total, draw(st.integers(0, 40)))


def minutes(total, rate):
    return cell(total, value=Decimal(rate * total * 10), weight=Decimal(total * 1000))


@given(parts=st.lists(st.tuples(rates(), rates()), min_size=1, max_size=5))
@SLOW
def test_no_hidden_rate_of_minutes_is_known_more_closely_than_its_profile_allows(parts):
    leaves = [leaf(f"u.{at}", {"girl": one, "boy": two}) for at, (one, two) in enumerate(parts)]
    root, absence = branch("u", *leaves), measure_of("absence-total")
    tables = publishable_tree(absence, root)
    outsider, told_of = OfMinutes(root, {"u": tables["u"]}, ("girl", "boy")), every_figure(tables)
    found = {each.line.unit: each for each in branches(root)}

    for unit, column, figure in told_of:
        own = found[unit].line.cells[column]
        room = outsider.room(outsider.met(found[unit], column))
        needs = min(own.weight / 10, own.value) if own.total < 10 else min(1, own.value)
        assert figure.figure.is_exact or room >= float(needs) - 1e-6


def test_the_outsider_finds_the_one_that_a_careless_table_hides_alone():
    parts = [leaf("a", cell(5, 2)), leaf("b", cell(40, 20)), leaf("c", cell(50, 20))]
    root = branch("m", *parts)
    safe = publishable_tree(SHARE, root, profile="strict_10_both")["m"]
    alone = publishable_tree(SHARE, parts[1], profile="strict_10_both")["b"].whole
    careless = replace(safe, parts=(safe.parts[0], alone, safe.parts[2]))

    found = list(closed_in_on(root, {"m": careless}, (), "strict_10_both"))

    assert [each[:2] for each in found] == [("total", "a"), ("figure", "a")]
    assert list(closed_in_on(root, {"m": safe}, (), "strict_10_both")) == []
