from __future__ import annotations

import re
from dataclasses import replace

from throughline_web.ui.charts.sparkline import draw_sparkline, sparkline_table
from throughline_web.ui.charts.values import Sparkline, SparkSpan, SparkWeek
from throughline_web.ui.wording import chart_words


def weeks(*shares):
    return tuple(SparkWeek(f"v {number}", share) for number, share in enumerate(shares, 36))


def drawn(chart):
    return draw_sparkline(chart, chart_words())


def paths(picture, name):
    return re.findall(rf'<path class="{name}" d="([^"]+)"', picture)


def last_dot(picture):
    return re.findall(r'<circle class="thread-end" cx="([\d.]+)" cy="([\d.]+)"', picture)[-1]


def test_rising_absence_is_a_falling_thread():
    picture = drawn(Sparkline("Nora", weeks(0.05, 0.10, 0.20)))

    start = float(re.match(r"M[\d.]+ ([\d.]+)", paths(picture, "thread-line")[0])[1])
    assert float(last_dot(picture)[1]) > start


def test_the_picture_says_every_week_in_words():
    picture = drawn(Sparkline("Frånvaro för Nora", weeks(0.05, None, 0.2)))

    assert "<title>Frånvaro för Nora</title>" in picture
    assert "<desc>v 36 5 %, v 37 inte registrerad, v 38 20 %.</desc>" in picture
    assert 'role="img"' in picture


def test_the_thread_breaks_where_nothing_was_registered():
    picture = drawn(Sparkline("Adam", weeks(0.05, 0.06, None, 0.07, 0.08)))

    assert paths(picture, "thread-line")[0].count("M") == 1
    assert len(paths(picture, "thread-line")) == 2
    assert paths(picture, "thread-rest") == []


def test_a_week_nobody_registered_wears_a_cross():
    picture = drawn(Sparkline("Adam", weeks(0.05, None, None)))

    assert paths(picture, "mark-cross")[0].count("M") == 4


def test_over_a_holiday_the_thread_only_rests():
    holiday = (*weeks(0.05, 0.06), SparkWeek("v 44", None, is_break=True), *weeks(0.07))

    picture = drawn(Sparkline("Elin", holiday))

    assert len(paths(picture, "thread-rest")) == 1
    assert paths(picture, "mark-cross") == []


def test_the_dot_stands_at_the_last_known_week_and_not_at_the_last_week():
    known = drawn(Sparkline("Adam", weeks(0.05, 0.05, 0.05)))
    silent = drawn(Sparkline("Adam", weeks(0.05, 0.05, None)))

    assert float(last_dot(silent)[0]) < float(last_dot(known)[0])


def test_a_single_known_week_is_a_dot():
    picture = drawn(Sparkline("Adam", weeks(None, 0.05, None)))

    assert paths(picture, "thread-line") == []
    assert 'class="thread-end"' in picture


def test_a_pupil_of_whom_nothing_is_known_has_no_thread():
    picture = drawn(Sparkline("Adam", weeks(None, None)))

    assert "thread" not in picture


def test_support_is_shaded_and_said():
    chart = Sparkline("Moa", weeks(0.3, 0.2, 0.1), (SparkSpan(1, 2, "Flexgrupp från v 37"),))

    picture = drawn(chart)

    assert '<rect class="span"' in picture
    assert "Flexgrupp från v 37." in picture


def test_two_pupils_have_the_same_scale():
    limit_of_one = drawn(Sparkline("Ett", weeks(0.01, 0.02), limit=0.15))
    limit_of_other = drawn(Sparkline("Två", weeks(0.30, 0.39), limit=0.15))

    pattern = r'<line class="limit"[^>]+>'
    assert re.findall(pattern, limit_of_one) == re.findall(pattern, limit_of_other)


def test_a_very_deep_absence_stays_inside_the_picture():
    picture = drawn(Sparkline("Max", weeks(0.0, 1.0)))

    assert float(last_dot(picture)[1]) < 46


def test_words_cannot_become_markup():
    picture = drawn(Sparkline("<script>", weeks(0.1)))

    assert "<script>" not in picture


def test_the_table_holds_the_same_weeks():
    chart = Sparkline("Nora", weeks(0.05, None))

    table = sparkline_table(replace(chart, title="Frånvaro"), chart_words())

    assert table.headings == ("Vecka", "Frånvaro")
    assert table.rows == (("v 36", "5 %"), ("v 37", "inte registrerad"))
