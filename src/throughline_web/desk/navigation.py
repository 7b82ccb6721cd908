"""The desk's entries among the ways through the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.accesslog.page_names import name_pages
from throughline_web.organisations.clock import today
from throughline_web.ui.navigation import NavEntry, Place, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


def register_entries() -> None:
    """Give each page its place in the header, for those whose role opens it, and its name in the log."""
    _name_in_the_log()
    register(NavEntry("today", _("Today"), "desk:today", order=10, is_shown=_is_known))
    register(
        NavEntry(
            "worklist",
            _("To follow up"),
            "desk:worklist",
            order=20,
            is_shown=_may(Action.SEE_PUPIL),
        )
    )
    register(
        NavEntry(
            "classes", _("Classes"), "desk:classes", order=30, is_shown=_may(Action.SEE_CLASS_LIST)
        )
    )
    register(
        NavEntry(
            "school", _("The school"), "desk:school", order=40, is_shown=_may(Action.SEE_SCHOOL)
        )
    )
    register(
        NavEntry("grades", _("Grades"), "desk:grades", order=45, is_shown=_may(Action.SEE_PUPIL))
    )
    register(
        NavEntry("search", _("Find"), "desk:search", order=50, is_shown=_may(Action.SEE_PUPIL))
    )
    register(
        NavEntry(
            "accessibility", _("Accessibility"), "desk:accessibility", order=80, place=Place.FOOTER
        )
    )
    register(NavEntry("rules", _("Rules"), "desk:rules", order=70, place=Place.FOOTER))
    register(NavEntry("privacy", _("Personal data"), "desk:privacy", order=90, place=Place.FOOTER))


def _name_in_the_log() -> None:
    name_pages(
        {
            "today": _("Today"),
            "worklist": _("Pupils to follow up"),
            "readers": _("Who may see this page?"),
            "search": _("Find a pupil"),
            "grades": _("Grades"),
        }
    )


def _is_known(request: HttpRequest) -> bool:
    return member_of(request).is_known


def _may(action: Action) -> Callable[[HttpRequest], bool]:
    def is_shown(request: HttpRequest) -> bool:
        return may(member_of(request), action, on=today())

    return is_shown
