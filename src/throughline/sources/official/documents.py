"""JSON from strangers: read whole, and refused in words where it is cut off, huge or hostile."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from throughline.sources import text
from throughline.sources.official.remarks import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.sources.tables import SourceFile

LARGEST = 64 * 1024 * 1024
"""Bytes of one document; a table of every Swedish school in ten years is a tenth of that."""

DEEPEST = 64
_LONGEST_WORD = 500
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")

Document = dict[str, Any]


def documents(source: SourceFile) -> tuple[Document, ...]:
    """Return the objects of a JSON file: one, or a list of answers kept together.

    Raises:
        UnreadableSource: not JSON, cut off, too large, too deep, or no object.
    """
    loaded = _loaded(source)
    found = loaded if isinstance(loaded, list) else [loaded]
    if not found or not all(isinstance(one, dict) for one in found):
        raise unreadable("not_an_answer", file=source.name)
    return tuple(found)


def word(value: object) -> str:
    """Return a text of a document in one line that every screen and database can hold."""
    if not isinstance(value, (str, int, Decimal)) or isinstance(value, bool):
        return ""
    return " ".join(_UNWRITABLE.sub(" ", str(value)[:_LONGEST_WORD]).split())


def rows(value: object) -> Iterator[Document]:
    """Yield the objects of a list; what is no list, and no object in it, is passed over."""
    if isinstance(value, list):
        yield from (row for row in value if isinstance(row, dict))


def table(value: object) -> Document:
    """Return an object, an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def _loaded(source: SourceFile) -> object:
    source.stream.seek(0, 2)
    if source.stream.tell() > LARGEST:
        raise unreadable("too_large", file=source.name, limit=LARGEST // 1024 // 1024)
    found = text.survey(source.stream, name=source.name, longest_line=LARGEST)
    if found.cut_off:
        raise unreadable("not_json", file=source.name)
    written = "\n".join(text.lines(source.stream, found.encoding))
    try:
        loaded: object = json.loads(written, parse_float=Decimal, parse_constant=_no_number)
    except RecursionError:
        raise unreadable("too_deep", file=source.name) from None
    except ValueError as error:
        raise unreadable("not_json", file=source.name) from error
    if _is_deep(loaded):
        raise unreadable("too_deep", file=source.name)
    return loaded


def _no_number(sign: str) -> None:
    """Read ``NaN`` and ``Infinity`` as no value: they are none."""
    del sign


def _is_deep(loaded: object) -> bool:
    layer = [loaded]
    for _ in range(DEEPEST):
        layer = [inner for outer in layer for inner in _inside(outer)]
    return bool(layer)


def _inside(outer: object) -> list[object]:
    if isinstance(outer, dict):
        return list(outer.values())
    return outer if isinstance(outer, list) else []
