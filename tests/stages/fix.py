"""`./run fix`: what a machine can put right by itself."""

from __future__ import annotations

import subprocess

from tests.stages.house import PROGRAMS, READ, present
from tests.stages.outcome import note
from tests.stages.rule_tests import write_register
from tests.stages.translations import WEB, refresh_room, translated_rooms

FIXES = (
    ("ruff", "check", "--fix", "--quiet"),
    ("ruff", "format", "--quiet"),
)


def fix_house() -> int:
    """Fix lint and layout, refresh translations and the register of the rules' tests.

    Return 1 when something is left.
    """
    codes = [_fix(*command) for command in FIXES]
    write_register()
    codes += [refresh(room.name) for room in translated_rooms()]
    return 1 if any(codes) else 0


def refresh(name: str) -> int:
    """Refresh one room's translations, and return 1 when a text still lacks its words."""
    problems = list(refresh_room(WEB / name))
    for problem in problems:
        note(problem)
    return 1 if problems else 0


def _fix(program: str, *arguments: str) -> int:
    command = [str(PROGRAMS / program), *arguments, *present(READ)]
    return subprocess.run(command, check=False).returncode
