"""A mapping made by hand: which column says what, written as a profile like any other."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.sources import REQUIRED, Kind, Profile, fields_of, parse_profile, to_toml
from throughline.terms.language import same
from throughline_web.sources.pages.words import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from throughline.sources import Field
    from throughline_web.sources.looking import Look

KINDS = (
    Kind.LESSON,
    Kind.DAY,
    Kind.SUMMARY,
    Kind.PUPILS,
    Kind.GUARDIANS,
    Kind.STAFF,
    Kind.GRADES,
)
"""The kinds of table that can be mapped by hand."""

_CONSTANTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.LESSON: ("offered",),
    Kind.DAY: ("offered",),
    Kind.SUMMARY: ("starts_on", "ends_on"),
}


_USUAL = frozenset(
    {
        "date",
        "period",
        "starts_on",
        "ends_on",
        "school",
        "class",
        "start",
        "lesson",
        "subject",
        "offered",
        "present",
        "excused",
        "unexcused",
        "unresolved",
        "given_name",
        "family_name",
        "birth_date",
        "civic_number",
        "year_group",
        "mentor",
        "protected",
        "guardian",
        "email",
        "phone",
        "term",
        "level",
    }
)
"""What most files tell; the rest is asked for under a heading that one opens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a file may tell."""

    name: str
    label: str
    shape: str
    is_required: bool = False
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class Askable:
    """What can be asked about a file of one kind: its columns, and what holds for every row."""

    fields: tuple[Asked, ...]
    constants: tuple[Asked, ...]


def askable(kind: Kind) -> Askable:
    """Return the fields of a kind, those without which a row says nothing first."""
    required = REQUIRED[kind]
    known = sorted(fields_of(kind), key=lambda field: field.name not in required)
    return Askable(
        tuple(_asked(field, required) for field in known),
        tuple(
            Asked(name, label, shape)
            for name, label, shape in _constants()
            if name in _CONSTANTS.get(kind, ())
        ),
    )


def _asked(field: Field, required: Sequence[str]) -> Asked:
    is_required = field.name in required
    is_rare = not is_required and field.name not in _USUAL
    return Asked(field.name, told(field.label), field.shape, is_required, is_rare)


def _constants() -> tuple[tuple[str, str, str], ...]:
    return (
        ("offered", _("Minutes of each lesson or day, when no column says"), "minutes"),
        ("starts_on", _("First day of the period, when no column says"), "day"),
        ("ends_on", _("Last day of the period, when no column says"), "day"),
    )


def kind_named(word: str) -> Kind | None:
    """Return a kind that can be mapped by hand, or ``None`` where there is no such."""
    return next((kind for kind in KINDS if kind.value == word), None)


def proposed_columns(look: Look, kind: Kind, current: Profile | None) -> dict[str, str]:
    """Return the columns to begin with: the present mapping's, else those of the likeliest."""
    if current is not None and current.kind == kind:
        return look.column_of(current)
    found = (one.profile for one in look.proposals if one.profile.kind == kind)
    best = next(found, None)
    return {} if best is None else look.column_of(best)


def _digest(kind: Kind, columns: Mapping[str, str], constants: Mapping[str, str]) -> str:
    """Return the same word for the same answers, so that a file brought again is recognised."""
    said = repr((kind.value, sorted(columns.items()), sorted(constants.items())))
    return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()


def hand_made(
    kind: Kind,
    *,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    name: str,
) -> Profile:
    """Return the profile that a person's choices amount to.

    Raises:
        RuleFileError: a field is missing without which a row says nothing.
    """
    profile = Profile(
        id=f"hand-{_digest(kind, columns, constants)}",
        version="1",
        kind=kind,
        name=same(name or "–"),
        # Whoever made it has the file before them, which is what verifying means.
        verified=True,
        columns={field: (header,) for field, header in columns.items()},
        constants={key: value for key, value in constants.items() if key not in columns},
    )
    # Read back, so that what cannot be used is refused here and not when the file is read.
    return replace(profile, columns=parse_profile(to_toml(profile), name=profile.id).columns)
