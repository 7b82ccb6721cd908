"""A first look at a file: what it is likely to be, and its first rows without anybody's identity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop as _

from throughline.sources import (
    MASK,
    SourceFile,
    UnreadableSource,
    detect,
    fields_of,
    parse_profile,
    preview,
)
from throughline.sources.cells import protected
from throughline.sources.headers import match
from throughline.terms.language import same
from throughline.terms.rules import RuleFileError
from throughline_web.sources.models import SavedProfile
from throughline_web.sources.sentences import in_every_language
from throughline_web.sources.states import WITHOUT_SCHOOL
from throughline_web.sources.vault import open_upload

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from throughline.sources import Preview, Profile
    from throughline.terms.language import Text
    from throughline_web.sources.models import ImportRun

_SURE = 0.5
_LEAD = 0.02
"""A profile is chosen by itself when it knows half of the columns and leads the next kind."""

_SAVED_HERE = _("Somebody here has saved how a file with these columns is to be read.")
_TELLS_PROTECTED = re.compile(
    r"skydd|sekret|skjerm|fortrolig|adressesper|adressebesk|hemlig|protect|security", re.IGNORECASE
)
_TELLS_WHO = re.compile(r"\d{6}|\S@\S")
_WHOLE_PACKAGES = frozenset({"edfi-attendance", "oneroster"})


@dataclass(frozen=True, slots=True)
class Proposed:
    """One way in which the file may be read, and why; ``is_saved`` when somebody here made it."""

    profile: Profile
    score: float
    reasons: tuple[Text, ...]
    is_complete: bool
    is_saved: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a file shows. ``rows`` tell of nobody: names and numbers are masked."""

    proposals: tuple[Proposed, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Text, ...]

    @property
    def sure_profile(self) -> Profile | None:
        """The profile that needs no question, if there is one."""
        complete = [one for one in self.proposals if one.is_complete]
        if not complete or complete[0].score < _SURE:
            return None
        best = complete[0]
        rivals = (one for one in complete[1:] if one.profile.kind != best.profile.kind)
        rival = next(rivals, None)
        return best.profile if rival is None or best.score - rival.score > _LEAD else None

    def reasons_for(self, profile: Profile) -> tuple[Text, ...]:
        """Return why a profile was proposed; nothing when it was not."""
        found = (one.reasons for one in self.proposals if one.profile.id == profile.id)
        return next(found, ())

    def needs_school(self, profile: Profile) -> bool:
        """Say whether a person must name the school, for no column does."""
        if str(profile.kind) in WITHOUT_SCHOOL | _WHOLE_PACKAGES or "school" in profile.constants:
            return False
        return "school" not in match(self.headers, profile.columns)

    def column_of(self, profile: Profile) -> dict[str, str]:
        """Return the header that each field of a profile is read from."""
        return {name: place.header for name, place in match(self.headers, profile.columns).items()}


def look_at(run: ImportRun, *, rows: int = 8, profile: Profile | None = None) -> Look:
    """Return a first look at the file of a run; ``profile`` tells which columns to mask.

    Raises:
        UnreadableSource: the file is no sort of table.
        SealBrokenError: the upload can no longer be opened.
    """
    with open_upload(run.upload) as stream:
        source = SourceFile(run.file_name, stream)
        found = tuple(
            Proposed(one.profile, one.score, one.reasons, is_complete=not one.missing)
            for one in detect(source)
        )
        shown = _preview(source, rows=rows, profile=profile, is_package=_is_package(found))
    if shown is None:
        return Look(found, (), (), ())
    saved = _saved(run.organiser_id, shown.headers)
    proposals = tuple(sorted((*saved, *found), key=lambda one: -one.score))
    return Look(proposals, shown.headers, _masked(shown, profile or _best(proposals)), shown.notes)


def _is_package(found: Sequence[Proposed]) -> bool:
    return bool(found) and str(found[0].profile.kind) in _WHOLE_PACKAGES


def _best(proposals: Sequence[Proposed]) -> Profile | None:
    return proposals[0].profile if proposals else None


def _preview(
    source: SourceFile, *, rows: int, profile: Profile | None, is_package: bool
) -> Preview | None:
    try:
        return preview(source, rows=rows, profile=profile)
    except UnreadableSource:
        # A package of several tables has no first rows of its own.
        if is_package:
            return None
        raise


def _saved(organiser_id: int, headers: Sequence[str]) -> Iterator[Proposed]:
    for saved in SavedProfile.objects.filter(organiser=organiser_id).order_by("-saved_at"):
        try:
            read = parse_profile(saved.toml, name=saved.name)
        except RuleFileError:
            continue
        profile = replace(read, name=same(saved.name))
        found = match(headers, profile.columns)
        if found.keys() >= set(profile.columns):
            share = len({place.index for place in found.values()}) / max(len(headers), 1)
            # Somebody here has said how this very table is to be read.
            reasons = (in_every_language(_SAVED_HERE),)
            yield Proposed(profile, 1 + share, reasons, is_complete=True, is_saved=True)


def _masked(shown: Preview, profile: Profile | None) -> tuple[tuple[str, ...], ...]:
    hidden = _identity_columns(shown.headers, profile)
    hidden |= {
        place
        for place in range(len(shown.headers))
        if _may_tell_who([row[place] for row in shown.rows if place < len(row)])
    }
    marks = _marking_columns(shown.headers, profile)
    return tuple(
        tuple(
            MASK if cell.strip() and (place in hidden or _is_marked(row, marks)) else cell
            for place, cell in enumerate(row)
        )
        for row in shown.rows
    )


def _marking_columns(headers: Sequence[str], profile: Profile | None) -> set[int]:
    """Return the columns that may say whom a decision protects, whatever the file is read as."""
    stated = {} if profile is None else match(headers, profile.columns)
    known = {stated["protected"].index} if "protected" in stated else set()
    return known | {place for place, head in enumerate(headers) if _TELLS_PROTECTED.search(head)}


def _is_marked(row: Sequence[str], marks: Set[int]) -> bool:
    return any(protected(row[place]) for place in marks if place < len(row))


def _identity_columns(headers: Sequence[str], profile: Profile | None) -> set[int]:
    if profile is None:
        return set()
    telling = {field.name for field in fields_of(profile.kind) if field.identity}
    return {
        place.index for name, place in match(headers, profile.columns).items() if name in telling
    }


def _may_tell_who(cells: Sequence[str]) -> bool:
    """Say whether cells nobody has explained could be names: words, and hardly two alike."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_TELLS_WHO.search(cell) for cell in filled):
        return True
    words = [cell for cell in filled if sum(map(str.isalpha, cell)) > len(cell) / 2]
    return len(words) > 2 and len(set(words)) > len(words) / 2
