"""Commands that other packages add: ``throughline site ...`` and the like."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from throughline.cli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint

GROUP = "throughline.commands"
"""The entry-point group; a command needs the extra of its own name."""


def further_commands() -> dict[str, EntryPoint]:
    """Return the commands that installed packages add, by name."""
    return {point.name: point for point in sorted(entry_points(group=GROUP))}


def run_further(point: EntryPoint, words: Sequence[str]) -> int:
    """Hand the rest of the command line over, and return the exit code.

    Where what the command needs is not installed, say which extra to install.
    """
    try:
        return int(point.load()(list(words)) or 0)
    except ModuleNotFoundError as error:
        if _is_ours(error.name):
            raise
        sys.stderr.write(
            f"throughline {point.name} needs {error.name}, which is not installed: "
            f"pip install 'throughline[{point.name}]'\n"
        )
        return ExitCode.UNUSABLE_INPUT


def _is_ours(module: str | None) -> bool:
    return module is None or module.partition(".")[0] in {"throughline", "throughline_web"}
