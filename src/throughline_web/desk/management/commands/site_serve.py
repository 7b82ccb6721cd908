"""``throughline site serve``: the web server and the worker, started and stopped together."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from django.core.management import BaseCommand, CommandError

if TYPE_CHECKING:
    from argparse import ArgumentParser

_LOOK_EVERY = 0.5
"""Seconds between looks at whether both are still running."""


class Command(BaseCommand):
    """Serve the site until it is told to stop; the worker does what pages have asked for."""

    help = "Start the web server and the background worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)"
        )
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
        parser.add_argument("--workers", type=int, default=2, help="how many web processes (2)")
        parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")

    def handle(
        self, *_args: Any, host: str, port: int, workers: int, no_worker: bool, **_o: Any
    ) -> None:
        commands = [_server(host, port, workers)]
        if not no_worker:
            commands.append(_worker())
        _run_together(commands)


def _server(host: str, port: int, workers: int) -> list[str]:
    options = [
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    quiet = ["--no-access-log", "--log-level", "warning", "--blocking-threads", "2"]
    return [
        sys.executable,
        "-m",
        "granian",
        *options,
        *quiet,
        "throughline_web.config.wsgi:application",
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "throughline_web.config.manage", "site_worker"]


def _run_together(commands: list[list[str]]) -> None:
    """Run processes until somebody interrupts; when one ends by itself, end the others too.

    Raises:
        CommandError: one ended by itself, so that whoever watches the service starts it again.
    """
    before = signal.signal(signal.SIGTERM, _interrupt)
    running = [subprocess.Popen(command) for command in commands]
    try:
        while all(process.poll() is None for process in running):
            time.sleep(_LOOK_EVERY)
        raise CommandError("The web server or the worker has stopped by itself.")
    except KeyboardInterrupt:
        pass
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(timeout=20)
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
