"""Which process has an import in hand, and whether that process still lives."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_SILENCE = timedelta(minutes=15)
"""How long a process on another machine may be silent before it is taken for dead."""


def own_mark() -> str:
    """Return the mark of this process: its machine, its number, and when it began."""
    return f"{_host()}:{os.getpid()}:{_began(os.getpid())}"


def is_alive(mark: str, *, beat_at: datetime | None, at: datetime) -> bool:
    """Tell whether the process with that mark still lives.

    Of a process on this machine the machine itself is asked, so that a killed one is found at
    the next start; one elsewhere is believed for a quarter of an hour after its last beat.
    """
    host, _, rest = mark.partition(":")
    number, _, began = rest.partition(":")
    if host == _host() and began and number.isdecimal():
        return _began(int(number)) == began
    return beat_at is not None and abs(at - beat_at) < _SILENCE


def _host() -> str:
    return socket.gethostname().replace(":", "-")[:60]


def _began(number: int) -> str:
    """Return when a process began, in the kernel's own count; empty where there is no such file."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    # The name in brackets may hold spaces, so what follows its end is counted.
    return fields.rpartition(")")[2].split()[19]
