"""The column mappings that somebody made by hand and saved: which there are, and who may change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from throughline.terms.rules import RuleFileError
from throughline_web.sources.models import ImportRun, SavedProfile
from throughline_web.sources.queries.places import places_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.sources import Profile
    from throughline_web.organisations.members import Member


@dataclass(frozen=True, slots=True)
class Mapping:
    """One saved mapping: what it reads, how many imports were read by it, and who may change it.

    ``profile`` is ``None`` where the stored text can no longer be read.
    """

    saved: SavedProfile
    profile: Profile | None
    uses: int
    may_change: bool


def mappings_for(member: Member, on: date) -> list[Mapping]:
    """Return the saved mappings of the organisers that the member brings files for, by name."""
    organisers = {place.organiser_id for place in places_of(member, on)}
    rows = SavedProfile.objects.filter(organiser__in=organisers)
    found = rows.select_related("saved_by", "organiser").order_by("name", "pk")
    return _told(list(found), member, on)


def mapping_for(member: Member, number: int, on: date) -> Mapping | None:
    """Return one saved mapping, if it belongs to an organiser that the member brings files for."""
    return next((one for one in mappings_for(member, on) if one.saved.pk == number), None)


def _told(rows: Sequence[SavedProfile], member: Member, on: date) -> list[Mapping]:
    profiles = {one.pk: _profile(one) for one in rows}
    uses = _uses({one.organiser_id for one in rows})
    settled = {place.organiser_id for place in places_of(member, on) if place.school_id is None}
    return [
        Mapping(
            one,
            profile,
            0 if profile is None else uses.get((one.organiser_id, profile.id), 0),
            one.organiser_id in settled or one.saved_by_id == member.account_id,
        )
        for one in rows
        for profile in (profiles[one.pk],)
    ]


def _uses(organisers: set[int]) -> dict[tuple[int, str], int]:
    runs = ImportRun.objects.filter(organiser__in=organisers, published_at__isnull=False)
    counted = runs.order_by().values_list("organiser", "profile_id").annotate(uses=Count("pk"))
    return {(organiser, profile): uses for organiser, profile, uses in counted}


def _profile(saved: SavedProfile) -> Profile | None:
    from throughline.sources import parse_profile  # noqa: PLC0415 - slow import

    try:
        return parse_profile(saved.toml, name=saved.name)
    except RuleFileError:
        return None
