"""The sentences of the command, in three languages, and how it writes days and shares."""

from __future__ import annotations

import errno
import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text, percent, same
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNKNOWN = "–"
"""What stands where nothing is known: never a nought."""


def sentence(section: str, name: str, /, **values: object) -> Text:
    """Return one sentence with its placeholders filled; a plain value reads alike in all three."""
    filled = {
        key: value if isinstance(value, Text) else same(str(value)) for key, value in values.items()
    }
    return Text(**_sentences()[section][name]).filled(**filled)


def share_text(share: float | None) -> Text:
    """Return a share as whole percent, or a dash where it is unknown."""
    return same(UNKNOWN) if share is None else percent(share)


def number_text(number: int) -> Text:
    """Return a count with its thousands parted, as each language parts them."""
    nordic = f"{number:,}".replace(",", "\u00a0")
    return Text(nordic, nordic, f"{number:,}")


def joined(texts: Iterable[Text], sign: str = " ") -> Text:
    """Return texts one after another, in each language, with a sign between them."""
    kept = list(texts)
    return Text(*(sign.join(text[language] for text in kept) for language in LANGUAGES))


def printable(line: str) -> str:
    """Return a line without signs that a terminal would obey: a file's cells may hold any."""
    return _OBEYED.sub("\ufffd", line.replace("\t", " "))


def nearest(word: str, known: Iterable[str]) -> Text | None:
    """Return the question whether a known word was meant; ``None`` where none is like it."""
    found = get_close_matches(word.casefold(), list(known), n=1, cutoff=0.5)
    return sentence("arguments", "guess", nearest=found[0]) if found else None


def reason_of(error: OSError) -> Text:
    """Return why the machine refused, in words; its own words where we have none."""
    name = errno.errorcode.get(error.errno or 0, "")
    if name in _sentences()["reasons"]:
        return sentence("reasons", name)
    return same(error.strerror or type(error).__name__)


@cache
def _sentences() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    for name in ("sentences.toml", "command_line.toml", "grades_sentences.toml"):
        told |= read_toml(shipped_text("throughline.cli", name), name=name)
    return told
