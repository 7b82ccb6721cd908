"""Rules as dated data: one reader for every TOML file that ships inside the package."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class RuleFileError(ValueError):
    """A rule file says something that cannot be read; the message names file and key."""


@dataclass(frozen=True, slots=True)
class RuleHead:
    """Where a rule file comes from, when it holds, and who has confirmed it.

    An empty ``checked_by`` means that no domain owner has confirmed the rule yet.
    """

    id: str
    version: str
    country: str
    valid_from: date
    valid_to: date | None
    source: str
    author: str
    checked_by: str
    next_review: date

    def holds_on(self, day: date) -> bool:
        """Say whether the rule holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


_HEAD_KEYS = {
    "id": str,
    "version": str,
    "country": str,
    "valid_from": date,
    "valid_to": date,
    "source": str,
    "author": str,
    "checked_by": str,
    "next_review": date,
}
_OPTIONAL_HEAD_KEYS = {"valid_to"}
_MOST_PARTS = 50


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule file as read: its head, and the rest of its keys for the room that owns it."""

    name: str
    head: RuleHead
    body: Mapping[str, Any]


def parse_rule_file(text: str, *, name: str) -> RuleFile:
    """Return the head and the body of a rule file.

    Raises:
        RuleFileError: the text is not TOML, or a key of the head is missing or of the wrong type.
    """
    table = read_toml(text, name=name)
    values = {key: _head_value(table, key, name=name) for key in _HEAD_KEYS}
    if values["valid_to"] is not None and values["valid_to"] < values["valid_from"]:
        raise RuleFileError(f"{name}: 'valid_to' is before 'valid_from'.")
    body = {key: value for key, value in table.items() if key not in _HEAD_KEYS}
    return RuleFile(name, RuleHead(**values), body)


def read_toml(text: str, *, name: str) -> dict[str, Any]:
    """Return a TOML text as a table.

    Raises:
        RuleFileError: the text is not TOML, or is nested or numbered beyond all sense.
    """
    try:
        _refuse_long_names(text)
        return tomllib.loads(text)
    except RecursionError as error:
        raise RuleFileError(f"{name}: not a readable TOML file: nested too deeply.") from error
    except ValueError as error:
        raise RuleFileError(f"{name}: not a readable TOML file: {error}.") from error


def _refuse_long_names(text: str) -> None:
    """Refuse a name of very many parts, over which the reader's time grows with the square."""
    for number, line in enumerate(text.split("\n"), start=1):
        name = line if line.lstrip().startswith("[") else line.rpartition("=")[0]
        if name.count(".") > _MOST_PARTS:
            raise ValueError(f"a name of more than {_MOST_PARTS} parts (at line {number})")


def only_keys(table: Mapping[str, Any], allowed: set[str], *, name: str, where: str) -> None:
    """Refuse a table with keys that nobody reads: a misspelt limit must not pass in silence.

    Raises:
        RuleFileError: the table has a key that is not allowed.
    """
    unknown = sorted(set(table) - allowed)
    if unknown:
        raise RuleFileError(
            f"{name}: unknown key {unknown[0]!r} in {where}; allowed are {', '.join(sorted(allowed))}."
        )


def shipped(package: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each TOML file that ships in a package's folder, by name."""
    folder = resources.files(package)
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            yield entry.name, entry.read_text(encoding="utf-8")


def shipped_text(package: str, name: str) -> str:
    """Return the text of one TOML file that ships in a package's folder."""
    return (resources.files(package) / name).read_text(encoding="utf-8")


def _head_value(table: Mapping[str, Any], key: str, *, name: str) -> Any:  # noqa: ANN401 - TOML
    if key not in table:
        if key in _OPTIONAL_HEAD_KEYS:
            return None
        raise RuleFileError(f"{name}: the key {key!r} is missing.")
    # A TOML date with a time is a datetime, which Python counts as a date.
    if type(table[key]) is not _HEAD_KEYS[key]:
        raise RuleFileError(
            f"{name}: {key!r} must be a {_HEAD_KEYS[key].__name__}, not {table[key]!r}."
        )
    return table[key]
