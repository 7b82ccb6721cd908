"""How old somebody is on a day: guardians are told of minors alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def is_under(age: int, born: date | None, *, on: date) -> bool:
    """Say whether somebody is under an age, in whole years, on a day.

    Nobody whose day of birth is unknown is: a guardian is told of nothing by default.
    """
    if born is None:
        return False
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < age
