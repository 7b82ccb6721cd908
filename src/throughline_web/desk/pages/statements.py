"""The statements that anybody may read: accessibility, and how personal data are treated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.terms.language import Language

_TEXTS = files("throughline_web.desk") / "statements"
NAMES = ("accessibility", "privacy")
"""The statements that there are, each as one file a language."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a statement, with its paragraphs and then its points."""

    title: str
    text: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement in one language."""

    title: str
    lead: str
    updated: date
    sections: tuple[Section, ...]


def statement(name: str, *, language: Language, words: Mapping[str, str]) -> Statement:
    """Return a statement with this installation's own words put in.

    A word that the organiser has not given is replaced by the statement's own sentence about
    what is not known, so that a page never claims what nobody has decided.
    """
    told = tomllib.loads((_TEXTS / f"{name}.{language}.toml").read_text(encoding="utf-8"))
    known = {key: value for key, value in words.items() if value}
    filled = {**told["unknown"], **known}
    sections = tuple(_section(one, filled) for one in told["section"])
    return Statement(told["title"], told["lead"], told["updated"], sections)


def _section(told: Mapping[str, Any], words: Mapping[str, str]) -> Section:
    text, points = told.get("text", ()), told.get("points", ())
    return Section(told["title"], _filled(text, words), _filled(points, words))


def _filled(sentences: list[str], words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sentence.format_map(words) for sentence in sentences)
