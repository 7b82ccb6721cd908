"""An installation of its own, made and run by the commands that an operator types."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

OF_THIS_ENVIRONMENT = Path(sys.executable).with_name("throughline")
HOST = "narvaro.example.se"
ADMINISTRATOR = "admin@example.se"
SENDER = "Throughline <no-reply@example.se>"
TOLD = {
    "--origin": f"https://{HOST}",
    "--municipality": "Exempel kommun",
    "--admin": ADMINISTRATOR,
    "--mail-host": "127.0.0.1",
    "--mail-from": SENDER,
}
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Installation:
    """One installation: its folder, the program that runs it, and what else its machine says."""

    folder: Path
    program: Path = OF_THIS_ENVIRONMENT
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def var(self) -> Path:
        """Where it writes."""
        return self.folder / "var"

    def init(self) -> subprocess.CompletedProcess[str]:
        """Make it, as `throughline site init` does."""
        words = [word for pair in TOLD.items() for word in pair]
        return self._run(["init", str(self.folder), *words], self._machine())

    def site(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of its commands to the end."""
        return self._run(list(words), self._settings())

    def _run(
        self, words: list[str], environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        command = [self.program, "site", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command that stays, until the block ends."""
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [self.program, "site", *words], env=self._settings(), stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)

    @contextmanager
    def serving(self) -> Iterator[tuple[int, int]]:
        """Serve it with its worker until the block ends; yield the port and the process."""
        port = free_port()
        with self.running("serve", "--port", str(port)) as process:
            wait_for(lambda: _answers(port), meanwhile=process)
            yield port, process.pid

    def _machine(self) -> dict[str, str]:
        ours = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        return {**ours, **self.told}

    def _settings(self) -> dict[str, str]:
        lines = (self.folder / "throughline.env").read_text(encoding="utf-8").splitlines()
        settings = dict(shlex.split(line)[0].split("=", 1) for line in lines)
        return {**self._machine(), **settings}


def wait_for(
    happened: Callable[[], bool], *, meanwhile: subprocess.Popen[bytes] | None = None
) -> None:
    """Return when something has happened; an installation that stands still is an error."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, "It did not happen."
        assert meanwhile is None or meanwhile.poll() is None, "The program has ended."
        time.sleep(0.1)


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
