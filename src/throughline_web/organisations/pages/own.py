"""A person's own settings: who the site thinks they are, and how they log in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.organisations.roles import Role
from throughline_web.ui.elements import Fact

if TYPE_CHECKING:
    from throughline_web.organisations.members import Holding, Member


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One person's own settings."""

    name: str
    facts: tuple[Fact, ...]
    consents_url: str


def own_page(member: Member, *, email: str, secured: bool) -> OwnPage:
    """Build the page."""
    roles = "; ".join(dict.fromkeys(holding_words(held) for held in member.holdings))
    return OwnPage(
        name=member.name,
        facts=(
            Fact(_("E-mail address"), email),
            Fact(_("Role"), roles),
            Fact(_("Second step"), _("Yes") if secured else _("No")),
        ),
        consents_url=reverse("organisations:consents") if Role.PUPIL in member.roles else "",
    )


def holding_words(held: Holding) -> str:
    """Return a role and where it is held: ``Rektor, Björkskolan``."""
    if held.unit is None:
        return str(held.role.label)
    return f"{held.role.label}, {held.unit.name}"
