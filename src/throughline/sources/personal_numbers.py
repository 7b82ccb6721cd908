"""What sort of personal number something is, in Sweden and Norway; told, and never looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_SWEDISH = re.compile(
    r"(?P<century>\d{2})?(?P<day>\d{6})(?P<sign>[-+]?)(?P<number>\d{4})", re.ASCII
)
_TEMPORARY = re.compile(r"(?:\d{2})?\d{6}-?(?:T[A-Z]|[A-Z]{2})\d{2}", re.ASCII)
_NORWEGIAN = re.compile(r"(\d{6}) ?(\d{5})", re.ASCII)
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TEST_SERIES = range(980, 1000)
"""Birth numbers that Skatteverket keeps for test data and gives to nobody."""


class NumberKind(StrEnum):
    """The sorts of personal number that school files hold."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    TEMPORARY = "temporary"
    FODSELSNUMMER = "fødselsnummer"
    D_NUMBER = "d-number"
    SYNTHETIC = "synthetic"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A personal number as it was written, and what it is.

    ``checks`` says whether its check digits are right, ``None`` for a sort that has none; a wrong
    one is a remark on import and not a refusal, since authorities' own examples have them.
    ``country`` is ``se``, ``no`` or ``None``; ``born_on`` is the day it states, where it states one
    without a doubt of century.
    """

    kind: NumberKind
    checks: bool | None
    country: str | None = None
    born_on: date | None = None


_UNKNOWN = PersonalNumber(NumberKind.UNKNOWN, None)


def classify(value: str) -> PersonalNumber:
    """Return what sort of number a text is.

    Swedish: ten or twelve digits, day + 60 for samordningsnummer, two letters for a temporary
    number (SS 12000), birth numbers 980-999 for test data. Norwegian: eleven digits with two check
    digits, day + 40 for a D-number, month + 40, + 65 or + 80 for synthetic ones (Tenor).
    """
    text = value.strip().upper()
    if _TEMPORARY.fullmatch(text):
        return PersonalNumber(NumberKind.TEMPORARY, None, "se")
    norwegian = _NORWEGIAN.fullmatch(text)
    if norwegian:
        return _norwegian(norwegian[1] + norwegian[2])
    swedish = _SWEDISH.fullmatch(text.replace(" ", ""))
    return _swedish(swedish) if swedish else _UNKNOWN


def masked(value: str) -> str:
    """Return a personal number as it may be shown: only that there is one."""
    return "•" * min(len(value), 12)


def _swedish(found: re.Match[str]) -> PersonalNumber:
    year, month, day = (int(found["day"][place : place + 2]) for place in (0, 2, 4))
    kind = NumberKind.PERSONNUMMER
    if day > 60:
        kind, day = NumberKind.SAMORDNINGSNUMMER, day - 60
    if int(found["number"][:3]) in _TEST_SERIES:
        kind = NumberKind.SYNTHETIC
    full_year = int(found["century"]) * 100 + year if found["century"] else None
    if not _is_day(full_year if full_year is not None else 2000, month, day):
        return _UNKNOWN
    born = date(full_year, month, day) if full_year is not None else None
    checks = _luhn(found["day"] + found["number"]) == 0
    return PersonalNumber(kind, checks, "se", born)


def _norwegian(digits: str) -> PersonalNumber:
    day, month = int(digits[:2]), int(digits[2:4])
    kind = NumberKind.FODSELSNUMMER
    if day > 40:
        kind, day = NumberKind.D_NUMBER, day - 40
    for added in (80, 65, 40):
        if month > added:
            kind, month = NumberKind.SYNTHETIC, month - added
            break
    if not _is_day(2000, month, day):
        return _UNKNOWN
    return PersonalNumber(kind, _norwegian_checks(digits), "no")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(sum(divmod(number, 10)) for number in doubled) % 10


def _norwegian_checks(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    first = -sum(weight * number for weight, number in zip(_FIRST_WEIGHTS, numbers, strict=False))
    second = -sum(weight * number for weight, number in zip(_SECOND_WEIGHTS, numbers, strict=False))
    return (first % 11, second % 11) == (numbers[9], numbers[10])
