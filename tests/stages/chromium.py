"""A real Chromium for the browser journeys: found, or installed, or a remedy is named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.stages.outcome import note

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")
REMEDY = (
    "No Chromium starts on this machine, and none could be installed. "
    "Install one (Debian, Ubuntu: sudo apt install chromium), or name the one you have "
    "(CHROMIUM=/path/to/chromium ./run test), or leave the journeys out "
    "knowingly (./run test --no-browser)."
)


class NoChromiumError(Exception):
    """No Chromium can be had; the message is the remedy."""


def ready_chromium() -> str:
    """Return the path of a Chromium that starts, installing one when there is none.

    Raises:
        NoChromiumError: there is none, and none could be installed.
    """
    found = find_chromium()
    if found is None:
        note("   No Chromium yet: installing one ...")
        for command in _installations():
            subprocess.run(command, check=False, stdout=sys.stderr)
            found = found or find_chromium()
    if found is None:
        raise NoChromiumError(REMEDY)
    return found


def find_chromium() -> str | None:
    """Return the first Chromium that really starts; a stub that only points elsewhere does not."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[str]:
    named = os.environ.get("CHROMIUM")
    if named:
        yield named
        return
    for name in NAMES:
        yield from filter(None, [shutil.which(name)])
    yield from filter(None, [_driver_download()])


def _driver_download() -> str | None:
    with sync_playwright() as driver:
        path = driver.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    try:
        result = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0 and "Chrom" in result.stdout


def _installations() -> Iterator[list[str]]:
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0
    if may_install and shutil.which("apt-get"):
        yield ["apt-get", "update", "--quiet"]
        yield ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
    if find_chromium() is None:
        yield [sys.executable, "-m", "playwright", "install", "chromium"]
