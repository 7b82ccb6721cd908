"""The words of Norwegian answers: sentences in three languages, numbers, hours and lists."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from throughline.terms.language import LANGUAGES, Text, same
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

_NAME = "sentences.toml"
_CENT = Decimal("0.01")


def sentence(section: str, name: str, **values: object) -> Text:
    """Return a sentence with its placeholders filled."""
    return Text(**_sentences()[section][name]).filled(**values)


def counted(section: str, name: str, count: int, **values: object) -> Text:
    """Return the sentence of a name in the form that a number asks for: one, or many."""
    one = f"{name}_one"
    has_one = count == 1 and one in _sentences()[section]
    return sentence(section, one if has_one else name, n=count, **values)


def paragraph(sentences: Iterable[Text]) -> Text:
    """Return sentences read one after another."""
    said = tuple(sentences)
    return Text(*(" ".join(each[language] for each in said) for language in LANGUAGES))


def number(value: Decimal) -> Text:
    """Return a number with the decimal sign of each language: ``42,8`` and ``42.8``."""
    written = f"{value:f}"
    nordic = written.replace(".", ",")
    return Text(nordic, nordic, written)


def hours(value: Fraction | int, *, floor: bool = False) -> Text:
    """Return hours in words with at most two decimals: ``14 timer``, ``5,6 timer``.

    Args:
        value: hours of sixty minutes.
        floor: round down, for what is left: nobody shall be told of more than there is.
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(_CENT, rounding=ROUND_FLOOR if floor else ROUND_HALF_UP)
    plain = Decimal(f"{rounded:f}".rstrip("0").rstrip("."))
    return sentence("amount", "hour" if plain == 1 else "hours", number=number(plain))


def capital(text: Text) -> Text:
    """Return a text whose first letter is a capital in each language."""
    return Text(*(text[language][:1].upper() + text[language][1:] for language in LANGUAGES))


def enumeration(names: Sequence[Text], *, joined_by: str = "and") -> Text:
    """Return names as they are listed in running text: ``engelsk, matematikk og norsk``."""
    if len(names) < 2:
        return names[0] if names else same("")
    others = Text(*(", ".join(each[language] for each in names[:-1]) for language in LANGUAGES))
    return sentence("list", joined_by, others=others, last=names[-1])


@cache
def _sentences() -> dict[str, Any]:
    return read_toml(shipped_text("throughline.records.norway", _NAME), name=_NAME)
