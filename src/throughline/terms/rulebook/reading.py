"""Rule files as they are read: every rule of a file, its words, dates and values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from throughline.terms.language import LANGUAGES, Text
from throughline.terms.rules import RuleFileError, RuleHead, only_keys, parse_rule_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_Told = TypeVar("_Told")
_RULE_KEYS = {"id", "kind", "says", "source", "checked_by", "valid_from", "valid_to", "values"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one version: what it says, where from, when it holds, and its values.

    An empty ``checked_by`` means that nobody has even read it in its source. ``values`` cannot be
    changed: its arrays are tuples, and a table of exactly sv, nb and en is a ``Text``. ``subject``
    is what its file is about.
    """

    id: str
    kind: str
    says: Text
    source: str
    checked_by: str
    valid_from: date
    valid_to: date | None
    values: Mapping[str, Any]
    file: str
    head: RuleHead
    subject: Text

    @property
    def country(self) -> str:
        """The country whose rule it is, as its file says."""
        return self.head.country

    @property
    def is_confirmed(self) -> bool:
        """Whether a domain owner stands for the rule: somebody else than who wrote it down."""
        return self.is_read and not self.checked_by.startswith(self.head.author)

    @property
    def is_read(self) -> bool:
        """Whether somebody has read the rule in its source; else it is only believed."""
        return bool(self.checked_by)

    def holds_on(self, day: date) -> bool:
        """Say whether the rule holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def parse_rules(text: str, *, name: str) -> tuple[Rule, ...]:
    """Return the rules of one file, in its order.

    Raises:
        RuleFileError: a key is missing, unknown or of the wrong type; the message names it.
    """
    file = parse_rule_file(text, name=name)
    only_keys(file.body, {"name", "rule"}, name=name, where="the file")
    subject = _text(file.body.get("name"), name=name, where="'name'")
    return tuple(_rule(table, file.head, subject, name=name) for table in file.body.get("rule", ()))


def _rule(table: Mapping[str, Any], head: RuleHead, subject: Text, *, name: str) -> Rule:
    rule_id = _word(table, "id", name=name, where="a [[rule]]")
    where = f"rule {rule_id}"
    only_keys(table, _RULE_KEYS, name=name, where=where)
    starts_on = _day(table.get("valid_from", head.valid_from), name=name, where=where)
    ends_on = table.get("valid_to", head.valid_to)
    if ends_on is not None and _day(ends_on, name=name, where=where) < starts_on:
        raise RuleFileError(f"{name}: {where}: 'valid_to' is before 'valid_from'.")
    return Rule(
        id=rule_id,
        kind=_word(table, "kind", name=name, where=where),
        says=_text(table.get("says"), name=name, where=f"'says' of {where}"),
        source=_own(table, "source", head.source, name=name, where=where),
        checked_by=_own(table, "checked_by", head.checked_by, name=name, where=where),
        valid_from=starts_on,
        valid_to=ends_on,
        values=_kept(_own(table, "values", {}, name=name, where=where)),
        file=name,
        head=head,
        subject=subject,
    )


def _word(table: Mapping[str, Any], key: str, *, name: str, where: str) -> str:
    word = table.get(key)
    if not isinstance(word, str) or not word:
        raise RuleFileError(f"{name}: {where} needs {key!r}, a word.")
    return word


def _own(table: Mapping[str, Any], key: str, otherwise: _Told, *, name: str, where: str) -> _Told:
    """Return what a rule says of itself, else what holds otherwise; both are of one type."""
    own = table.get(key, otherwise)
    if not isinstance(own, type(otherwise)):
        raise RuleFileError(f"{name}: {where}: {key!r} must be a {type(otherwise).__name__}.")
    return own


def _day(value: object, *, name: str, where: str) -> date:
    # A TOML date with a time is a datetime, which Python counts as a date.
    if type(value) is not date:
        raise RuleFileError(f"{name}: {where}: {value!r} must be a date.")
    return value


def _text(table: object, *, name: str, where: str) -> Text:
    text = _kept(table)
    if not isinstance(text, Text):
        raise RuleFileError(f"{name}: {where} must be one text in sv, nb and en.")
    return text


def _kept(value: Any) -> Any:  # noqa: ANN401 - TOML
    """Return a TOML value as one that nobody can change."""
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        return Text(**value)
    if isinstance(value, dict):
        return MappingProxyType({key: _kept(one) for key, one in value.items()})
    return tuple(_kept(one) for one in value) if isinstance(value, list) else value
