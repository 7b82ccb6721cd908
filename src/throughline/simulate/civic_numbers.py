"""Civic numbers from the series that the tax agencies keep for tests: nobody has them.

Sweden: birth numbers 980-999 are Skatteverket's for test persons. Norway: 80 is added to the month
in Skatteetaten's synthetic population (Tenor). Check digits are right in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_NO_FIRST = 500
_NO_LAST = 999
_SE_FIRST = 980
_SE_LAST = 999


def civic_number(born: date, *, is_girl: bool, nth: int, country: str) -> str:
    """Return the nth synthetic number of a birth date and sex, or nothing when they are used up.

    Sweden has ten a date and sex, Norway some two hundred.
    """
    if country == "se":
        return _swedish(born, is_girl=is_girl, nth=nth)
    return _norwegian(born, is_girl=is_girl, nth=nth)


def _swedish(born: date, *, is_girl: bool, nth: int) -> str:
    number = _SE_FIRST + 2 * nth + (0 if is_girl else 1)
    if number > _SE_LAST:
        return ""
    digits = f"{born:%y%m%d}{number}"
    return f"{born:%Y%m%d}-{number}{luhn(digits)}"


def luhn(digits: str) -> int:
    """Return the check digit of a Swedish number's nine digits (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return -total % 10


def _norwegian(born: date, *, is_girl: bool, nth: int) -> str:
    day = f"{born.day:02d}{born.month + 80}{born:%y}"
    first = _NO_FIRST if is_girl else _NO_FIRST + 1
    found = 0
    for number in range(first, _NO_LAST + 1, 2):
        checks = check_digits(f"{day}{number}")
        if not checks:
            continue
        if found == nth:
            return f"{day}{number}{checks}"
        found += 1
    return ""


def check_digits(digits: str) -> str:
    """Return the two check digits of a Norwegian number's nine, or nothing where it can have none."""
    first = _modulo_11(digits, _FIRST_WEIGHTS)
    second = _modulo_11(f"{digits}{first}", _SECOND_WEIGHTS)
    return f"{first}{second}" if first < 10 and second < 10 else ""


def _modulo_11(digits: str, weights: tuple[int, ...]) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
    return -total % 11
