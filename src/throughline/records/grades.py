"""Grades as recorded: which term is the latest, and which subjects are not passed in it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from throughline.terms.school_years import term_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.terms.people import GradeRow

_SCHOOL_YEAR = re.compile(r"(?<!\d)(\d{4}|\d{2})\s*[/–-]\s*(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}(?!\d)")
_FIRST_HALF = re.compile(r"(?<!\d)1\W*(?:termin|halvår)")
_AUTUMN = ("ht", "höst", "høst", "host", "autumn", "fall")
_CENTURY = 2000


def latest_term(grades: Sequence[GradeRow]) -> list[GradeRow]:
    """Return the grades of the latest term that any of them names, by its label or by its day."""
    if not grades:
        return []
    newest = max(_order(grade) for grade in grades)
    return [grade for grade in grades if _order(grade) == newest]


def subjects_not_passed(grades: Iterable[GradeRow]) -> tuple[str, ...]:
    """Return the subjects whose grade is a fail or that lack a basis for one, each once, by name.

    Of several grades of one kind in one subject the last set is believed. A grade that passes no
    verdict (exempt, participated) is left out: it is neither.
    """
    last: dict[tuple[str, str | None, str | None], GradeRow] = {}
    for grade in sorted(grades, key=lambda one: one.set_on or date.min):
        last[grade.subject, grade.level, grade.kind] = grade
    return tuple(sorted({grade.subject for grade in last.values() if grade.passed is False}))


def known_from(grade: GradeRow) -> date | None:
    """Return the day a grade was set, else the first of its term; ``None`` where neither is told."""
    if grade.set_on is not None:
        return grade.set_on
    term = _labelled_term(grade.term)
    return None if term is None else date(term[0], 7 if term[1] else 1, 1)


def is_known(grade: GradeRow, *, on: date) -> bool:
    """Say whether a grade may be known on a day; one that nothing dates always may."""
    first = known_from(grade)
    return first is None or first <= on


def _order(grade: GradeRow) -> tuple[int, int]:
    """Return calendar year and half of a grade's term, for sorting.

    The label goes before the day: the grade of an autumn term may be set in January.
    """
    labelled = _labelled_term(grade.term)
    if labelled is not None:
        return labelled
    if grade.set_on is None:
        return 0, 0
    return grade.set_on.year, int(term_of(grade.set_on).starts_on.month >= 7)


@lru_cache(maxsize=1_024)
def _labelled_term(label: str | None) -> tuple[int, int] | None:
    words = (label or "").casefold()
    named = any(word.startswith(_AUTUMN) for word in re.findall(r"[^\W\d_]+", words))
    autumn = int(named or _FIRST_HALF.search(words) is not None)
    years = _SCHOOL_YEAR.search(words)
    if years is not None and (int(years[1]) + 1) % 100 == int(years[2]) % 100:
        # "2025/26 VT" is the spring of 2026: the label names a school year, not a calendar year.
        return _full(years[1]) + 1 - autumn, autumn
    year = _YEAR.search(words) or _SHORT_YEAR.search(words)
    return None if year is None else (_full(year[0]), autumn)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else _CENTURY + int(year)
