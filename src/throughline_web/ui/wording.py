"""The words of the charts in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughline_web.ui.charts.values import LessonKind
from throughline_web.ui.charts.words import ChartWords


def chart_words() -> ChartWords:
    """Return what charts say in the active language."""
    return _words_in(get_language())


@lru_cache
def _words_in(_language: str | None) -> ChartWords:
    return ChartWords(
        percent=_("{number}%"),
        kinds=lesson_words(),
        week=_("Week"),
        date=_("Date"),
        lesson=_("Lesson"),
        what=_("What was registered"),
        absence=_("Absence"),
        interval=_("Uncertainty"),
        between=_("{low} to {high}"),
        registered=_("Lesson time registered"),
        events=_("What happened"),
        not_registered=_("not registered"),
        coverage=_("{share} of lesson time registered"),
        line=_("absence by week"),
        band=_("uncertainty, when little is registered"),
        support=_("support under way"),
        limit=_("limit of the rule"),
        goal=_("goal"),
        latest=_("The latest {count} weeks are drawn. The table has them all."),
        by_week=_("Week by week"),
        by_lesson=_("Lessons that were not plain attendance"),
        too_few=_("too few to show"),
    )


def lesson_words() -> dict[LessonKind, str]:
    """Return the word for each kind of lesson in the active language."""
    return {
        LessonKind.PRESENT: _("present"),
        LessonKind.EXCUSED: _("excused absence"),
        LessonKind.UNEXCUSED: _("unexcused absence"),
        LessonKind.UNRESOLVED: _("absence nobody has explained yet"),
        LessonKind.LATE: _("late"),
        LessonKind.DISTANCE: _("at a distance"),
        LessonKind.OTHER: _("other school activity"),
        LessonKind.NOT_REGISTERED: _("not registered"),
    }
