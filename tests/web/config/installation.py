"""An installation of its own, made and run by the commands that an operator types."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THROUGHLINE = Path(sys.executable).with_name("throughline")
TOLD = {
    "--origin": "https://narvaro.example.se",
    "--municipality": "Exempel kommun",
    "--admin": "admin@example.se",
    "--mail-host": "127.0.0.1",
    "--mail-from": "Throughline <no-reply@example.se>",
}
PATIENCE = 60


def init(folder: Path) -> subprocess.CompletedProcess[str]:
    """Make an installation in a folder, as `throughline site init` does."""
    words = [word for pair in TOLD.items() for word in pair]
    return _run("init", str(folder), *words, environment=_bare())


def site(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the installation in a folder to its end."""
    return _run(*words, environment=_around(folder))


@contextmanager
def running(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command of the installation that stays, until the block ends."""
    process = subprocess.Popen(
        [THROUGHLINE, "site", *words],
        env=_around(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def wait_for(happened: Callable[[], bool]) -> None:
    """Return when something has happened; an installation that stands still is an error."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "It did not happen."
        time.sleep(0.1)


def _run(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [THROUGHLINE, "site", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _bare() -> dict[str, str]:
    return {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}


def _around(folder: Path) -> dict[str, str]:
    lines = (folder / "throughline.env").read_text(encoding="utf-8").splitlines()
    return {**_bare(), **dict(shlex.split(line)[0].split("=", 1) for line in lines)}
