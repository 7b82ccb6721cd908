"""What an import changes of what stands: how much is new, how much is other, how much the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.sources.states import State
from throughline_web.ui.elements import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from throughline_web.sources.models import ImportRun


def compared_facts(run: ImportRun) -> Iterable[Fact]:
    """Yield the numbers of a check, where it could hold the file against what stands."""
    found = run.findings.get("compared")
    if not found or run.state not in {State.CHECKED, State.LIVE}:
        return
    yield Fact(_("New"), words.number(found["new"]), _("nothing told of these before"))
    if found["other"]:
        note = _("they say something else than an earlier file, and are believed")
        yield Fact(_("Replace what stands"), words.number(found["other"]), note)
    if found["same"]:
        note = _("they say what an earlier file says")
        yield Fact(_("Change nothing"), words.number(found["same"]), note)


def changes_nothing(run: ImportRun) -> bool:
    """Say whether a checked file says nothing but what stands already."""
    found = run.findings.get("compared")
    is_waiting = run.state == State.CHECKED and run.asked_at is None
    return bool(found) and is_waiting and bool(found["same"]) and not found["new"] + found["other"]
