"""What an import would change: later rooms say which of a file's rows are new, other, or the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from throughline.sources import Portion
    from throughline_web.sources.receivers import Keys, RunFacts


@dataclass(frozen=True, slots=True)
class Compared:
    """A file's facts beside those that stand: counted once each, however often the file says them.

    ``other`` say something else than what stands, and would be believed instead of it.
    """

    new: int
    other: int
    same: int


class Comparison(Protocol):
    """A file being held against what stands."""

    def add(self, portion: Portion, keys: Keys) -> None:
        """Take in a portion; in ``keys`` a negative id means a pupil or school that is not here."""

    def result(self) -> Compared:
        """Return what the file amounts to, once all of it has been added."""


class Comparer(Protocol):
    """A room that can say what an import would change, without changing anything."""

    @property
    def name(self) -> str:
        """The word that tells comparers apart."""

    def takes(self, kind: str) -> bool:
        """Say whether a profile's kind of file holds rows for this room."""

    def compare(self, run: RunFacts) -> AbstractContextManager[Comparison]:
        """Begin to hold a file against what stands."""


_registered: dict[str, Comparer] = {}


def register(comparer: Comparer) -> None:
    """Add a comparer; registering the same name again replaces it."""
    _registered[comparer.name] = comparer


def comparer_for(kind: str) -> Comparer | None:
    """Return the comparer that takes a kind of file, or ``None`` where no room does."""
    return next((one for one in _registered.values() if one.takes(kind)), None)
