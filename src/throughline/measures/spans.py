"""The spans that a measure's values are spread over."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """From a value up to, but not with, another; ``None`` is open."""

    least: float | None
    below: float | None

    @property
    def column(self) -> str:
        """The span's name in a table, such as ``0.05-0.1``; an open end is left out."""
        return "-".join("" if end is None else f"{end:g}" for end in (self.least, self.below))


def spans_of(edges: Sequence[float]) -> tuple[Span, ...]:
    """Return the spans between inner edges, open at both ends."""
    ends = [None, *edges, None]
    return tuple(Span(least, below) for least, below in itertools.pairwise(ends))


def span_of(value: float, edges: Sequence[float]) -> str:
    """Return the name of the span that a value lies in."""
    return spans_of(edges)[bisect_right(edges, value)].column
