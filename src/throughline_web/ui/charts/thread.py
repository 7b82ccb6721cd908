"""The red thread: a pupil's weeks as one line, with every lesson beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from throughline_web.ui.charts import lessons, plot, svg
from throughline_web.ui.charts.frame import SIZES, Size, frame_of, latest

if TYPE_CHECKING:
    from throughline_web.ui.charts.svg import Picture
    from throughline_web.ui.charts.values import Thread, ThreadWeek
    from throughline_web.ui.charts.words import ChartWords


@dataclass(frozen=True, slots=True)
class Rendering:
    """The thread drawn for one amount of room; the style sheet shows the one that fits.

    ``note`` says so when only the latest weeks are drawn.
    """

    name: str
    picture: Picture
    note: str


def draw_renderings(thread: Thread, words: ChartWords) -> tuple[Rendering, ...]:
    """Draw the thread for wide, medium and narrow rooms.

    Three small drawings, because a picture that is shrunk or scrolled on a phone cannot be
    read there.
    """
    return tuple(
        Rendering(size.name, draw(thread, words, size), _note(thread, words, size))
        for size in SIZES
    )


def draw(thread: Thread, words: ChartWords, size: Size) -> svg.Picture:
    """Draw the thread's latest weeks in one size."""
    shown = latest(thread, size.weeks)
    names = plot.span_labels(shown, frame_of(shown, size, label_rows=0))
    frame = frame_of(shown, size, label_rows=plot.rows_needed(names))
    parts = chain(
        plot.draw_spans(shown, frame, names),
        plot.draw_axis(frame, words),
        plot.draw_thread(shown, frame),
        lessons.draw_lessons(shown, frame),
        lessons.draw_weeks(shown, frame),
        lessons.draw_coverage(shown, frame, words),
    )
    return svg.drawing(
        width=size.width,
        height=frame.height,
        name="thread",
        title=thread.title,
        description=_description(shown, words),
        parts=parts,
    )


def _note(thread: Thread, words: ChartWords, size: Size) -> str:
    if len(thread.weeks) <= size.weeks:
        return ""
    return words.latest.format(count=size.weeks)


def _description(thread: Thread, words: ChartWords) -> str:
    weeks = ", ".join(_in_words(week, words) for week in thread.weeks)
    happened = [knot.label for knot in thread.knots] + [span.label for span in thread.spans]
    return " ".join([thread.summary, f"{words.absence}: {weeks}.", *(f"{it}." for it in happened)])


def _in_words(week: ThreadWeek, words: ChartWords) -> str:
    return f"{week.label} {week.no_school or words.share(week.absence)}"
