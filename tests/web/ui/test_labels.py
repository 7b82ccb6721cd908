from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline_web.ui.charts import plot
from throughline_web.ui.charts.frame import SIZES, WIDE, frame_of, latest
from throughline_web.ui.charts.labels import Box, Placer, Spot
from throughline_web.ui.charts.values import Moment, ThreadSpan
from throughline_web.ui.gallery.charts import autumn, crowded_year

ROOM = Box(0, 0, 400, 100)


def test_a_label_takes_the_first_spot_that_is_free():
    placer = Placer(ROOM, size=12)

    placed = placer.place("Samtal 3 nov", [Spot(10, 50, "start"), Spot(10, 80, "start", 1)])

    assert placed.spot.y == 50


def test_a_second_label_gives_way_to_the_first():
    placer = Placer(ROOM, size=12)
    spots = [Spot(10, 50, "start"), Spot(10, 80, "start", 1)]

    first, second = placer.place("Samtal 3 nov", spots), placer.place("Möte 4 nov", spots)

    assert first.box.shared_with(second.box) == 0


def test_a_label_never_leaves_the_picture_when_it_can_stay():
    placer = Placer(ROOM, size=12)

    placed = placer.place("Uppmärksammat", [Spot(380, 50, "start"), Spot(380, 50, "end", 1)])

    assert placed.spot.anchor == "end"


def test_where_nothing_is_free_the_label_covers_least():
    taken = [Box(0, 0, 400, 60)]
    placer = Placer(ROOM, size=12, taken=taken)

    placed = placer.place("Samtal", [Spot(10, 30, "start"), Spot(10, 66, "start", 1)])

    assert placed.spot.y == 66


@given(
    st.lists(
        st.tuples(
            st.integers(0, 13), st.integers(0, 4), st.text("abcåäö ", min_size=3, max_size=24)
        ),
        max_size=4,
    )
)
def test_names_of_measures_never_cover_each_other(spans):
    thread = replace(
        autumn(), spans=tuple(ThreadSpan(Moment(week, day), name) for week, day, name in spans)
    )

    placed = plot.span_labels(thread, frame_of(thread, WIDE, label_rows=0))

    pairs = [(a, b) for i, a in enumerate(placed) for b in placed[i + 1 :]]
    assert all(a.box.shared_with(b.box) == 0 for a, b in pairs)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_each_name_of_a_measure_has_a_row(size):
    shown = latest(crowded_year(), size.weeks)

    placed = plot.span_labels(shown, frame_of(shown, size, label_rows=0))

    assert plot.rows_needed(placed) >= 1
    assert plot.rows_needed(()) == 0
