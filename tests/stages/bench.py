"""`./run bench`: each benchmark is a module that prints a ratio against a named baseline."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.stages.outcome import note

FOLDER = Path("benchmarks")


def run_benchmarks(name: str | None) -> int:
    """Run one benchmark, or all of them, and return 1 when one of them failed."""
    known = [path.stem for path in sorted(FOLDER.glob("[!_]*.py"))]
    if name is not None and name not in known:
        note(f"There is no benchmark {name!r}; there are: {', '.join(known) or 'none'}.")
        return 2
    codes = [_run(each) for each in known if name in {None, each}]
    return 1 if any(codes) else 0


def _run(name: str) -> int:
    note(f"-- {name}")
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
