"""One line on a terminal for whatever takes more than a second."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self, TypeVar

    _Item = TypeVar("_Item")

_PATIENCE = 1.0
_PAUSE = 0.1
_WIDTH = 24


class Progress:
    """A bar on standard error; silent where that is no terminal, and for the first second."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._shows = sys.stderr.isatty()
        self._next = monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def at(self, share: float | None, note: str = "") -> None:
        """Show how far the work has come: a share from 0 to 1, and a few words."""
        if not self._shows or monotonic() < self._next:
            return
        self._next = monotonic() + _PAUSE
        self._shown = True
        bar = ""
        if share is not None:
            full = round(min(1.0, share) * _WIDTH)
            bar = f"{'━' * full}{'╌' * (_WIDTH - full)} {min(1.0, share):4.0%} "
        sys.stderr.write(f"\r\x1b[K{self._label} {bar}{note}")
        sys.stderr.flush()

    def over(self, items: Iterable[_Item], *, total: int, begun: int = 0) -> Iterator[_Item]:
        """Yield the items, showing how many of ``total`` are done; ``begun`` were before these."""
        for done, item in enumerate(items, start=begun):
            self.at(done / total if total else None)
            yield item
