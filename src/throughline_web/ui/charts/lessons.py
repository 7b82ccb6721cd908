"""The lower half of the thread: every lesson, the weeks, and how much was registered."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.marks import FULL_CELL, Mark, draw_marks
from throughline_web.ui.charts.values import Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.frame import Frame
    from throughline_web.ui.charts.values import Thread, ThreadDay, ThreadWeek
    from throughline_web.ui.charts.words import ChartWords


def draw_lessons(thread: Thread, frame: Frame) -> Iterator[str]:
    """Draw the grid of lessons, day by lesson, and name its rows."""
    for index, slot in enumerate(thread.slots):
        words = slot.short if frame.size.is_short else slot.label
        y = frame.slot_middle(index) + 4
        yield svg.text(frame.left - 10, y, words, name="axis-label", anchor="end")
    yield draw_marks(_marks(thread, frame), size=min(1.0, frame.day_width / FULL_CELL))


def draw_weeks(thread: Thread, frame: Frame) -> Iterator[str]:
    """Name the weeks, and the holidays in the gaps they leave."""
    y = frame.grid_foot + 16
    for index, week in enumerate(thread.weeks):
        words = (week.short or week.label) if frame.size.is_short else week.label
        yield svg.text(frame.week_middle(index), y, words, name="axis-label", anchor="middle")
    yield from _holidays(thread, frame)


def draw_coverage(thread: Thread, frame: Frame, words: ChartWords) -> Iterator[str]:
    """Draw, week by week, the share of lesson time that was registered."""
    for index, week in enumerate(thread.weeks):
        yield from _coverage_of(week, frame, index)
    sentence = words.coverage.format(share=words.share(thread.coverage))
    yield svg.text(frame.left, frame.strip_top + 19, sentence, name="axis-label")


def _marks(thread: Thread, frame: Frame) -> Iterator[Mark]:
    rows = [frame.slot_middle(slot) for slot in range(len(thread.slots))]
    for week_index, week in enumerate(thread.weeks):
        for day_index, day in enumerate(week.days):
            x = frame.day_middle(Moment(week_index, day_index))
            yield from _day_marks(day, x, rows)


def _day_marks(day: ThreadDay, x: float, rows: list[float]) -> Iterator[Mark]:
    for kind, y in zip(day.lessons, rows, strict=False):
        if kind is not None:
            yield Mark(kind, x, y)


def _holidays(thread: Thread, frame: Frame) -> Iterator[str]:
    for name, group in groupby(enumerate(thread.weeks), key=lambda item: item[1].no_school):
        weeks = [index for index, _ in group]
        if name:
            yield _holiday(frame, name, weeks)


def _holiday(frame: Frame, name: str, weeks: list[int]) -> str:
    x = (frame.week_left(weeks[0]) + frame.week_left(weeks[-1] + 1)) / 2
    y = (frame.grid_top + frame.grid_foot) / 2
    drawn = svg.text(x, y + 4, name, name="axis-label", anchor="middle")
    if svg.text_width(name, frame.size.text) <= frame.week_width * len(weeks):
        return drawn
    turn = f'transform="rotate(-90 {svg.number(x)} {svg.number(y)})"'
    return f"<g {turn}>{drawn}</g>"


def _coverage_of(week: ThreadWeek, frame: Frame, index: int) -> Iterator[str]:
    if week.coverage is None:
        return
    left, width = frame.week_left(index), frame.week_width
    yield svg.rect(left, frame.strip_top, width, 4, name="strip")
    yield svg.rect(left, frame.strip_top, width * week.coverage, 4, name="strip-filled")
