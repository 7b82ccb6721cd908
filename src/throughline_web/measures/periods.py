"""School years and terms as pages choose them, with the key that stands in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.terms.school_years import DateSpan, SchoolYear, term_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = re.compile(r"(\d{4})-(\d{2})")
_TERM = re.compile(r"(\d{4})-(ht|vt)")


@dataclass(frozen=True, slots=True)
class Period:
    """A school year or a term of one: ``2026-27``, ``2026-ht``, ``2027-vt``."""

    key: str
    span: DateSpan

    @property
    def is_term(self) -> bool:
        """Whether this is half a school year."""
        return self.key.endswith(("ht", "vt"))

    @property
    def is_autumn(self) -> bool:
        """Whether this is the term from August to December."""
        return self.key.endswith("ht")

    @property
    def name(self) -> str:
        """The period as it is said in running text."""
        if not self.is_term:
            return _("the school year %(year)s") % {"year": SchoolYear.of(self.span.starts_on)}
        year = {"year": self.span.starts_on.year}
        return (
            _("the autumn term %(year)s") if self.is_autumn else _("the spring term %(year)s")
        ) % year

    def until(self, on: date) -> date:
        """Return the last day of the period that has come."""
        return min(self.span.ends_on, on)

    def is_over(self, on: date) -> bool:
        """Say whether the whole period has gone."""
        return self.span.ends_on < on


def period_of(key: str) -> Period | None:
    """Return the period that a key means; ``None`` where it means none."""
    if found := _YEAR.fullmatch(key):
        year = SchoolYear(int(found[1]))
        is_next = (year.first_year + 1) % 100 == int(found[2])
        return _year(year) if is_next else None
    if found := _TERM.fullmatch(key):
        return _term(date(int(found[1]), 9 if found[2] == "ht" else 3, 1))
    return None


def periods_with(first: date | None, on: date) -> tuple[Period, ...]:
    """Return the school years and terms from a first day with rows until today, the newest first.

    A year comes before its terms. Without any row there is the present school year alone.
    """
    begun = SchoolYear.of(first or on)
    found: list[Period] = []
    for first_year in range(SchoolYear.of(on).first_year, begun.first_year - 1, -1):
        year = SchoolYear(first_year)
        terms = (_term(year.ends_on), _term(year.starts_on))
        found += [_year(year), *(term for term in terms if _has(term, first or on, on))]
    return tuple(found)


def _has(period: Period, first: date, on: date) -> bool:
    return period.span.starts_on <= on and period.span.ends_on >= first


def same_kind(periods: Iterable[Period], chosen: Period) -> list[Period]:
    """Return the years beside a year, or the terms beside a term, the oldest first."""
    alike = [period for period in periods if period.is_term is chosen.is_term]
    return sorted(alike, key=lambda period: period.span.starts_on)


def _year(year: SchoolYear) -> Period:
    key = str(year).replace("/", "-")
    return Period(key, DateSpan(year.starts_on, year.ends_on))


def _term(day: date) -> Period:
    span = term_of(day)
    half = "ht" if span.starts_on.month >= 7 else "vt"
    return Period(f"{span.starts_on.year}-{half}", span)
