"""Grades as recorded: which term is the latest, and which subjects are not passed in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.terms.people import GradeRow

_YEAR = re.compile(r"(\d{4})(?:/(\d{2}))?")
_AUTUMN = ("ht", "höst", "host", "høst", "h", "autumn", "fall")


def latest_term(grades: Sequence[GradeRow]) -> list[GradeRow]:
    """Return the grades of the latest term that any of them names, by its label or by its day."""
    if not grades:
        return []
    newest = max(_order(grade) for grade in grades)
    return [grade for grade in grades if _order(grade) == newest]


def subjects_not_passed(grades: Iterable[GradeRow]) -> tuple[str, ...]:
    """Return the subjects whose grade is a fail or that lack a basis for one, each once, by name.

    A grade that passes no verdict (exempt, participated) is left out: it is neither.
    """
    return tuple(sorted({grade.subject for grade in grades if grade.passed is False}))


def _order(grade: GradeRow) -> tuple[int, int]:
    if grade.set_on is not None:
        return grade.set_on.year, int(grade.set_on.month >= 7)
    label = (grade.term or "").casefold()
    year = _YEAR.search(label)
    if year is None:
        return 0, 0
    autumn = any(word in _AUTUMN for word in re.findall(r"[^\W\d]+", label))
    # "2025/26 VT" is the spring of 2026: the label names a school year, not a calendar year.
    later = int(year[2] is not None and not autumn)
    return int(year[1]) + later, int(autumn)
