"""People who keep reading while something large goes on."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.installation.calling import Caller

PAUSE = 0.2


class Readings:
    """What readers were answered: how often, how slowly, and everything that was no page."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.errors: list[str] = []

    def read(self, caller: Caller, path: str) -> None:
        """Read one page, and keep what came of it."""
        started = time.monotonic()
        try:
            answer = caller.get(path)
        except Exception as error:  # noqa: BLE001 - a reader who is cut off is a finding, whatever it is
            self.errors.append(f"{path}: {error!r}")
            return
        self.seconds.append(time.monotonic() - started)
        if answer.status != 200:
            self.errors.append(f"{path}: {answer.status}")

    def slowest(self, share: float) -> float:
        """Return the seconds within which a share of the pages were answered."""
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))]


@contextmanager
def readers(people: Sequence[Caller], paths: Sequence[str]) -> Iterator[Readings]:
    """Let each person read the pages over and over until the block ends."""
    readings, ended = Readings(), threading.Event()

    def read_on(caller: Caller) -> None:
        for path in cycle(paths):
            if ended.wait(PAUSE):
                return
            readings.read(caller, path)

    threads = [threading.Thread(target=read_on, args=(caller,)) for caller in people]
    for thread in threads:
        thread.start()
    try:
        yield readings
    finally:
        ended.set()
        for thread in threads:
            thread.join()
