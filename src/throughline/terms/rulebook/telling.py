"""A rule told to a person: its values line by line, and who has confirmed it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from throughline.terms.language import Language, Text, day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from throughline.terms.rulebook.reading import Rule

_CONFIRMED = Text("Bekräftad av {who}.", "Bekreftet av {who}.", "Confirmed by {who}.")
_READ = Text(
    "Läst i källan, men ännu inte bekräftad av en sakansvarig.",
    "Lest i kilden, men ennå ikke bekreftet av en fagansvarlig.",
    "Read in the source, but not yet confirmed by a domain owner.",
)
_BELIEVED = Text(
    "Inte kontrollerad mot någon källa och inte bekräftad av en sakansvarig.",
    "Ikke kontrollert mot noen kilde og ikke bekreftet av en fagansvarlig.",
    "Not checked against a source, and not confirmed by a domain owner.",
)


@dataclass(frozen=True, slots=True)
class ToldValue:
    """One value of a rule: where it stands (``ways[1].others``), and what it is in words."""

    name: str
    words: str


def confirmation(told: Rule) -> Text:
    """Return in words whether a domain owner has confirmed a rule, and what it rests on if not."""
    if told.is_confirmed:
        return _CONFIRMED.filled(who=told.checked_by)
    return _READ if told.is_read else _BELIEVED


def told_values(told: Rule, language: Language) -> tuple[ToldValue, ...]:
    """Return a rule's values in the order of its file; a table's own values stand under its name."""
    return tuple(_values(told.values, language))


def plain(value: object) -> object:
    """Return a rule's value as JSON can carry it."""
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _values(
    values: Mapping[str, object], language: Language, before: str = ""
) -> Iterator[ToldValue]:
    for key, value in values.items():
        name = f"{before}{key}"
        if isinstance(value, Mapping):
            yield from _values(value, language, f"{name}.")
        elif _is_list_of_tables(value):
            yield from _numbered(value, language, name)
        else:
            yield ToldValue(name, _shown(value, language))


def _is_list_of_tables(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, Mapping) for each in value)


def _numbered(value: object, language: Language, name: str) -> Iterator[ToldValue]:
    tables = value if isinstance(value, tuple) else ()
    for nth, each in enumerate(tables, start=1):
        yield from _values(each, language, f"{name}[{nth}].")


def _shown(value: object, language: Language) -> str:
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, date):
        return day_text(value)[language]
    if isinstance(value, str):
        return value
    return json.dumps(plain(value), ensure_ascii=False)
