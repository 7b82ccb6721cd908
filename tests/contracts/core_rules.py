"""What the core may not know: the clock, and where files lie."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.contracts.rules import CORE, Example, Rule, Source, called, calls

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns"}
FILE_MODULES = {"pathlib", "os", "shutil", "tempfile", "glob"}
RIM = (f"{CORE}cli/", f"{CORE}scale/")


def clock_readings(source: Source) -> Iterator[str]:
    """Yield calls that ask what time it is."""
    for call in calls(source.tree):
        owner = getattr(call.func, "value", None)
        is_time = called(call) == "time" and isinstance(owner, ast.Name) and owner.id == "time"
        if is_time or called(call) in CLOCKS:
            yield f"line {call.lineno} reads the clock; the day is an argument (as_of, on)."


def file_openings(source: Source) -> Iterator[str]:
    """Yield what opens files, or knows where they lie."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "open":
            yield f"line {node.lineno} opens a file; a room takes streams."
        foreign = [name for name in _imported(node) if name.split(".")[0] in FILE_MODULES]
        yield from (f"a room takes streams, so it needs no {name}." for name in foreign)


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def _is_core_room(source: Source) -> bool:
    return source.is_python and source.path.startswith(CORE) and not source.path.startswith(RIM)


RULES = (
    Rule(
        "the core knows no clock",
        lambda source: source.is_python and source.path.startswith(CORE),
        clock_readings,
        (
            Example(f"{CORE}records/a.py", "from datetime import date\nx = date.today()\n"),
            Example(f"{CORE}cli/a.py", "import time\nx = time.time()\n"),
        ),
    ),
    Rule(
        "only cli and scale open files",
        _is_core_room,
        file_openings,
        (
            Example(f"{CORE}records/a.py", "with open('a') as f: pass\n"),
            Example(f"{CORE}sources/a.py", "from pathlib import Path\n"),
        ),
    ),
)
