"""The first organiser and the first administrator of a new installation."""

from __future__ import annotations

import contextlib

from django.urls import reverse

from throughline_web.organisations.actions import (
    NewPerson,
    NewUnit,
    create_account,
    create_unit,
    grant_membership,
    invite,
)
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.roles import Role, UnitKind


def found(name: str, *, country: str, email: str, origin: str) -> str:
    """Make an organiser and its first administrator; return the link that lets the latter in."""
    unit = create_unit(
        by=SYSTEM, unit=NewUnit(UnitKind.MUNICIPALITY, name, country=country), at=now()
    )
    account = create_account(by=SYSTEM, person=NewPerson(email), at=now())
    grant_membership(
        by=SYSTEM, account=account, role=Role.ADMINISTRATOR, unit=unit, on=today(), at=now()
    )
    links: list[str] = []

    def link_to(token: str) -> str:
        path = reverse("organisations:invitation_link", args=[token])
        links.append(origin.rstrip("/") + path)
        return links[0]

    # The link is shown on the screen too: the mail server may not be ready yet.
    with contextlib.suppress(OSError):
        invite(by=SYSTEM, account=account, at=now(), link_to=link_to)
    return links[0]
