"""What the file is: the likeliest mapping and why, and its first rows without names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.sources.pages import words
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from throughline_web.sources.looking import Look, Proposed
    from throughline_web.sources.models import ImportRun


@dataclass(frozen=True, slots=True)
class Choosing:
    """What stands on the page before a file has been checked."""

    name: str
    reasons: tuple[str, ...]
    caution: str
    notes: tuple[str, ...]
    table: DataTable | None
    profiles: tuple[tuple[str, str], ...]
    current: str


def choosing_of(run: ImportRun, look: Look) -> Choosing:
    """Return what is to be said and asked of a file that has not been checked."""
    chosen = next((one for one in look.proposals if _is_chosen(one, run)), None)
    return Choosing(
        name="" if chosen is None else words.told(chosen.profile.name),
        reasons=() if chosen is None else tuple(map(words.told, chosen.reasons)),
        caution=_caution(chosen),
        notes=tuple(map(words.told, look.notes)),
        table=_table(look),
        profiles=tuple(
            (key_of(one), _label(one))
            for one in look.proposals
            if one.is_complete and one is not chosen
        ),
        current="" if chosen is None else key_of(chosen),
    )


def key_of(proposed: Proposed) -> str:
    """Return the word that means a proposal in a form."""
    return proposed.profile.id


def _is_chosen(proposed: Proposed, run: ImportRun) -> bool:
    return bool(run.profile_text) and proposed.profile.id == run.profile_id


def _caution(proposed: Proposed | None) -> str:
    if proposed is None or proposed.profile.verified:
        return ""
    return words.untried_words()


def _label(proposed: Proposed) -> str:
    name = words.told(proposed.profile.name)
    return _("%(name)s (saved here)") % {"name": name} if proposed.is_saved else name


def _table(look: Look) -> DataTable | None:
    if not look.headers or not look.rows:
        return None
    return DataTable(
        _("The first rows. Names and numbers of persons are not shown."),
        look.headers[:60],
        tuple(row[:60] for row in look.rows),
    )
