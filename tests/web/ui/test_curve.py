from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline_web.ui.charts.curve import Point, pieces
from throughline_web.ui.charts.runs import Stop, runs_of, y_at

SHARES = st.lists(st.floats(min_value=0, max_value=100), min_size=2, max_size=30)


def points(values):
    return tuple(Point(float(index * 10), value) for index, value in enumerate(values))


@given(SHARES)
def test_the_line_never_swings_past_the_weeks_it_joins(values):
    for piece in pieces(points(values)):
        low, high = sorted((piece.start.y, piece.end.y))
        drawn = [piece.y_at(piece.start.x + step) for step in range(11)]

        assert all(low - 1e-6 <= y <= high + 1e-6 for y in drawn)


@given(SHARES)
def test_the_line_goes_through_every_week(values):
    drawn = pieces(points(values))

    assert [piece.y_at(piece.start.x) for piece in drawn] == pytest.approx(values[:-1])
    assert drawn[-1].y_at(drawn[-1].end.x) == pytest.approx(values[-1])


def test_one_week_has_no_line():
    assert pieces(points([5.0])) == ()


def test_a_piece_drawn_backwards_is_the_same_line():
    piece = pieces(points([0.0, 10.0, 5.0]))[0]

    assert piece.backwards().backwards() == piece
    assert piece.backwards().start == piece.end


def test_a_holiday_keeps_a_run_together_and_an_unregistered_week_ends_it():
    known, holiday, silent = (Stop(Point(0, 1), False), Stop(None, True), Stop(None, False))
    later = Stop(Point(20, 1), False)

    assert len(runs_of([known, holiday, later])) == 1
    assert len(runs_of([known, silent, later])) == 2


def test_weeks_after_a_gap_are_joined_to_nothing():
    runs = runs_of([Stop(Point(0, 1), False), Stop(None, False), Stop(Point(20, 5), False)])

    assert [run.pieces for run in runs] == [(), ()]


def test_where_there_is_no_line_the_nearest_week_is_meant():
    runs = runs_of([Stop(Point(0, 1), False), Stop(None, False), Stop(Point(20, 5), False)])

    assert y_at(runs, 3) == 1
    assert y_at(runs, 18) == 5


def test_without_any_week_there_is_no_height():
    assert y_at((), 3) is None
