"""The room's entry among the ways through the site, and its words in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.accesslog.page_names import name_pages
from throughline_web.organisations.clock import today
from throughline_web.ui.navigation import NavEntry, register

if TYPE_CHECKING:
    from django.http import HttpRequest


def register_entries() -> None:
    """Give the policy its place in the header, for those who choose it from outside the schools.

    Those who see a school reach it from the school's page, and from where a limit is shown.
    """
    register(
        NavEntry("policy", _("Policy"), "earlywarning:policies", order=70, is_shown=_administers)
    )
    name_pages(
        {
            "adopt_policy": _("Adopted a policy"),
            "bring_policy": _("Brought a policy of the school's own"),
        }
    )


def _administers(request: HttpRequest) -> bool:
    member, on = member_of(request), today()
    chooses = may(member, Action.CHOOSE_POLICY, on=on)
    return chooses and not may(member, Action.SEE_SCHOOL, on=on)
