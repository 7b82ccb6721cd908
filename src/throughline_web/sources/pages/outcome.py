"""What became of an import, in a sentence or two at the top of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.sources.pages.compared import changes_nothing
from throughline_web.sources.sentences import KEPT_NOTHING, here
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from throughline_web.organisations.models import Account
    from throughline_web.sources.models import ImportRun


def told_of(run: ImportRun) -> str:
    """Return what is to be said of an import in its state; nothing while a person decides."""
    say = _SAID.get(run.state)
    return "" if say is None else say(run)


def tone_of(run: ImportRun) -> str:
    """Return the tone in which it is said."""
    return _TONES.get(run.state, "info")


def _failed(run: ImportRun) -> str:
    said = here(run.failure_text)
    # What the reader says of an unreadable file does not know that an import was meant.
    return f"{said} {gettext(KEPT_NOTHING)}" if run.failure_code == "unreadable" else said


def _live(run: ImportRun) -> str:
    said = _("The file is in use since %(when)s, let in by %(who)s.")
    return said % _who_and_when(run.asked_by, run.published_at)


def _undone(run: ImportRun) -> str:
    said = _("This import was undone by %(who)s, %(when)s. What stood before it counts again.")
    return said % _who_and_when(run.undone_by, run.undone_at)


def _put_away(run: ImportRun) -> str:
    if run.findings.get("same_as"):
        return _("This very file is in use already, so it adds nothing. Nothing was changed.")
    return _("This file has been put away. Nothing from it was kept.")


def _checked(run: ImportRun) -> str:
    if changes_nothing(run):
        return _(
            "Every row says what stands here already. Importing the file would change nothing."
        )
    if run.rows_accepted:
        return ""
    return _("Not one row can be used as the file is read now. See the remarks.")


def _who_and_when(who: Account | None, at: datetime | None) -> dict[str, str]:
    return {
        "who": who.name if who else _("the site itself"),
        "when": words.moment_words(at) if at else "",
    }


_SAID: Mapping[str, Callable[[ImportRun], str]] = {
    State.FAILED: _failed,
    State.LIVE: _live,
    State.UNDONE: _undone,
    State.DISCARDED: _put_away,
    State.CHECKED: _checked,
}
_TONES: Mapping[str, str] = {State.FAILED: "error", State.LIVE: "done", State.CHECKED: "waits"}
