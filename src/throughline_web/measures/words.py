"""How figures, spans, days and definitions are said in the reader's language."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughline.measures.definition import Kind, Placement
from throughline.measures.telling import figure_text, total_text
from throughline.records.sweden.eligibility import families
from throughline.terms.language import LANGUAGES, Language, Text, day_name, percent

if TYPE_CHECKING:
    from datetime import date

    from throughline.measures.definition import Measure
    from throughline.measures.tables import Figure
    from throughline_web.measures.sheets import Step


def language() -> Language:
    """Return the reader's language, Swedish where it is none of ours."""
    chosen = (get_language() or "sv")[:2]
    return chosen if chosen in LANGUAGES else "sv"


def told(text: Text) -> str:
    """Return a text as the reader reads it."""
    return text[language()]


def figure_words(measure: Measure, figure: Figure | None) -> str:
    """Return a figure in words, or why it is not told; a dash where nobody has asked for it."""
    return "–" if figure is None else told(figure_text(measure, figure))


def pupils_words(figure: Figure) -> str:
    """Return how many pupils stand behind a figure, or why that is not told."""
    return told(total_text(figure))


def share_words(share: float | None) -> str:
    """Return a share in whole percent."""
    return _("Not known") if share is None else told(percent(share))


def day_words(day: date) -> str:
    """Return a day with its year."""
    return f"{told(day_name(day))} {day.year}"


def span_words(measure: Measure, step: Step) -> str:
    """Return a span of values: ``under 5 %``, ``5 to 10 %``, ``30 % and more``."""
    if step.least is None:
        return _("under %(high)s") % {"high": _edge(measure, step.below)}
    if step.below is None:
        return _("%(low)s and more") % {"low": _edge(measure, step.least)}
    return _("%(low)s to %(high)s") % {
        "low": _edge(measure, step.least),
        "high": _edge(measure, step.below),
    }


def _edge(measure: Measure, value: float | None) -> str:
    number = value or 0
    return told(percent(number)) if measure.unit == "percent" else f"{number:.0f}"


def unit_words(measure: Measure) -> str:
    """Return what a figure is given in."""
    return _("per cent") if measure.unit == "percent" else _("number of points")


def placement_words(measure: Measure) -> str:
    """Return where a pupil who moves counts."""
    match measure.counting.placement:
        case Placement.COUNT_DAY:
            day, month = reversed(measure.counting.count_day or (1, 1))
            return _("At the school of %(day)s/%(month)s") % {"day": day, "month": month}
        case Placement.LAST_SCHOOL:
            return _("At the last school of the period")
        case Placement.MINUTES:
            return _("Each lesson at the school that offered it; the pupil where most lessons were")


class Theme(IntEnum):
    """What a measure is about, in the order of a page."""

    ATTENDANCE = 1
    GRADES = 2
    COMPLETION = 3
    PUPILS = 4


def theme_of(measure: Measure) -> Theme:
    """Return what a measure is about, by what it asks of a pupil."""
    counting = measure.counting
    asked = {each.fact for each in (*counting.among, *counting.event)} | {counting.value}
    if asked & {"reached", "start"}:
        return Theme.COMPLETION
    if asked & {"eligible", "merit", "all_passed"}:
        return Theme.GRADES
    is_minutes = counting.kind is Kind.MINUTES
    return Theme.ATTENDANCE if is_minutes or asked & _RATES else Theme.PUPILS


def theme_words(theme: Theme) -> str:
    """Return what a theme is called."""
    match theme:
        case Theme.ATTENDANCE:
            return _("Attendance")
        case Theme.GRADES:
            return _("Grades")
        case Theme.COMPLETION:
            return _("Completed education")
        case Theme.PUPILS:
            return _("Pupils")


def place_on_page(measure: Measure) -> tuple[Theme, int, int]:
    """Return where a measure stands: by theme, absence as a whole before its parts, by the rules.

    The families of programmes stand in the order of the rules, and what names no family before.
    """
    counting = measure.counting
    is_part = counting.kind is Kind.MINUTES and counting.minutes != "absent"
    rank = {Kind.MINUTES: 0, Kind.PUPILS: 2, Kind.MEAN: 1}[counting.kind]
    return theme_of(measure), rank + is_part, _family_order(measure)


def _family_order(measure: Measure) -> int:
    order = families(on=measure.head.valid_from)
    asked = [each.has for each in measure.counting.event if each.has in order]
    return 1 + order.index(asked[0]) if asked else 0


_RATES = {"absent_rate", "excused_rate", "unexcused_rate", "reported", "offered"}
