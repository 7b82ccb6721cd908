"""What a person does with a file before it is let in: bring it, say what it is, drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.sources.errors import (
    NotThisPlaceError,
    ProfileMissingError,
    SchoolMissingError,
    WrongStateError,
)
from throughline_web.sources.models import ImportRun, ProtectionChoice
from throughline_web.sources.queries import same_file_in_use
from throughline_web.sources.states import OPEN, State
from throughline_web.sources.vault import remove_upload

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from throughline_web.organisations.members import Member
    from throughline_web.sources.queries import Place
    from throughline_web.sources.vault import Sealing


@transaction.atomic
def take_in(
    *, by: Member, place: Place, sealing: Sealing, file_name: str, at: datetime
) -> ImportRun:
    """Keep an upload and open its import; nothing of it has been read yet."""
    run = ImportRun.objects.create(
        organiser_id=place.organiser_id,
        school_id=place.school_id,
        file_name=file_name,
        file_size=sealing.size,
        sha256=sealing.sha256,
        upload=sealing.name,
        created_by_id=by.account_id,
        created_at=at,
    )
    log(by, "upload_file", run, at=at)
    sealing.keep()
    return run


@transaction.atomic
def choose_profile(
    *, by: Member, run: ImportRun, profile_id: str, text: str, kind: str, verified: bool
) -> ImportRun:
    """Say how a file's columns are to be read; what was found with another mapping is forgotten.

    Raises:
        WrongStateError: the file is no longer open.
    """
    locked = open_run(run)
    locked.profile_id = profile_id[:120]
    locked.profile_text = text
    locked.profile_verified = verified
    locked.kind = kind
    locked.state = State.UPLOADED
    locked.worker = ""
    locked.asked_at = None
    locked.findings = {}
    locked.save()
    locked.issues.all().delete()
    return locked


@transaction.atomic
def choose_school(
    *, by: Member, run: ImportRun, school_id: int, allowed: Collection[int]
) -> ImportRun:
    """Say which school a file is about that names none.

    Raises:
        NotThisPlaceError: the school is not among those the person may bring files for.
        WrongStateError: the file is no longer open.
    """
    if school_id not in allowed:
        raise NotThisPlaceError
    locked = open_run(run)
    locked.school_id = school_id
    locked.state = State.UPLOADED
    locked.save(update_fields=["school", "state"])
    return locked


@transaction.atomic
def ask_for_check(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Let a dry run begin: it counts and remarks, and changes nothing.

    A file that is already in use, read in the same way for the same place, is put away at once,
    with a link to the import that it repeats.

    Raises:
        ProfileMissingError: nobody has said how the columns are to be read.
        SchoolMissingError: the file names no school, and nobody has.
        WrongStateError: the file is no longer open.
    """
    locked = open_run(run)
    if not locked.profile_text:
        raise ProfileMissingError
    if locked.lacks_school:
        raise SchoolMissingError
    if put_away_if_repeated(locked, at=at):
        return locked
    locked.state = State.CHECKING
    locked.worker = ""
    locked.bytes_read = locked.rows_read = 0
    locked.save()
    return locked


@transaction.atomic
def ask_for_import(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Put a checked file in the queue of its organiser; asking twice changes nothing.

    Raises:
        WrongStateError: the file has not been checked, or is no longer open.
    """
    locked = open_run(run)
    if locked.state != State.CHECKED:
        raise WrongStateError
    if locked.asked_at is None:
        locked.asked_at = at
        locked.asked_by_id = by.account_id
        locked.save(update_fields=["asked_at", "asked_by"])
        log(by, "import_file", locked, at=at)
    return locked


@transaction.atomic
def discard(*, by: Member, run: ImportRun, at: datetime) -> ImportRun:
    """Put away a file that is not to be let in; the upload is removed at once.

    Raises:
        WrongStateError: the file is no longer open.
    """
    locked = open_run(run)
    put_away(locked, at=at)
    log(by, "discard_file", locked, at=at)
    return locked


@transaction.atomic
def choose_protection(
    *, by: Member, organiser_id: int, accepts_protected: bool, at: datetime
) -> ProtectionChoice:
    """Settle whether rows marked as protected identity are let in; the decision is logged."""
    choice, _ = ProtectionChoice.objects.update_or_create(
        organiser_id=organiser_id,
        defaults={
            "accepts_protected": accepts_protected,
            "decided_by_id": by.account_id,
            "decided_at": at,
        },
    )
    record_change(
        by,
        verb="accept_protected_rows" if accepts_protected else "refuse_protected_rows",
        action=Action.IMPORT_FILES,
        at=at,
        unit_id=organiser_id,
    )
    return choice


def open_run(run: ImportRun) -> ImportRun:
    """Return the run, locked for this transaction, while a person may still decide about it."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state not in OPEN or (locked.asked_at is not None and locked.worker):
        raise WrongStateError
    return locked


def put_away(run: ImportRun, *, at: datetime) -> None:
    """End an import that has let nothing in."""
    upload = run.upload
    run.state = State.DISCARDED
    run.upload = run.worker = ""
    run.asked_at = None
    run.swept_at = at
    run.save()
    run.issues.all().delete()
    transaction.on_commit(lambda: remove_upload(upload))


def put_away_if_repeated(run: ImportRun, *, at: datetime) -> bool:
    """End an import whose file is already in use, and say which import it repeats."""
    same = same_file_in_use(run)
    if same is None:
        return False
    run.findings = {**run.findings, "same_as": str(same.public_id)}
    put_away(run, at=at)
    return True


def log(by: Member, verb: str, run: ImportRun, *, at: datetime) -> None:
    """Log what somebody did with a file, by the import's id and never by the file's name."""
    record_change(
        by,
        verb=verb,
        action=Action.IMPORT_FILES,
        at=at,
        unit_id=run.school_id or run.organiser_id,
        run=str(run.public_id),
    )
