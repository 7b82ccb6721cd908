"""Where things stand in the thread's picture: weeks across, absence and lessons down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from throughline_web.ui.charts import svg
from throughline_web.ui.charts.values import Moment

if TYPE_CHECKING:
    from throughline_web.ui.charts.values import Goal, Thread, ThreadSpan

# How deep the axis of absence goes, and the step between its lines.
DEPTHS = ((0.3, 0.1), (0.4, 0.1), (0.6, 0.2), (0.8, 0.2), (1.0, 0.25))
RIGHT = 8.0
LABEL_ROW = 17.0


@dataclass(frozen=True, slots=True)
class Size:
    """One rendering: how wide in pixels, and how many of the latest weeks it holds."""

    name: str
    width: float
    weeks: int
    plot_height: float
    slot_height: float
    text: float
    is_short: bool = False


WIDE = Size("wide", 1092, 22, 100, 17, 12)
MEDIUM = Size("medium", 660, 13, 100, 17, 12)
NARROW = Size("narrow", 300, 8, 96, 15, 11.5, is_short=True)
SIZES = (WIDE, MEDIUM, NARROW)


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one rendering; y grows downwards and so does absence."""

    size: Size
    left: float
    weeks: int
    days: int
    slots: int
    depth: float
    step: float
    label_rows: int

    @property
    def week_width(self) -> float:
        """The width of a week."""
        return (self.size.width - self.left - RIGHT) / max(self.weeks, 1)

    @property
    def day_width(self) -> float:
        """The width of a school day; almost a day's width is left free between weeks."""
        return self.week_width / (self.days + 0.9)

    @property
    def right(self) -> float:
        """The right edge of the last week."""
        return self.size.width - RIGHT

    @property
    def plot_top(self) -> float:
        """Where absence is zero."""
        return 12 + self.label_rows * LABEL_ROW

    @property
    def plot_foot(self) -> float:
        """Where absence is as deep as the axis goes."""
        return self.plot_top + self.size.plot_height

    @property
    def grid_top(self) -> float:
        """The upper edge of the first row of lessons; labels may hang in between."""
        return self.plot_foot + 34

    @property
    def grid_foot(self) -> float:
        """The lower edge of the last row of lessons."""
        return self.grid_top + self.slots * self.size.slot_height

    @property
    def strip_top(self) -> float:
        """The upper edge of the coverage strip, beneath the names of the weeks."""
        return self.grid_foot + 26

    @property
    def height(self) -> float:
        """The height of the picture."""
        return self.strip_top + 24

    def week_left(self, week: float) -> float:
        """Return the left edge of a week."""
        return self.left + week * self.week_width

    def week_middle(self, week: int) -> float:
        """Return the middle of a week, where its value stands."""
        return self.week_left(week + 0.5)

    def day_middle(self, moment: Moment) -> float:
        """Return the middle of a school day."""
        return self.week_left(moment.week) + (moment.day + 0.95) * self.day_width

    def starts(self, moment: Moment) -> float:
        """Return where something that starts on a day begins; on a first day, with the week."""
        if moment.day == 0:
            return self.week_left(moment.week)
        return self.day_middle(moment) - 0.6 * self.day_width

    def ends(self, moment: Moment | None) -> float:
        """Return where something that ends on a day ends; without an end, at the edge."""
        if moment is None:
            return self.right
        if moment.day >= self.days - 1:
            return self.week_left(moment.week + 1)
        return self.day_middle(moment) + 0.6 * self.day_width

    def y(self, share: float) -> float:
        """Return how far down an absence stands; deeper than the axis stays on its last line."""
        return self.plot_top + self.size.plot_height * min(share, self.depth) / self.depth

    def slot_middle(self, slot: int) -> float:
        """Return the middle of a row of lessons."""
        return self.grid_top + (slot + 0.5) * self.size.slot_height


def frame_of(thread: Thread, size: Size, *, label_rows: int) -> Frame:
    """Return the measures for ``thread``, which already holds no more weeks than fit."""
    depth, step = depth_of(thread)
    return Frame(
        size=size,
        left=_left(thread, size),
        weeks=len(thread.weeks),
        days=thread.days_a_week,
        slots=len(thread.slots),
        depth=depth,
        step=step,
        label_rows=label_rows,
    )


def _left(thread: Thread, size: Size) -> float:
    names = ("00 %", *(slot.short if size.is_short else slot.label for slot in thread.slots))
    return max(svg.text_width(name, size.text) for name in names) + 12


def depth_of(thread: Thread) -> tuple[float, float]:
    """Return the shallowest axis that holds every value, and the step between its lines."""
    values = [
        share for week in thread.weeks for share in (week.absence, week.high) if share is not None
    ]
    deepest = max([*values, thread.limit or 0, *(goal.absence for goal in thread.goals)])
    return next(depth for depth in DEPTHS if deepest <= depth[0] or depth is DEPTHS[-1])


def latest(thread: Thread, weeks: int) -> Thread:
    """Return the thread with no more than its latest weeks; what began earlier is cut there."""
    gone = len(thread.weeks) - weeks
    if gone <= 0:
        return thread
    return replace(
        thread,
        weeks=thread.weeks[gone:],
        knots=tuple(
            replace(knot, at=_moved(knot.at, gone)) for knot in thread.knots if knot.at.week >= gone
        ),
        spans=tuple(_cut_span(span, gone) for span in thread.spans if _lasts(span.ends, gone)),
        goals=tuple(_cut_goal(goal, gone) for goal in thread.goals if _lasts(goal.ends, gone)),
    )


def _lasts(ends: Moment | None, gone: int) -> bool:
    return ends is None or ends.week >= gone


def _cut_span(span: ThreadSpan, gone: int) -> ThreadSpan:
    ends = None if span.ends is None else _moved(span.ends, gone)
    return replace(span, starts=_moved(span.starts, gone), ends=ends)


def _cut_goal(goal: Goal, gone: int) -> Goal:
    ends = None if goal.ends is None else _moved(goal.ends, gone)
    return replace(goal, starts=_moved(goal.starts, gone), ends=ends)


def _moved(moment: Moment, gone: int) -> Moment:
    if moment.week < gone:
        return Moment(0, 0)
    return Moment(moment.week - gone, moment.day)
