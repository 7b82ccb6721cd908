"""Which column is which: headers compared without case, accents, spaces and signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW_NUMBER = "#"
"""The header that means: the number of the row itself, for files without any id."""

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "%": "procent"})
_UNIT = re.compile(
    r"(?:[\s_.(\[/-]+(?P<short>mins|min|timmar|timer|hours|tim|h)|(?P<long>minuter|minutter|minutes))"
    r"[.\])]*\s*$"
)
_UNITS = {
    "minuter": 1,
    "minutter": 1,
    "minutes": 1,
    "mins": 1,
    "min": 1,
    "timmar": 60,
    "timer": 60,
    "hours": 60,
    "tim": 60,
    "h": 60,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in a table: its column's index and header, and minutes in its unit.

    ``index`` is -1 for the row's own number; ``minutes`` is ``None`` where the header names no unit.
    """

    index: int
    header: str
    minutes: int | None = None


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a header as it is compared: ``Giltig frånvaro `` and ``giltig_franvaro`` are one."""
    folded = unicodedata.normalize("NFKD", header.casefold().translate(_LETTERS))
    return "".join(sign for sign in folded if sign.isalnum())


def match(headers: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Return the place of each field whose words, in their order, name one of the headers.

    A header that no field knows under its full name is tried without its unit (``min``, ``h``).
    """
    exact = _first_places(headers)
    bare = _without_units(headers)
    places: dict[str, Place] = {}
    for name, words in columns.items():
        place = _find(words, exact, bare)
        if place is not None:
            places[name] = place
    return places


def doubled(headers: Sequence[str], places: Mapping[str, Place]) -> list[str]:
    """Return the headers of matched columns that stand in the table more than once."""
    names = [plain(header) for header in headers]
    return [
        place.header
        for place in places.values()
        if place.index >= 0 and names.count(plain(place.header)) > 1
    ]


def _find(
    words: Sequence[str], exact: Mapping[str, Place], bare: Mapping[str, Place]
) -> Place | None:
    for word in words:
        if word == ROW_NUMBER:
            return Place(-1, ROW_NUMBER)
        place = exact.get(plain(word)) or bare.get(plain(word))
        if place is not None:
            return place
    return None


def _first_places(headers: Sequence[str]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for index, header in enumerate(headers):
        if plain(header):
            _, minutes = _split_unit(header)
            places.setdefault(plain(header), Place(index, header.strip(), minutes))
    return places


def _without_units(headers: Sequence[str]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for index, header in enumerate(headers):
        name, minutes = _split_unit(header)
        if minutes is not None and name:
            places.setdefault(name, Place(index, header.strip(), minutes))
    return places


def _split_unit(header: str) -> tuple[str, int | None]:
    unit = _UNIT.search(header.casefold())
    if unit is None:
        return plain(header), None
    return plain(header[: unit.start()]), _UNITS[unit["short"] or unit["long"]]
