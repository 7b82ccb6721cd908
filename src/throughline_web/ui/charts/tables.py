"""The thread as tables: nothing in the picture is missing for those who do not see it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from throughline_web.ui.charts.values import LessonKind
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline_web.ui.charts.values import Thread, ThreadDay, ThreadWeek
    from throughline_web.ui.charts.words import ChartWords

NOTHING = "–"


def weeks_table(thread: Thread, words: ChartWords) -> DataTable:
    """Return one row a week: absence, its interval, coverage, lessons of each kind, events."""
    kinds = kinds_in(thread)
    headings = (
        words.week,
        words.absence,
        words.interval,
        words.registered,
        *(words.kinds[kind] for kind in kinds),
        words.events,
    )
    rows = tuple(_week_row(thread, index, kinds, words) for index in range(len(thread.weeks)))
    return DataTable(words.by_week, headings, rows)


def lessons_table(thread: Thread, words: ChartWords) -> DataTable:
    """Return one row for each lesson that was not plain presence, in order."""
    rows = tuple(
        row
        for week in thread.weeks
        for day in week.days
        for row in _lesson_rows(thread, day, words)
    )
    return DataTable(words.by_lesson, (words.date, words.lesson, words.what), rows)


def kinds_in(thread: Thread) -> tuple[LessonKind, ...]:
    """Return the kinds of lesson that occur, in the order of the legend."""
    found = {kind for week in thread.weeks for day in week.days for kind in day.lessons}
    return tuple(kind for kind in LessonKind if kind in found)


def _week_row(
    thread: Thread, index: int, kinds: tuple[LessonKind, ...], words: ChartWords
) -> tuple[str, ...]:
    week = thread.weeks[index]
    counts = Counter(kind for day in week.days for kind in day.lessons)
    return (
        week.label,
        week.no_school or words.share(week.absence),
        _interval(week, words),
        NOTHING if week.coverage is None else words.share(week.coverage),
        *(str(counts[kind]) for kind in kinds),
        "; ".join(_events(thread, index)) or NOTHING,
    )


def _interval(week: ThreadWeek, words: ChartWords) -> str:
    if week.low is None or week.high is None:
        return NOTHING
    return words.between.format(low=words.share(week.low), high=words.share(week.high))


def _events(thread: Thread, index: int) -> Iterator[str]:
    yield from (knot.label for knot in thread.knots if knot.at.week == index)
    for span in thread.spans:
        last = len(thread.weeks) - 1 if span.ends is None else span.ends.week
        if span.starts.week <= index <= last:
            yield span.label
    yield from (goal.label for goal in thread.goals if goal.starts.week == index)


def _lesson_rows(thread: Thread, day: ThreadDay, words: ChartWords) -> Iterator[tuple[str, ...]]:
    for slot, kind in zip(thread.slots, day.lessons, strict=False):
        if kind is not None and kind is not LessonKind.PRESENT:
            yield day.label, slot.label, words.kinds[kind]
