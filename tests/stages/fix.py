"""`./run fix`: what a machine can put right by itself."""

from __future__ import annotations

import subprocess

from tests.stages.house import PROGRAMS, READ, present
from tests.stages.outcome import note
from tests.stages.translations import refresh_room, translated_rooms

FIXES = (
    ("ruff", "check", "--fix", "--quiet"),
    ("ruff", "format", "--quiet"),
)


def fix_house() -> int:
    """Fix lint and layout, refresh the translations, and return 1 when something is left."""
    codes = [_fix(*command) for command in FIXES]
    for room in translated_rooms():
        for line in refresh_room(room):
            note(line)
    return 1 if any(codes) else 0


def _fix(program: str, *arguments: str) -> int:
    command = [str(PROGRAMS / program), *arguments, *present(READ)]
    return subprocess.run(command, check=False).returncode
