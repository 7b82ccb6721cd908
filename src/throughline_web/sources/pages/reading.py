"""How a file is read and why, in words that stay with its import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.sources.sentences import here
from throughline_web.sources.states import Chosen, State

if TYPE_CHECKING:
    from throughline_web.sources.models import ImportRun


@dataclass(frozen=True, slots=True)
class ReadAs:
    """Who or what settled how the file is read, why, and what is uncertain about it."""

    how: str
    reasons: tuple[str, ...]
    caution: str


def read_as(run: ImportRun) -> ReadAs | None:
    """Return how the file is read; ``None`` where nobody has noted it."""
    chosen = run.findings.get("chosen")
    if chosen not in set(Chosen):
        return None
    reasons = () if chosen == Chosen.BY_HAND else run.findings.get("reasons", ())
    return ReadAs(_how(Chosen(chosen), run), tuple(map(here, reasons)), _caution(run))


def _how(chosen: Chosen, run: ImportRun) -> str:
    name = here(run.findings.get("read_as"))
    match chosen:
        case Chosen.BY_ITSELF:
            return _("The file was recognised by itself as %(name)s.") % {"name": name}
        case Chosen.NAMED:
            return _("Somebody chose to read the file as %(name)s.") % {"name": name}
        case Chosen.BY_HAND:
            return _("Somebody said column by column how the file is to be read.")


def _caution(run: ImportRun) -> str:
    # Once the file is in use the note beside its name is enough.
    is_asked = run.state == State.CHECKED and not run.profile_verified
    return words.untried_words() if is_asked else ""
