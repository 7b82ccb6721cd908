"""The only writers of the import desk. What reads files is imported when it is needed.

``import_file`` is the whole desk in one call; ``checking``, ``importing`` and ``bringing`` load
the readers, which are slow to import, so nothing here does so at start-up.
"""

from __future__ import annotations

from throughline_web.sources.actions.desk import (
    ask_for_check,
    ask_for_import,
    choose_profile,
    choose_protection,
    choose_school,
    discard,
    take_in,
)
from throughline_web.sources.actions.mappings import (
    remove_profile,
    rename_profile,
    save_profile,
)
from throughline_web.sources.actions.official import bring_official, withdraw_official
from throughline_web.sources.actions.tidying import expire, recover, sweep_ended
from throughline_web.sources.actions.undoing import undo, undo_with_later
from throughline_web.sources.actions.whole import import_file

__all__ = [
    "ask_for_check",
    "ask_for_import",
    "bring_official",
    "choose_profile",
    "choose_protection",
    "choose_school",
    "discard",
    "expire",
    "import_file",
    "recover",
    "remove_profile",
    "rename_profile",
    "save_profile",
    "sweep_ended",
    "take_in",
    "undo",
    "undo_with_later",
    "withdraw_official",
]
