"""What to simulate: the one argument of a simulation, and the seeded dice it is drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Literal, get_args

from throughline.terms.calendars import load_calendar
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from datetime import date

Country = Literal["se", "no"]
COUNTRIES: tuple[Country, ...] = get_args(Country)


class PlanError(ValueError):
    """A plan asks for what cannot be simulated; the message says what to ask for instead."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One simulation, whole: the same plan gives the same files, byte for byte.

    ``as_of`` is the last day that is written, by default the school year's last. ``history`` adds
    the school year before as day rows; ``stories`` gives a few pupils a year worth finding.
    """

    pupils: int
    country: Country
    school_year: SchoolYear
    seed: int = 1
    as_of: date | None = None
    stories: bool = True
    history: bool = True

    def __post_init__(self) -> None:
        if self.pupils < 1:
            raise PlanError(f"{self.pupils} pupils cannot be simulated; ask for at least 1.")
        if self.country not in COUNTRIES:
            raise PlanError(
                f"There is no simulation of {self.country!r}; there are {', '.join(COUNTRIES)}."
            )
        days = school_days(self.country, self.school_year)
        if self.history:
            school_days(self.country, SchoolYear(self.school_year.first_year - 1))
        if self.as_of is not None and not days[0] <= self.as_of <= days[-1]:
            raise PlanError(
                f"{self.as_of} is not in the school year {self.school_year}, "
                f"which is from {days[0]} to {days[-1]}."
            )


@lru_cache(maxsize=32)
def school_days(country: str, year: SchoolYear) -> tuple[date, ...]:
    """Return the school days of one school year by the country's own calendar.

    Raises:
        PlanError: the calendar does not know the school year.
    """
    calendar = load_calendar(country)
    span = calendar.school_year(year)
    if span is None:
        known = [SchoolYear.of(span.starts_on) for span in calendar.school_years]
        raise PlanError(
            f"The calendar of {country!r} has no school year {year}; "
            f"it has {known[0]} to {known[-1]}."
        )
    return tuple(calendar.school_days(span))


def dice(seed: int, *about: object) -> Random:
    """Return the dice for one thing, thrown alike whatever else is simulated and in what order."""
    about_what = ":".join(str(part) for part in about)
    return Random(f"{seed}:{about_what}")  # noqa: S311 - a simulation must be repeatable, not secret
