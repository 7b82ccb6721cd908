"""Ordinary names for pupils whose identity a file marks as protected, until one is agreed upon."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Pupil

if TYPE_CHECKING:
    from collections.abc import Iterator

_GIVEN = ("Kim", "Alex", "Robin", "Charlie", "Noa", "Sam", "Elis", "Lo", "Mika", "Tove")
_FAMILY = ("Berg", "Lind", "Holm", "Dahl", "Strand", "Ek", "Nord", "Hagen", "Lund", "Vik")


def free_cover_names(organiser_id: int) -> Iterator[str]:
    """Yield ordinary names that no protected pupil of the organiser bears, and never end."""
    taken = set(
        Pupil.objects.filter(organiser=organiser_id)
        .exclude(cover_name="")
        .values_list("cover_name", flat=True)
    )
    combined = (f"{given} {family}" for family, given in product(_FAMILY, _GIVEN))
    yield from (name for name in combined if name not in taken)
    while True:
        # A hundred protected pupils at one organiser: names may then be borne by two.
        yield from (f"{given} {family}" for family, given in product(_FAMILY, _GIVEN))
