"""Tables as files the way a school exports them: semicolons, UTF-8 with its mark, CRLF."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from throughline.simulate.tables import Table


def write_csv(
    table: Table, stream: BinaryIO, *, on_piece: Callable[[], None] | None = None
) -> None:
    """Write a table to a stream that the caller opened; ``on_piece`` is called after each piece.

    No cell can be a formula: none begins with ``=``, ``+`` or ``@``, and ``-`` stands alone.
    """
    stream.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(table.columns)
    for piece in table.pieces():
        writer.writerows(piece)
        if on_piece is not None:
            on_piece()
    text.flush()
    text.detach()
