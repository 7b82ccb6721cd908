"""``throughline site demo``: a made-up municipality on this machine, imported and evaluated."""

from __future__ import annotations

import contextlib
import shutil
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from throughline_web.desk.demo_building import build, is_built
from throughline_web.desk.demo_people import DOMAIN, PASSWORD

if TYPE_CHECKING:
    from argparse import ArgumentParser

_ROLES = (
    "elevhalsa",
    "rektor",
    "mentor",
    "larare",
    "samordnare",
    "admin",
    "hemma",
    "elev",
    "gymnasiet",
)


class Command(BaseCommand):
    """Build the demo unless it is built, and serve it."""

    help = "Simulate a municipality, import and evaluate it, and serve it on this machine."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
        parser.add_argument("--pupils", type=int, default=1500, help="how many pupils (1500)")
        parser.add_argument(
            "--fresh", action="store_true", help="forget the demo and build it anew"
        )
        parser.add_argument("--build-only", action="store_true", help="build, and do not serve")

    def handle(
        self, *_args: Any, port: int, pupils: int, fresh: bool, build_only: bool, **_o: Any
    ) -> None:
        if not build_only:
            _require_free(port)
        var = Path(settings.THROUGHLINE_VAR)
        if fresh or not is_built(var, pupils=pupils):
            self._clear(var)
            build(var, pupils=pupils, say=self._say)
        if build_only:
            return
        self.stdout.write(_welcome(port))
        call_command("site_serve", "--port", str(port))

    def _clear(self, var: Path) -> None:
        connection.close()
        for name in (
            "throughline.sqlite3",
            "throughline.sqlite3-wal",
            "throughline.sqlite3-shm",
            "demo.json",
        ):
            (var / name).unlink(missing_ok=True)
        for name in ("demo-files", "uploads", "mail"):
            shutil.rmtree(var / name, ignore_errors=True)
        (var / "access-log.anchor").unlink(missing_ok=True)

    def _say(self, words: str) -> None:
        self.stderr.write(words)


def _require_free(port: int) -> None:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program. Stop it, or choose another: --port {port + 1}"
            ) from error


def _welcome(port: int) -> str:
    addresses = "\n".join(f"    {name}@{DOMAIN}" for name in _ROLES)
    return (
        f"\nThroughline is on http://localhost:{port}\n\n  Log in as any of\n{addresses}\n"
        f"  with the password   {PASSWORD}\n\n  Stop with Ctrl-C.\n"
    )
