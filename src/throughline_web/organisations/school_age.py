"""The day on which a pupil comes of age, at local midnight."""

from __future__ import annotations

from datetime import date

AGE_OF_MAJORITY = 18
"""Years; föräldrabalken 9:1 and vergemålsloven § 8."""


def comes_of_age_on(birth_date: date) -> date:
    """Return the eighteenth birthday; somebody born on 29 February comes of age on 1 March."""
    year = birth_date.year + AGE_OF_MAJORITY
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def last_birth_date_of_adults(on: date) -> date:
    """Return the latest birth date of those who are of age on a day: born later, under age."""
    year = on.year - AGE_OF_MAJORITY
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
