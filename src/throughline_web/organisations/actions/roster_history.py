"""Undoing what a roster did: the changes as they were seen, walked back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.announcements import PupilsChanged, announce
from throughline_web.organisations.roster.history import RosterChange, RosterWatch, watched
from throughline_web.organisations.roster.mentors import link_mentors
from throughline_web.organisations.roster.restoring import (
    KeptUnit,
    goes_with_its_unit,
    remove_unused,
    remove_unused_places,
    walk_back,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from throughline_web.organisations.members import Member

__all__ = [
    "KeptUnit",
    "RosterChange",
    "forget_unused_places",
    "forget_unused_pupils",
    "goes_with_its_unit",
    "restore_roster",
    "watch_roster",
]


def watch_roster(
    *, by: Member, organiser_id: int, pupils: Collection[str] = (), adults: bool = False
) -> AbstractContextManager[RosterWatch]:
    """Watch what the block does to these pupils (by the source's ids) and to the organiser's adults.

    ``changes`` of what is returned is filled when the block has ended.
    """
    return watched(organiser_id, pupils=pupils, adults=adults)


@transaction.atomic
def restore_roster(
    *, by: Member, organiser_id: int, changes: Sequence[RosterChange], on: date, at: datetime
) -> None:
    """Let the roster be as it was before the changes, given in the order in which they were made.

    What somebody has changed since stays as they left it. A pupil who was made is left without
    name or school until ``forget_unused_pupils``; a protection that came with a file stays, for
    only a person ends one.
    """
    if not changes:
        return
    walk_back(changes, at=at)
    link_mentors(organiser_id, on=on)
    pupils = {one.object_id for one in changes if one.entity == "pupil"}
    pupils |= {
        one.before["pupil_id"] if one.before else (one.after or {})["pupil_id"]
        for one in changes
        if one.entity in {"enrolment", "relation", "home"}
    }
    record_change(
        by,
        verb="restore_roster",
        action=Action.IMPORT_FILES,
        at=at,
        unit_id=organiser_id,
        changes=str(len(changes)),
    )
    announce(PupilsChanged(organiser_id, tuple(sorted(pupils))))


@transaction.atomic
def forget_unused_pupils(*, by: Member, organiser_id: int, pupil_ids: Collection[int]) -> int:
    """Remove those of the pupils whom no row in any room is about, and return how many."""
    return remove_unused(pupil_ids)


@transaction.atomic
def forget_unused_places(*, by: Member, changes: Sequence[RosterChange]) -> tuple[KeptUnit, ...]:
    """Remove the schools and classes that the changes made, and return those that must stay.

    To be asked once the rows of the import have gone. A school that stays keeps its organiser.
    """
    return remove_unused_places(changes)
