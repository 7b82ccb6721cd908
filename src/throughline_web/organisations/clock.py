"""The only clock of the site: the rim asks it, everything else is told the day or the moment."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from throughline_web.organisations.models import Unit


def now() -> datetime:
    """Return this moment, in UTC.

    With ``THROUGHLINE_TODAY`` set, the days are those of the pinned calendar and the time of day
    is the real one.
    """
    moment = timezone.now()  # noqa: TID251 - this is the clock
    pinned = _pinned()
    if pinned is None:
        return moment
    # By the clock on the wall: summer time must not move the pinned day.
    there = datetime.combine(pinned, moment.astimezone(_default_zone()).timetz())
    return there.astimezone(UTC)


def today(unit: Unit | None = None) -> date:
    """Return the day it is where the unit lies, or where the site lies without one.

    At half past midnight the day in UTC is still yesterday.
    """
    zone = ZoneInfo(unit.timezone) if unit else _default_zone()
    return now().astimezone(zone).date()


def day_of(moment: datetime) -> date:
    """Return the day that a moment falls on, where the site lies."""
    return moment.astimezone(_default_zone()).date()


def _pinned() -> date | None:
    word = settings.THROUGHLINE_TODAY
    return date.fromisoformat(word) if word else None


def _default_zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
