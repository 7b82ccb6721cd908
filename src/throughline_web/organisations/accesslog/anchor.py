"""The chain's head, written down outside the database: what was sealed cannot be cut off unseen.

The file may lie on another machine or a medium that only appends. Each line is one head:
sequence, hash and moment, separated by spaces.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Anchor:
    """One head of the chain as it was written down."""

    sequence: int
    hash: str


def drop_anchor(*, sequence: int, head: str, at: datetime) -> None:
    """Append one head to the anchor file, and return when it is on the disk."""
    file = Path(settings.THROUGHLINE_ACCESS_LOG_ANCHOR)
    file.parent.mkdir(parents=True, exist_ok=True)
    line = f"{sequence} {head} {at.isoformat()}\n".encode("ascii")
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # One write of one short line is not mixed with another process's.
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def anchors() -> Iterator[Anchor]:
    """Yield the heads in the order in which they were written; a torn line is passed over."""
    file = Path(settings.THROUGHLINE_ACCESS_LOG_ANCHOR)
    if not file.is_file():
        return
    with file.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            words = line.split()
            if len(words) == 3 and words[0].isdecimal():
                yield Anchor(int(words[0]), words[1])
