"""How rows travel forward: later rooms register a receiver when the site starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from throughline.sources import Portion, RowIssue


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What a receiver may know of one import.

    ``school_id`` is the school of rows that name none; ``as_of`` is the organiser's day on which
    the import began.
    """

    id: int
    organiser_id: int
    school_id: int | None
    kind: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Keys:
    """The database's ids of the pupils and schools that a file calls by its own.

    Complete for every portion that is handed over with it. Whoever is not here was refused, and
    rows about them are left out; the roster step has counted them and said why.
    """

    pupils: Mapping[str, int] = field(default_factory=dict)
    schools: Mapping[str, int] = field(default_factory=dict)


class Receiver(Protocol):
    """A room that stores rows of imports under the run's id."""

    @property
    def name(self) -> str:
        """The word that tells receivers apart."""

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds rows for this room."""

    def stage(self, run: RunFacts, portion: Portion, keys: Keys) -> tuple[RowIssue, ...]:
        """Write the portion's rows under the run, in a short transaction of its own.

        Nothing that is written here is visible until the run is live. Called once a portion, in
        the file's order; an exception ends the import and leads to ``drop``.
        """

    def settle(self, run: RunFacts) -> Iterable[float]:
        """Do what must be done after the last portion and before publishing, such as roll-ups.

        Not in a transaction: a receiver divides its own work into short ones, and yields the share
        that is done after each of them, from 0 to 1.
        """

    def publish(self, run: RunFacts) -> None:
        """Take part in the one short transaction that makes the run live."""

    def drop(self, run_id: int) -> None:
        """Delete what the run wrote: it failed, was discarded or has been undone.

        Called outside transactions, and again if it was interrupted.
        """

    def overlapping_live_runs(self, run_id: int) -> list[int]:
        """Return later live runs that share a key with the run: they must be undone first."""


_registered: dict[str, Receiver] = {}


def register(receiver: Receiver) -> None:
    """Add a receiver; registering the same name again replaces it."""
    _registered[receiver.name] = receiver


def receivers_for(kind: str) -> tuple[Receiver, ...]:
    """Return the receivers that take a kind of file, in the order of their names."""
    return tuple(one for one in all_receivers() if one.takes(kind))


def all_receivers() -> tuple[Receiver, ...]:
    """Return every registered receiver, in the order of their names."""
    return tuple(_registered[name] for name in sorted(_registered))
