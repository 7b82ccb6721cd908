"""What a principal reviews: who has read whose rows at the own school."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from throughline_web.organisations.access import Action
from throughline_web.organisations.models import AccessEntry, Account
from throughline_web.organisations.queries.units import schools_within

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from throughline_web.organisations.members import Member

_LOOK_BACK = timedelta(days=90)


def entries_to_review(
    member: Member, on: date, *, person: UUID | None = None, day: date | None = None
) -> QuerySet[AccessEntry]:
    """Return the entries about the member's own schools, the latest first."""
    schools = schools_within(member, on, action=Action.REVIEW_LOG).order_by()
    entries = AccessEntry.objects.filter(unit__in=schools.values("pk"))
    if person is not None:
        entries = entries.filter(account__public_id=person)
    if day is not None:
        start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
        end = datetime.combine(
            day + timedelta(days=1), time.min, tzinfo=ZoneInfo(settings.TIME_ZONE)
        )
        entries = entries.filter(at__gte=start, at__lt=end)
    return entries.select_related("account", "unit").order_by("-at", "-pk")


def readers_to_review(member: Member, on: date, *, at: datetime) -> list[Account]:
    """Return those with an entry about the member's schools in the last ninety days, by name."""
    recent = entries_to_review(member, on).filter(at__gte=at - _LOOK_BACK).order_by()
    readers = Account.objects.filter(pk__in=recent.values("account"))
    return list(readers.order_by("family_name", "given_name", "pk"))
