"""The meter: solid for what is reached, hollow for what is not, and the sentence for who hears it."""

from __future__ import annotations

import re

from throughline_web.ui.charts.meter import draw_meter
from throughline_web.ui.charts.values import Meter, MeterGoal, MeterSlot


def meter(*filled, goals=()):
    slots = tuple(MeterSlot(is_filled=one, label=f"<{place}>") for place, one in enumerate(filled))
    return Meter("Behörighet", "Matematik saknas.", slots, tuple(goals))


def test_every_slot_is_a_square_solid_or_hollow_in_its_place():
    picture = draw_meter(meter(True, False, True))

    shapes = re.findall(r'<rect class="(meter-\w+)" x="([\d.]+)"', picture)
    assert shapes == [("meter-filled", "1"), ("meter-blank", "24"), ("meter-filled", "47")]


def test_the_sentence_is_heard_and_names_are_escaped():
    picture = draw_meter(meter(True))

    assert "<title>Behörighet</title><desc>Matematik saknas.</desc>" in picture
    assert "&lt;0&gt;" in picture


def test_a_goal_hangs_beneath_the_slot_that_reaches_it_and_goals_never_share_a_line():
    goals = [MeterGoal(2, "yrkesprogram"), MeterGoal(3, "högskoleförberedande")]

    picture = draw_meter(meter(True, True, False, goals=goals))

    lines = re.findall(
        r'<text class="axis-label" x="([\d.]+)" y="([\d.]+)" text-anchor="end"', picture
    )
    assert [float(x) for x, _ in lines] == sorted(float(x) for x, _ in lines)
    assert len({y for _, y in lines}) == 2
