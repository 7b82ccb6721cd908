"""CSV for people: what a spreadsheet opens rightly, and never takes for a formula."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_DASHES = frozenset({"-", "–", "—"})


def quoted(cell: object) -> str:
    """Return a cell as text that no spreadsheet computes: ``=1+1`` becomes ``'=1+1``.

    Numbers and a lone dash are left as they are; ``None`` becomes nothing.
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    text = str(cell)
    if text in _DASHES or not text.lstrip(" \u00a0").startswith(_STARTS_FORMULA):
        return text
    return f"'{text}"


def write(stream: TextIO, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table with byte-order mark, ``;`` and CRLF, every cell quoted where it must be.

    ``stream`` is to be opened as UTF-8 with ``newline=""``.
    """
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([quoted(head) for head in heads])
    writer.writerows([quoted(cell) for cell in row] for row in rows)
