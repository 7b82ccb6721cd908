"""School years and terms, for units that have no calendar of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_LABEL = re.compile(r"(\d{4})/(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """The school year that begins in the autumn of ``first_year``: 1 July to 30 June."""

    first_year: int

    @classmethod
    def parse(cls, label: str) -> SchoolYear:
        """Return the school year of a label such as ``2025/26``.

        Raises:
            ValueError: the label is not two consecutive years written so.
        """
        match = _LABEL.fullmatch(label.strip())
        if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
            raise ValueError(f"{label!r} is not a school year; write it as 2025/26.")
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """Return the school year that a day falls in."""
        return cls(day.year if day.month >= 7 else day.year - 1)

    @property
    def starts_on(self) -> date:
        """The first of July; lessons begin in August."""
        return date(self.first_year, 7, 1)

    @property
    def ends_on(self) -> date:
        """The last of June the year after."""
        return date(self.first_year + 1, 6, 30)

    def __str__(self) -> str:
        return f"{self.first_year}/{(self.first_year + 1) % 100:02d}"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A span of days, both ends included."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def term_of(day: date) -> DateSpan:
    """Return the half of the school year that a day falls in: autumn to December, spring from January."""
    if day.month >= 7:
        return DateSpan(date(day.year, 7, 1), date(day.year, 12, 31))
    return DateSpan(date(day.year, 1, 1), date(day.year, 6, 30))
