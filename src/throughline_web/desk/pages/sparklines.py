"""A pupil's last weeks as the small line beside a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.records.weeks import Week, weeks
from throughline_web.ui.charts.values import Sparkline, SparkWeek

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from throughline.records.days import PupilDay

WEEKS_SHOWN = 12


def sparkline_of(
    days: Sequence[PupilDay], *, until: date, school_days: Collection[date], limit: float | None
) -> Sparkline:
    """Return twelve weeks of absence; the line breaks where nothing was registered."""
    found = weeks(days, until=until, count=WEEKS_SHOWN, school_days=school_days)
    return Sparkline(
        title=_("Absence by week, %(count)s weeks") % {"count": WEEKS_SHOWN},
        weeks=tuple(_spark(week) for week in found),
        limit=limit,
    )


def _spark(week: Week) -> SparkWeek:
    label = _("week %(number)s") % {"number": week.monday.isocalendar().week}
    absence = None if week.absence is None else week.absence.value
    return SparkWeek(label, absence, is_break=week.is_break)
