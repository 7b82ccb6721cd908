from __future__ import annotations

import re
from dataclasses import replace

import pytest

from throughline_web.ui.charts.frame import MEDIUM, NARROW, SIZES, WIDE, depth_of, frame_of, latest
from throughline_web.ui.charts.legend import legend_of
from throughline_web.ui.charts.thread import draw, draw_renderings
from throughline_web.ui.charts.values import (
    Goal,
    Knot,
    Moment,
    Slot,
    Thread,
    ThreadSpan,
    ThreadWeek,
)
from throughline_web.ui.gallery.charts import autumn, crowded_year, silent_school
from throughline_web.ui.wording import chart_words

PLAIN = Thread(
    title="Tråden",
    summary="Allt är lugnt.",
    weeks=tuple(ThreadWeek(f"v {number}", 0.05) for number in range(34, 44)),
    slots=(Slot("lektion 1", "1"),),
)


def drawn(thread, size=WIDE):
    return draw(thread, chart_words(), size)


def texts(picture, name):
    return re.findall(rf'<text class="{name}"[^>]*>([^<]*)</text>', picture)


def path(picture, name):
    return "".join(re.findall(rf'<path class="{name}" d="([^"]+)"', picture))


def test_the_picture_is_titled_and_told_in_words():
    picture = drawn(autumn())

    assert "<title>Höstens röda tråd</title>" in picture
    assert "v 43 21 %, v 44 höstlov, v 45 19 %" in picture
    assert "Uppmärksammat 12 okt." in picture


def test_the_picture_carries_no_look_of_its_own():
    for thread in (autumn(), silent_school(), crowded_year()):
        assert not re.search(r"\s(style|fill|stroke|onload)=", drawn(thread))


def test_the_axis_of_absence_points_down():
    frame = frame_of(PLAIN, WIDE, label_rows=0)

    assert frame.y(0.2) > frame.y(0.1) > frame.y(0.0)


@pytest.mark.parametrize(
    ("absence", "depth"),
    [
        pytest.param(0.05, 0.3, id="ordinary"),
        pytest.param(0.3, 0.3, id="on the line"),
        pytest.param(0.31, 0.4, id="just past it"),
        pytest.param(0.5, 0.6, id="half"),
        pytest.param(1.0, 1.0, id="never there"),
    ],
)
def test_the_axis_is_as_deep_as_it_needs_to_be(absence, depth):
    thread = replace(PLAIN, weeks=(ThreadWeek("v 34", absence),))

    assert depth_of(thread)[0] == depth


def test_an_interval_counts_when_the_axis_is_chosen():
    thread = replace(PLAIN, weeks=(ThreadWeek("v 34", 0.2, low=0.1, high=0.55),))

    assert depth_of(thread)[0] == 0.6


def test_the_thread_breaks_at_weeks_nobody_registered():
    assert path(drawn(silent_school()), "thread-line").count("M") == 3


def test_the_interval_is_drawn_where_it_is_given():
    assert 'class="thread-band"' in drawn(autumn())
    assert 'class="thread-band"' not in drawn(crowded_year())


def test_a_single_thin_week_still_shows_its_interval():
    thread = replace(PLAIN, weeks=(ThreadWeek("v 34", 0.2, low=0.1, high=0.3),))

    assert path(drawn(thread), "thread-band").endswith("z")


def test_every_kind_of_lesson_has_a_shape_of_its_own():
    picture = drawn(autumn())

    for name in ("dot", "hollow", "solid", "wedge", "ring", "diamond", "cross"):
        assert f'class="mark-{name}"' in picture


def test_a_holiday_is_named_in_the_gap_it_leaves():
    assert "höstlov" in texts(drawn(autumn()), "axis-label")


def test_where_a_week_is_narrow_the_name_of_the_holiday_stands_upright():
    assert 'transform="rotate(-90' in drawn(autumn(), NARROW)
    assert "rotate" not in drawn(autumn(), WIDE)


def test_the_coverage_of_the_period_is_said():
    assert "98 % av lektionstiden registrerad" in texts(drawn(autumn()), "axis-label")


def test_a_narrow_room_holds_the_latest_weeks_and_says_so():
    by_name = {each.name: each for each in draw_renderings(autumn(), chart_words())}

    assert by_name["wide"].note == ""
    assert by_name["narrow"].note == "De senaste 8 veckorna är ritade. Alla finns i tabellen."


def test_what_began_before_the_first_drawn_week_is_cut_there():
    thread = replace(
        PLAIN,
        spans=(
            ThreadSpan(Moment(0), "gammal", Moment(1, 4)),
            ThreadSpan(Moment(1), "pågår"),
            ThreadSpan(Moment(1), "slutar", Moment(8, 2)),
        ),
        goals=(Goal(0.08, Moment(0), "nått", Moment(1)), Goal(0.05, Moment(9, 2), "nytt")),
        knots=(Knot(Moment(1, 2), "då"), Knot(Moment(9, 3), "nu")),
    )

    shown = latest(thread, NARROW.weeks)

    assert [span.label for span in shown.spans] == ["pågår", "slutar"]
    assert [(span.starts, span.ends) for span in shown.spans] == [
        (Moment(0), None),
        (Moment(0), Moment(6, 2)),
    ]
    assert [goal.starts for goal in shown.goals] == [Moment(7, 2)]
    assert [knot.at for knot in shown.knots] == [Moment(7, 3)]


def test_a_thread_that_fits_is_left_as_it_is():
    assert latest(PLAIN, WIDE.weeks) is PLAIN


def test_a_measure_that_ends_within_a_week_ends_on_its_day():
    frame = frame_of(PLAIN, WIDE, label_rows=0)

    assert frame.week_left(2) < frame.ends(Moment(2, 1)) < frame.week_left(3)
    assert frame.ends(Moment(2, 4)) == frame.week_left(3)
    assert frame.starts(Moment(2, 1)) > frame.starts(Moment(2, 0)) == frame.week_left(2)


def test_long_names_of_lessons_have_room():
    long = replace(PLAIN, slots=(Slot("idrott och hälsa", "idh"),))

    assert frame_of(long, WIDE, label_rows=0).left > frame_of(PLAIN, WIDE, label_rows=0).left


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_a_pupil_of_whom_nothing_is_known_still_has_a_picture(size):
    silent = replace(
        PLAIN,
        weeks=tuple(ThreadWeek(f"v {number}", None) for number in range(34, 37)),
        knots=(Knot(Moment(1), "Uppmärksammat"),),
    )

    assert "Uppmärksammat" in drawn(silent, size)


def test_the_limit_and_a_goal_are_levels_with_keys():
    thread = replace(PLAIN, limit=0.15, goals=(Goal(0.08, Moment(2), "mål: närvaro 92 %"),))

    picture = drawn(thread)
    legend = [key.words for key in legend_of(thread, chart_words())]

    assert 'class="limit"' in picture
    assert texts(picture, "goal-label") == ["mål: närvaro 92 %"]
    assert legend == ["frånvaro per vecka", "regelns gräns", "mål"]


def test_the_legend_names_what_occurs_and_nothing_else():
    words = [key.words for key in legend_of(silent_school(), chart_words())]

    assert words == ["frånvaro per vecka", "regelns gräns", "närvarande", "inte registrerad"]


def test_words_cannot_become_markup():
    thread = replace(PLAIN, title="<b>", knots=(Knot(Moment(1), "<script>"),))

    assert "<script>" not in drawn(thread)
    assert "<title>&lt;b&gt;</title>" in drawn(thread)


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=lambda size: size.name)
def test_the_same_data_give_the_same_picture(size):
    assert drawn(crowded_year(), size) == drawn(crowded_year(), size)
