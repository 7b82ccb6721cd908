"""What to simulate: the one argument of a simulation, and the seeded dice it is drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Literal, get_args

from throughline.terms.calendars import load_calendar
from throughline.terms.language import Text
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from datetime import date

Country = Literal["se", "no"]
COUNTRIES: tuple[Country, ...] = get_args(Country)


class PlanError(ValueError):
    """A plan asks for what cannot be simulated; ``text`` says what to ask for instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


_TOO_FEW = Text(
    "{pupils} elever kan inte simuleras. Begär minst 1.",
    "{pupils} elever kan ikke simuleres. Be om minst 1.",
    "{pupils} pupils cannot be simulated; ask for at least 1.",
)
_NO_COUNTRY = Text(
    "Det finns ingen simulering av {country}. Det finns {known}.",
    "Det finnes ingen simulering av {country}. Det finnes {known}.",
    "There is no simulation of {country}; there are {known}.",
)
_NOT_IN_YEAR = Text(
    "{day} ligger inte i läsåret {year}, som är från {first} till {last}.",
    "{day} ligger ikke i skoleåret {year}, som er fra {first} til {last}.",
    "{day} is not in the school year {year}, which is from {first} to {last}.",
)
_NO_SUCH_YEAR = Text(
    "Grundskolan i {country} kan inte simuleras från årskurs {year}: från 1, i se även från F (0).",
    "Grunnskolen i {country} kan ikke simuleres fra trinn {year}: fra 1, i se også fra F (0).",
    "Compulsory school in {country} cannot be simulated from year {year}: from 1, in se also F (0).",
)
_NO_YEAR = Text(
    "Kalendern {country} har inget läsår {year}. Den har {first} till {last}.",
    "Kalenderen {country} har ikke noe skoleår {year}. Den har {first} til {last}.",
    "The calendar {country} has no school year {year}; it has {first} to {last}.",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One simulation, whole: the same plan gives the same files, byte for byte.

    ``as_of`` is the last day that is written, by default the school year's last. ``history`` adds
    the school year before as day rows; ``stories`` gives a few pupils a year worth finding.
    ``youngest`` adds schools for the years below lower secondary, from 0 (the preschool class F,
    Sweden alone) or 1 on; ``moves`` lets a few pupils change school in the middle of the year.
    ``outcomes`` adds what becomes of the pupils, and lets as many as do leave during the year.
    """

    pupils: int
    country: Country
    school_year: SchoolYear
    seed: int = 1
    as_of: date | None = None
    stories: bool = True
    history: bool = True
    youngest: int | None = None
    moves: bool = False
    outcomes: bool = False

    def __post_init__(self) -> None:
        if self.pupils < 1:
            raise PlanError(_TOO_FEW.filled(pupils=self.pupils))
        if self.country not in COUNTRIES:
            known = ", ".join(COUNTRIES)
            raise PlanError(_NO_COUNTRY.filled(country=self.country, known=known))
        if self.youngest not in {None, 1} and (self.country, self.youngest) != ("se", 0):
            raise PlanError(_NO_SUCH_YEAR.filled(year=self.youngest, country=self.country))
        days = school_days(self.country, self.school_year)
        if self.history:
            school_days(self.country, SchoolYear(self.school_year.first_year - 1))
        if self.as_of is not None and not days[0] <= self.as_of <= days[-1]:
            told = {"year": self.school_year, "first": days[0], "last": days[-1]}
            raise PlanError(_NOT_IN_YEAR.filled(day=self.as_of, **told))


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
        told = {"country": country, "first": known[0], "last": known[-1]}
        raise PlanError(_NO_YEAR.filled(year=year, **told))
    return tuple(calendar.school_days(span))


def dice(seed: int, *about: object) -> Random:
    """Return the dice for one thing, thrown alike whatever else is simulated and in what order."""
    about_what = ":".join(str(part) for part in about)
    return Random(f"{seed}:{about_what}")  # noqa: S311 - a simulation must be repeatable, not secret
