"""Who is logged in, as the header of every page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from throughline_web.organisations.access import member_of
from throughline_web.ui.navigation import Identity

if TYPE_CHECKING:
    from django.http import HttpRequest


def identity_of(request: HttpRequest) -> Identity | None:
    """Return the person with their first role, ``None`` before log-in."""
    member = member_of(request)
    if not member.is_known:
        return None
    first = next(iter(member.holdings), None)
    place = (first.school or first.unit) if first else None
    return Identity(
        name=member.name,
        role=str(first.role.label) if first else "",
        place=place.name if place else "",
        log_out_url=reverse("account_logout"),
        account_url=reverse("organisations:own"),
    )
