"""Saved column mappings: what a system's table calls things, kept as TOML and read back the same."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from throughline.sources.dates import DateOrder
from throughline.sources.fields import fields, fields_of
from throughline.terms.attendance import Granularity, Status
from throughline.terms.language import LANGUAGES, Text, same
from throughline.terms.rules import RuleFileError, only_keys, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Word = TypeVar("_Word", bound=StrEnum)


class Kind(StrEnum):
    """What one row of a source tells."""

    LESSON = "lesson"
    DAY = "day"
    SUMMARY = "summary"
    PUPILS = "pupils"
    GUARDIANS = "guardians"
    STAFF = "staff"
    GRADES = "grades"
    EDFI = "edfi-attendance"
    ONEROSTER = "oneroster"


class Presence(StrEnum):
    """Whether a source states presence or leaves it to be what remains of the offered time."""

    STATED = "stated"
    IMPLIED = "implied"


REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.LESSON: ("pupil", "date"),
    Kind.DAY: ("pupil", "date"),
    Kind.SUMMARY: ("pupil",),
    Kind.PUPILS: ("pupil",),
    Kind.GUARDIANS: ("pupil",),
    Kind.STAFF: ("staff", "role"),
    Kind.GRADES: ("pupil", "subject", "grade"),
    Kind.EDFI: (),
    Kind.ONEROSTER: (),
}
"""The fields without which a row says nothing; a summary needs its period besides."""

GRANULARITIES: Mapping[Kind, Granularity] = {
    Kind.LESSON: Granularity.LESSON,
    Kind.DAY: Granularity.DAY,
    Kind.SUMMARY: Granularity.PERIOD,
    Kind.EDFI: Granularity.DAY,
}
"""How much time one row of each kind of attendance covers."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How to read one kind of table.

    ``columns`` gives each field the headers that mean it, the likeliest first; ``#`` is the row's
    own number. ``constants`` are values that the file does not say and a person has stated;
    ``assumption`` tells so wherever the figures are shown. ``statuses`` turns the source's words
    into ours. ``verified`` is false until somebody has seen a real export. ``minutes`` is what a
    bare number counts: 1 for minutes, 60 for hours. ``header`` is false for a table without one,
    whose columns are then called ``1``, ``2`` and so on.
    """

    id: str
    version: str
    kind: Kind
    name: Text
    verified: bool
    columns: Mapping[str, tuple[str, ...]]
    source: str = ""
    note: Text | None = None
    assumption: Text | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    presence: Presence = Presence.STATED
    date_order: DateOrder | None = None
    minutes: int = 1
    header: bool = True
    delimiter: str | None = None
    encoding: str | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The fields that must be among the columns or the constants."""
        return REQUIRED[self.kind]


_KEYS = {
    "id",
    "version",
    "kind",
    "name",
    "verified",
    "source",
    "note",
    "assumption",
    "presence",
    "date_order",
    "minutes",
    "header",
    "delimiter",
    "encoding",
    "columns",
    "constants",
    "status",
}


def parse_profile(text: str, *, name: str) -> Profile:
    """Return the profile that a TOML text states; ``name`` is the file in messages.

    Raises:
        RuleFileError: not TOML, an unknown key, field or word, or a required field without column.
    """
    table = read_toml(text, name=name)
    only_keys(table, _KEYS, name=name, where="the profile")
    kind = _member(Kind, table.get("kind"), name=name, key="kind")
    profile = Profile(
        id=_string(table, "id", name=name),
        version=_string(table, "version", name=name, default="1"),
        kind=kind,
        name=_text(table, "name", name=name) or same(_string(table, "id", name=name)),
        verified=bool(table.get("verified", False)),
        columns=_columns(table, kind, name=name),
        source=_string(table, "source", name=name, default=""),
        note=_text(table, "note", name=name),
        assumption=_text(table, "assumption", name=name),
        constants=_constants(table, kind, name=name),
        statuses=_statuses(table, name=name),
        presence=_member(Presence, table.get("presence", "stated"), name=name, key="presence"),
        date_order=_order(table, name=name),
        minutes=_minutes(table, name=name),
        header=bool(table.get("header", True)),
        delimiter=table.get("delimiter"),
        encoding=table.get("encoding"),
    )
    _refuse_incomplete(profile, name=name)
    return profile


def to_toml(profile: Profile) -> str:
    """Return a profile as the TOML text that ``parse_profile`` reads back the same."""
    return "\n".join(_toml_lines(profile)) + "\n"


def _toml_lines(profile: Profile) -> Iterator[str]:
    yield f"id = {_quoted(profile.id)}"
    yield f"version = {_quoted(profile.version)}"
    yield f"kind = {_quoted(profile.kind)}"
    yield f"verified = {str(profile.verified).lower()}"
    yield f"presence = {_quoted(profile.presence)}"
    yield f"minutes = {profile.minutes}"
    yield f"header = {str(profile.header).lower()}"
    for key in ("source", "delimiter", "encoding", "date_order"):
        value = getattr(profile, key)
        if value:
            yield f"{key} = {_quoted(value)}"
    for key in ("name", "note", "assumption"):
        yield from _text_lines(key, getattr(profile, key))
    yield from _table_lines("columns", profile.columns)
    yield from _table_lines("constants", profile.constants)
    yield from _table_lines("status", profile.statuses)


def _text_lines(key: str, text: Text | None) -> Iterator[str]:
    if text is not None:
        words = ", ".join(f"{language} = {_quoted(text[language])}" for language in LANGUAGES)
        yield f"{key} = {{ {words} }}"


def _table_lines(key: str, table: Mapping[str, object]) -> Iterator[str]:
    if table:
        yield f"\n[{key}]"
    for name, value in table.items():
        written = (
            "[" + ", ".join(_quoted(item) for item in value) + "]"
            if isinstance(value, tuple)
            else _quoted(str(value))
        )
        yield f"{_quoted(name)} = {written}"


def _quoted(value: str) -> str:
    # JSON's string is a TOML basic string, save for DEL, which TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _string(table: Mapping[str, Any], key: str, *, name: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str):
        raise RuleFileError(f"{name}: {key!r} must be a text, not {value!r}.")
    return value


def _text(table: Mapping[str, Any], key: str, *, name: str) -> Text | None:
    entry = table.get(key)
    if entry is None:
        return None
    if isinstance(entry, str):
        return same(entry)
    if not isinstance(entry, dict) or set(entry) != set(LANGUAGES):
        raise RuleFileError(f"{name}: {key!r} must be a text, or one each for sv, nb and en.")
    return Text(**{language: str(entry[language]) for language in LANGUAGES})


def _columns(table: Mapping[str, Any], kind: Kind, *, name: str) -> dict[str, tuple[str, ...]]:
    entries = table.get("columns", {})
    _known_fields(entries, kind, name=name, where="columns")
    columns: dict[str, tuple[str, ...]] = {}
    for key, words in entries.items():
        listed = [words] if isinstance(words, str) else words
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            raise RuleFileError(f"{name}: {key!r} in columns must be a header or a list of them.")
        columns[key] = tuple(listed)
    return columns


def _constants(table: Mapping[str, Any], kind: Kind, *, name: str) -> dict[str, str]:
    entries = table.get("constants", {})
    _known_fields(entries, kind, name=name, where="constants")
    return {
        key: value.isoformat() if isinstance(value, date) else str(value)
        for key, value in entries.items()
    }


def _known_fields(entries: Mapping[str, Any], kind: Kind, *, name: str, where: str) -> None:
    allowed = {known.name for known in fields_of(kind)}
    only_keys(entries, allowed, name=name, where=f"{where} of kind {kind.value!r}")


def _statuses(table: Mapping[str, Any], *, name: str) -> dict[str, Status]:
    return {
        word: _member(Status, status, name=name, key=f"status.{word}")
        for word, status in table.get("status", {}).items()
    }


def _order(table: Mapping[str, Any], *, name: str) -> DateOrder | None:
    value = table.get("date_order")
    return None if value is None else _member(DateOrder, value, name=name, key="date_order")


def _minutes(table: Mapping[str, Any], *, name: str) -> int:
    value = table.get("minutes", 1)
    if not isinstance(value, int) or not 1 <= value <= 1440:
        raise RuleFileError(f"{name}: 'minutes' must be a whole number from 1 to 1440.")
    return value


def _member(kind: type[_Word], value: object, *, name: str, key: str) -> _Word:
    try:
        return kind(str(value))
    except ValueError:
        allowed = ", ".join(kind)
        raise RuleFileError(f"{name}: {key!r} must be one of {allowed}; not {value!r}.") from None


def _refuse_incomplete(profile: Profile, *, name: str) -> None:
    for required in profile.required:
        if required not in profile.columns and required not in profile.constants:
            raise RuleFileError(
                f"{name}: the field {required!r} ({fields()[required].label.en}) has no column."
            )
