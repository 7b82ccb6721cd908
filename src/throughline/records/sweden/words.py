"""The words of Sweden's answers: sentences in three languages, whole numbers and lists."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NAME = "sentences.toml"


def sentence(section: str, name: str, **values: object) -> Text:
    """Return a sentence with its placeholders filled."""
    return Text(**_sentences()[section][name]).filled(**values)


def paragraph(sentences: Iterable[Text]) -> Text:
    """Return sentences read one after another."""
    said = tuple(sentences)
    return Text(*(" ".join(each[language] for each in said) for language in LANGUAGES))


def enumeration(names: Sequence[Text]) -> Text:
    """Return names as they are listed in running text: ``svenska, engelska och matematik``."""
    if len(names) == 1:
        return names[0]
    others = Text(*(", ".join(each[language] for each in names[:-1]) for language in LANGUAGES))
    return sentence("list", "and", others=others, last=names[-1])


def whole(number: int) -> Text:
    """Return a whole number with its thousands apart: ``2 500`` and ``2,500``."""
    written = f"{number:,}"
    nordic = written.replace(",", "\u00a0")
    return Text(nordic, nordic, written)


@cache
def _sentences() -> dict[str, Any]:
    return read_toml(shipped_text("throughline.records.sweden", _NAME), name=_NAME)
