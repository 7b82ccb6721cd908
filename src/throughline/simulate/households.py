"""Households: which pupils have the same guardians."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from throughline.simulate.schools import SchoolClass


def siblings(
    classes: Sequence[SchoolClass], *, share: float, alone: Container[int]
) -> Mapping[int, int]:
    """Return the older sibling's number by the younger's, both in lower secondary school.

    A share of the youngest year group of each municipality has one in the oldest; the pupils whose
    numbers are in ``alone`` have none.
    """
    pairs: dict[int, int] = {}
    every = max(1, round(1 / share))
    for young, old in _ends_of_places(classes):
        matched = list(zip(_numbers(young), _numbers(old), strict=False))[::every]
        pairs |= {
            younger: older
            for younger, older in matched
            if younger not in alone and older not in alone
        }
    return pairs


def _ends_of_places(
    classes: Sequence[SchoolClass],
) -> Iterator[tuple[Sequence[SchoolClass], Sequence[SchoolClass]]]:
    """The classes of the youngest and of the oldest year group of each municipality."""
    by_year: dict[tuple[str, int], list[SchoolClass]] = defaultdict(list)
    for each in classes:
        if each.school.stage.id == "lower":
            by_year[each.school.place, each.year].append(each)
    years = sorted({year for _, year in by_year})
    for place in sorted({place for place, _ in by_year}):
        yield by_year[place, years[0]], by_year[place, years[-1]]


def _numbers(classes: Sequence[SchoolClass]) -> Iterator[int]:
    for each in classes:
        yield from range(each.first, each.first + each.pupils)
