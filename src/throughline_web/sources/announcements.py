"""The news of this room: ids only, told inside the transaction that makes them true."""

from __future__ import annotations

from dataclasses import dataclass

from throughline_web.organisations.announcements import Event


@dataclass(frozen=True, slots=True)
class RunPublished(Event):
    """The rows of an import have become visible. Without schools it may concern any of them."""

    run_id: int
    organiser_id: int
    school_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RunUndone(Event):
    """The rows of an import are no longer visible, and what stood before them is again."""

    run_id: int
    organiser_id: int
    school_ids: tuple[int, ...]
