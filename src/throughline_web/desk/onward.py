"""The desk's pages as an import leads to them: what the file was brought for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from throughline_web.organisations.access import Action, may
from throughline_web.sources.onward import OnwardPage, register

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from throughline_web.organisations.members import Member


def register_pages() -> None:
    """Let an import in use lead on to the pages that its reader may open."""
    register(
        OnwardPage(
            "worklist",
            _("Pupils to follow up"),
            _("who needs somebody now, and why"),
            "desk:worklist",
            is_shown=_may(Action.SEE_PUPIL),
            order=10,
        )
    )
    register(
        OnwardPage(
            "school",
            _("The school"),
            _("how much is registered, and what has been answered"),
            "desk:school",
            is_shown=_may(Action.SEE_SCHOOL),
            order=20,
        )
    )
    register(
        OnwardPage(
            "classes",
            _("Classes"),
            _("that every pupil stands in the right class"),
            "desk:classes",
            is_shown=_may(Action.SEE_CLASS_LIST),
            order=30,
        )
    )


def _may(action: Action) -> Callable[[Member, date], bool]:
    def is_shown(member: Member, on: date) -> bool:
        return may(member, action, on=on)

    return is_shown
