"""The fields that a column of a foreign table can be mapped to: a closed list, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from throughline.terms.language import Text
from throughline.terms.rules import read_toml, shipped_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURES = (
    "offered",
    "reported",
    "present",
    "excused",
    "unexcused",
    "unresolved",
    "absent",
    "other",
    "late",
    "distance",
    "present_percent",
    "excused_percent",
    "unexcused_percent",
    "reported_percent",
    "status",
    "occasions",
    "basis",
    "documentation",
    "documented_on",
)
"""The fields that say how a lesson, day or period was attended."""

SHARES = ("present_percent", "excused_percent", "unexcused_percent", "reported_percent")
"""Those of them that are shares of the offered time."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column can tell.

    ``shape`` is how its cells are read, ``identity`` that they tell who somebody is, ``kinds`` the
    kinds of table that may have it, ``label`` its name on a page.
    """

    name: str
    shape: str
    identity: bool
    kinds: tuple[str, ...]
    label: Text


@cache
def fields() -> Mapping[str, Field]:
    """Return every field by its name, in the order of the list."""
    table = read_toml(shipped_text("throughline.sources", "fields.toml"), name="fields.toml")
    return {
        name: Field(
            name=name,
            shape=entry["shape"],
            identity=entry.get("identity", False),
            kinds=tuple(entry["kinds"]),
            label=Text(**entry["label"]),
        )
        for name, entry in table.items()
    }


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields that a table of one kind may have."""
    return tuple(field for field in fields().values() if kind in field.kinds)
