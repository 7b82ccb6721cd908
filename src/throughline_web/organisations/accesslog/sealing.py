"""Sealing as time goes by: a thread beside the worker's tasks, so that no timer need be set up."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from throughline_web.organisations.accesslog.seals import seal_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

_EVERY = 300.0
"""Seconds between seals. What is younger than this can still be removed without a trace."""
_LAST_WAIT = 10.0
"""Seconds that a seal which is being written gets when the worker is told to stop."""

_log = logging.getLogger(__name__)


@contextmanager
def sealing(*, now: Callable[[], datetime], every: float = _EVERY) -> Iterator[None]:
    """Seal the access log at once and then every so many seconds, while the block runs."""
    stopped = Event()
    sealer = Thread(target=_seal_until, args=(stopped, now, every), name="sealer", daemon=True)
    sealer.start()
    try:
        yield
    finally:
        stopped.set()
        sealer.join(_LAST_WAIT)


def _seal_until(stopped: Event, now: Callable[[], datetime], every: float) -> None:
    _seal(now)
    while not stopped.wait(every):
        _seal(now)


def _seal(now: Callable[[], datetime]) -> None:
    try:
        seal_entries(at=now())
    except (DatabaseError, OSError) as error:
        # A long import or a full disk: the entries wait, and `site check` says so after a day.
        _log.warning("The access log was not sealed (%s); it is tried again.", type(error).__name__)
    finally:
        connection.close()
