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
_LONGEST_NAME = 200
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


def plain(header: str) -> str:
    """Return a header as it is compared: ``Giltig frånvaro `` and ``giltig_franvaro`` are one."""
    folded = unicodedata.normalize("NFKD", header.casefold().translate(_LETTERS))
    return "".join(sign for sign in folded if sign.isalnum())


class Names:
    """The headers of a table as they are compared, in full and without their units."""

    def __init__(self, headers: Sequence[str]) -> None:
        self._exact: dict[str, Place] = {}
        self._bare: dict[str, Place] = {}
        for index, header in enumerate(headers):
            name, minutes = _split_unit(header)
            place = Place(index, header.strip(), minutes)
            if full := plain(header):
                self._exact.setdefault(full, place)
            if name and minutes is not None:
                self._bare.setdefault(name, place)

    def match(self, columns: Mapping[str, Sequence[str]]) -> dict[str, Place]:
        """Return the place of each field whose words, in their order, name one of the headers.

        A header that no field knows under its full name is tried without its unit.
        """
        found = ((name, self._find(words)) for name, words in columns.items())
        return {name: place for name, place in found if place is not None}

    def _find(self, words: Sequence[str]) -> Place | None:
        for word in words:
            if word == ROW_NUMBER:
                return Place(-1, ROW_NUMBER)
            compared = _compared(word)
            place = self._exact.get(compared) or self._bare.get(compared)
            if place is not None:
                return place
        return None


def match(headers: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, Place]:
    """Return the place of each field whose words, in their order, name one of the headers."""
    return Names(headers).match(columns)


def doubled(headers: Sequence[str], places: Mapping[str, Place]) -> list[str]:
    """Return the headers of matched columns that stand in the table more than once."""
    names = [plain(header) for header in headers]
    return [
        place.header
        for place in places.values()
        if place.index >= 0 and names.count(plain(place.header)) > 1
    ]


@lru_cache(maxsize=4096)
def _compared(word: str) -> str:
    """Return a profile's word as headers are compared; only words are kept, never a file's cells."""
    return plain(word)


def _split_unit(header: str) -> tuple[str, int | None]:
    if len(header) > _LONGEST_NAME:
        return plain(header), None
    unit = _UNIT.search(header.casefold())
    if unit is None:
        return plain(header), None
    return plain(header[: unit.start()]), _UNITS[unit["short"] or unit["long"]]
