"""Intervals against the tables of the papers that define them."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.records.intervals import Interval, difference, wilson


@pytest.mark.parametrize(
    ("seen", "looks", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0, 0.1611, id="0 of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
    ],
)
def test_wilson_gives_the_published_intervals(seen, looks, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    interval = wilson(seen / looks, looks)

    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)
    assert interval.value == seen / looks


@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        pytest.param((56, 70), (48, 80), 0.0524, 0.3339, id="56/70 less 48/80"),
        pytest.param((9, 10), (3, 10), 0.1705, 0.8090, id="9/10 less 3/10"),
        pytest.param((6, 7), (2, 7), 0.0582, 0.8062, id="6/7 less 2/7"),
        pytest.param((5, 56), (0, 29), -0.0381, 0.1926, id="5/56 less 0/29"),
        pytest.param((0, 10), (0, 20), -0.1611, 0.2775, id="0/10 less 0/20"),
        pytest.param((0, 10), (0, 10), -0.2775, 0.2775, id="0/10 less 0/10"),
        pytest.param((10, 10), (0, 20), 0.6791, 1.0, id="10/10 less 0/20"),
        pytest.param((10, 10), (0, 10), 0.6075, 1.0, id="10/10 less 0/10"),
    ],
)
def test_difference_gives_the_published_intervals(later, earlier, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10."""
    rise = difference(
        wilson(later[0] / later[1], later[1]), wilson(earlier[0] / earlier[1], earlier[1])
    )

    assert (round(rise.low, 4), round(rise.high, 4)) == (low, high)


@pytest.mark.parametrize("looks", [0, -1])
def test_nothing_looked_at_could_be_anything(looks):
    assert wilson(0.3, looks) == Interval(0.3, 0.0, 1.0)


@given(share=st.floats(0, 1), looks=st.integers(1, 400))
def test_an_interval_holds_its_share_and_narrows_with_more_looks(share, looks):
    few, many = wilson(share, looks), wilson(share, looks * 4)

    assert 0 <= few.low <= share + 1e-12
    assert share - 1e-12 <= few.high <= 1
    assert many.high - many.low < few.high - few.low


@given(
    later=st.tuples(st.floats(0, 1), st.integers(1, 60)),
    earlier=st.tuples(st.floats(0, 1), st.integers(1, 60)),
)
def test_a_rise_is_a_fall_seen_from_the_other_side(later, earlier):
    rise = difference(wilson(*later), wilson(*earlier))
    fall = difference(wilson(*earlier), wilson(*later))

    assert isclose(rise.value, -fall.value)
    assert isclose(rise.low, -fall.high, abs_tol=1e-12)
    assert isclose(rise.high, -fall.low, abs_tol=1e-12)
