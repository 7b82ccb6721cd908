"""Keeping, renaming and removing the column mappings that somebody made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.sources.errors import ProfileNameTakenError
from throughline_web.sources.models import SavedProfile

if TYPE_CHECKING:
    from datetime import datetime

    from throughline_web.organisations.members import Member


@transaction.atomic
def save_profile(
    *, by: Member, organiser_id: int, name: str, text: str, at: datetime
) -> SavedProfile:
    """Keep a mapping made by hand, under a name, for the organiser's next file of the kind.

    Raises:
        ProfileNameTakenError: the organiser has a mapping of that name that says something else.
    """
    saved, is_new = SavedProfile.objects.get_or_create(
        organiser_id=organiser_id,
        name=name,
        defaults={"toml": text, "saved_by_id": by.account_id, "saved_at": at},
    )
    if not is_new and saved.toml != text:
        raise ProfileNameTakenError
    return saved


@transaction.atomic
def rename_profile(*, by: Member, saved: SavedProfile, name: str, at: datetime) -> SavedProfile:
    """Give a saved mapping another name; how it reads files stays as it is.

    Raises:
        ProfileNameTakenError: another mapping of the organiser bears the name.
    """
    locked = SavedProfile.objects.select_for_update().get(pk=saved.pk)
    others = SavedProfile.objects.filter(organiser=locked.organiser_id, name=name)
    if others.exclude(pk=locked.pk).exists():
        raise ProfileNameTakenError
    if locked.name != name:
        locked.name = name
        locked.save(update_fields=["name"])
        _log(by, "rename_mapping", locked, at=at)
    return locked


@transaction.atomic
def remove_profile(*, by: Member, saved: SavedProfile, at: datetime) -> None:
    """Remove a saved mapping. Imports that were read by it carry their own copy and stay."""
    _log(by, "remove_mapping", saved, at=at)
    SavedProfile.objects.filter(pk=saved.pk).delete()


def _log(by: Member, verb: str, saved: SavedProfile, *, at: datetime) -> None:
    record_change(
        by,
        verb=verb,
        action=Action.IMPORT_FILES,
        at=at,
        unit_id=saved.organiser_id,
        mapping=str(saved.pk),
    )
