"""Subjects from the rulebook: their codes, their names in three languages, and common spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text, same
from throughline.terms.rulebook import remembered, rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LANGUAGE_CODE = re.compile(r"[A-ZÅÄÖ]{2,4}")
_SIGNS = re.compile(r"[\s_,;:()/–—-]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject: its code, and its name as it stands inside a sentence.

    ``group`` is the code without the language that follows it: M2 of M2SPA, or of "M2 spanska"
    where a file writes the name. For all other subjects it is the code itself.
    """

    code: str
    name: Text
    group: str


def subject_of(word: str, country: str = "se") -> Subject | None:
    """Return the subject that a file writes as a code or a name; ``None`` for one nobody knows.

    Capitals, spaces, commas and hyphens do not matter. A name may be in any of the three languages.
    """
    return _spellings(country).get(_plain(word)) or _with_language(word, country)


def subjects(country: str = "se") -> tuple[Subject, ...]:
    """Return the subjects of a country, in the order of the rulebook."""
    return tuple(subject for subject, _ in _told(country))


def subject_name(code: str, country: str = "se") -> Text:
    """Return what a subject is called inside a sentence; an unknown one by its own name."""
    known = subject_of(code, country)
    return same(code) if known is None else known.name


@remembered
def _spellings(country: str) -> Mapping[str, Subject]:
    known: dict[str, Subject] = {}
    for subject, values in _told(country):
        names = (subject.name[language] for language in LANGUAGES)
        for spelling in (subject.code, *names, *values.get("words", ())):
            known.setdefault(_plain(spelling), subject)
    return known


def _with_language(word: str, country: str) -> Subject | None:
    """Return a subject that is followed by a language: M2SPA, or "moderna språk, spanska"."""
    code = word.strip().upper()
    plain = _plain(word)
    for spelling, subject in _followed_by_language(country):
        language = code.removeprefix(subject.code)
        if language != code and _LANGUAGE_CODE.fullmatch(language):
            return Subject(code, subject.name, subject.code)
        if plain.startswith(f"{spelling} "):
            named = f"{subject.code} {plain.removeprefix(spelling).strip()}"
            return Subject(named, subject.name, subject.code)
    return None


@remembered
def _followed_by_language(country: str) -> tuple[tuple[str, Subject], ...]:
    """Return each spelling that a language may follow, the longest first."""
    followed = {subject.code for subject, values in _told(country) if values.get("with_language")}
    found = [pair for pair in _spellings(country).items() if pair[1].code in followed]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


def _told(country: str) -> Iterator[tuple[Subject, Mapping[str, Any]]]:
    for each in rules(kind="subjects", country=country):
        for told in each.values["subjects"]:
            yield Subject(told["code"], told["name"], told["code"]), told


def _plain(word: str) -> str:
    return _SIGNS.sub(" ", word).strip().casefold()
