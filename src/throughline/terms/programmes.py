"""Programmes of upper-secondary school from the rulebook: codes, names, families and days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rulebook import remembered, rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.terms.rulebook import Rule

_LONG_CODE = re.compile(r"([A-ZÅÄÖ]{2,3})\d{2}\w*")
_SIGNS = re.compile(r"[\s_]+")


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme: its code, its name inside a sentence, and which pupils it takes.

    ``family`` is what eligibility is decided by: YRK for every vocational programme, otherwise the
    programme itself. ``group`` is vocational, preparatory or introductory.
    """

    code: str
    name: Text
    family: str
    group: str


@remembered
def programmes(country: str = "se", *, on: date) -> tuple[Programme, ...]:
    """Return the programmes that took in pupils on a day, in the order of the rulebook."""
    return tuple(
        Programme(code, told["name"], told["family"], each.values["group"])
        for each, code, told in _told(country, on)
    )


def programme_of(word: str, country: str = "se", *, on: date) -> Programme | None:
    """Return the programme that a file writes as a code or a name; ``None`` for one nobody knows.

    A code may be followed by the year of its curriculum and an orientation: ``NA25``,
    ``FS25SKOLFORLAGD``. ``on`` is the day on which the pupil began: a name may have been replaced.
    """
    long_code = _LONG_CODE.fullmatch(word.strip().upper())
    return _spellings(country, on).get(_plain(long_code[1] if long_code else word))


@remembered
def _spellings(country: str, on: date) -> Mapping[str, Programme]:
    known = {}
    told = {code: values for _, code, values in _told(country, on)}
    for programme in programmes(country, on=on):
        names = (programme.name[language] for language in LANGUAGES)
        for spelling in (programme.code, *names, *told[programme.code].get("words", ())):
            known[_plain(spelling)] = programme
    return known


def _told(country: str, on: date) -> list[tuple[Rule, str, Mapping[str, Any]]]:
    return [
        (each, code, values)
        for each in rules(kind="programmes", country=country, on=on)
        for code, values in each.values["programmes"].items()
        if values.get("from", on) <= on <= values.get("to", on)
    ]


def _plain(word: str) -> str:
    return _SIGNS.sub(" ", word.strip()).casefold()
