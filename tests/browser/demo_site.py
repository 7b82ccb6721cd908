"""A demo of the site, built once per state of the source, and served as an installation serves it."""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PUPILS = 120
# A Monday in November: the autumn is long enough for stories, and no test waits for a calendar.
TODAY = "2026-11-23"

# What the pages look like has no say in what the demo's database holds.
LOOKS = {".html", ".css", ".js", ".svg", ".po", ".mo", ".md", ".pyc"}
# Builds of earlier sources that are kept beside the newest.
KEPT = 2
PATIENCE = 60
DEMO = "throughline_web.config.settings.demo"


@dataclass(frozen=True, slots=True)
class Site:
    """A site that answers: its address, and the folder of all that it has written."""

    url: str
    var: Path


def built_demo(cache: Path) -> Path:
    """Return a built demo for the source as it stands, building it when there is none."""
    named = os.environ.get("THROUGHLINE_BUILT_DEMO")
    if named:
        return Path(named)
    demo = cache / _fingerprint()
    if not (demo / "demo.json").is_file():
        _build(demo)
        _forget_old(cache)
    return demo


def _fingerprint() -> str:
    told = hashlib.sha256(f"{PUPILS} {TODAY}".encode())
    for file in sorted(SOURCE.rglob("*")):
        if file.is_file() and file.suffix not in LOOKS:
            told.update(str(file.relative_to(SOURCE)).encode() + file.read_bytes())
    return told.hexdigest()[:20]


def _build(demo: Path) -> None:
    shutil.rmtree(demo, ignore_errors=True)
    demo.mkdir(parents=True)
    words = ["demo", "--build-only", "--pupils", str(PUPILS)]
    subprocess.run(_manage(words), env=_around(demo, DEMO), cwd=ROOT, check=True)


def _forget_old(cache: Path) -> None:
    builds = sorted(cache.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in builds[KEPT + 1 :]:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def serving(demo: Path, var: Path, *, settings: str = DEMO) -> Iterator[Site]:
    """Serve a copy of a built demo on a free port of this machine, until the block ends."""
    shutil.copytree(demo, var)
    port = _free_port()
    words = ["serve", "--port", str(port), "--workers", "1"]
    with (var / "server.log").open("wb") as log:
        server = subprocess.Popen(
            _manage(words), env=_around(var, settings), cwd=ROOT, stdout=log, stderr=log
        )
        try:
            site = Site(f"http://localhost:{port}", var)
            _wait_until_it_answers(site, server)
            yield site
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=30)


def _manage(words: list[str]) -> list[str]:
    return [sys.executable, "-m", "throughline_web.config.manage", *words]


def _around(var: Path, settings: str) -> dict[str, str]:
    mine = {
        "THROUGHLINE_VAR": str(var),
        "THROUGHLINE_TODAY": TODAY,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": os.pathsep.join([str(SOURCE), str(ROOT)]),
    }
    return {**os.environ, **mine}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_it_answers(site: Site, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            _ask_health(site)
            return
        time.sleep(0.2)
    told = (site.var / "server.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"The site does not answer:\n{told}")


def _ask_health(site: Site) -> None:
    address = site.url.removeprefix("http://")
    with closing(http.client.HTTPConnection(address, timeout=5)) as door:
        door.request("GET", "/health/")
        door.getresponse().read()
