"""Cells under one another on a terminal, as wide as they look and no wider than a person reads."""

from __future__ import annotations

import shutil
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "
LONGEST_NAME = 28
_WIDEST = 110


def terminal_width() -> int:
    """Return how wide a line may be, in signs."""
    return min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)


def joined_cells(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return cells beside one another, each filled to its width, with a gap after the last."""
    padded = [
        cell + " " * (width - width_of(cell)) for cell, width in zip(cells, widths, strict=True)
    ]
    return GAP.join([*padded, ""])


def short(name: str) -> str:
    """Return a name that leaves room for what stands beside it."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def width_of(text: str) -> int:
    """Return how many places a text takes: East Asian signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
