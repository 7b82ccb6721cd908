"""Saying what a file is: by its own looks, or in somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline.sources import UnreadableSource, load_profile, parse_profile, to_toml
from throughline.terms.rules import RuleFileError
from throughline_web.sources.actions.desk import choose_profile, choose_school
from throughline_web.sources.errors import ProfileMissingError
from throughline_web.sources.looking import look_at
from throughline_web.sources.queries import schools_of
from throughline_web.sources.sentences import failure
from throughline_web.sources.states import Chosen, State
from throughline_web.sources.vault import SealBrokenError

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline.sources import Profile
    from throughline_web.organisations.members import Member
    from throughline_web.sources.looking import Look
    from throughline_web.sources.models import ImportRun


def recognise(
    *, by: Member, run: ImportRun, on: date, at: datetime, profile: str | None = None
) -> ImportRun:
    """Choose the profile of a new file, and its school when there is only one it can be.

    ``profile`` is the id or the text of one; without it the likeliest is chosen when it is sure
    enough. A file that is no table at all has failed afterwards.

    Raises:
        ProfileMissingError: ``profile`` is neither the id of a profile nor a readable one.
    """
    try:
        look = look_at(run)
    except UnreadableSource as unreadable:
        return _refuse(run, "unreadable", unreadable.text.as_dict(), at=at)
    except SealBrokenError:
        return _refuse(run, "unreadable_upload", failure("unreadable_upload").as_dict(), at=at)
    chosen = _named(profile) if profile else look.sure_profile
    if chosen is None:
        return run
    how = Chosen.NAMED if profile else Chosen.BY_ITSELF
    return use_profile(by=by, run=run, profile=chosen, look=look, on=on, how=how)


def use_profile(
    *, by: Member, run: ImportRun, profile: Profile, look: Look, on: date, how: Chosen
) -> ImportRun:
    """Read a file by a profile, and find the school of one that names none where that is plain.

    Why it is read so is kept with the import, for whoever asks later.
    """
    chosen = choose_profile(
        by=by,
        run=run,
        profile_id=profile.id,
        text=to_toml(profile),
        kind=str(profile.kind),
        verified=profile.verified,
    )
    chosen.findings = {
        "read_as": profile.name.as_dict(),
        "chosen": str(how),
        "reasons": [reason.as_dict() for reason in look.reasons_for(profile)],
    }
    chosen.save(update_fields=["findings"])
    if not look.needs_school(profile) or chosen.school_id is not None:
        return chosen
    schools = schools_of(run.organiser_id, on)
    if len(schools) == 1:
        return choose_school(by=by, run=chosen, school_id=next(iter(schools)), allowed=schools)
    chosen.findings = {**chosen.findings, "needs_school": True}
    chosen.save(update_fields=["findings"])
    return chosen


def use_proposed(*, by: Member, run: ImportRun, key: str, on: date) -> ImportRun:
    """Read a file by one of the profiles that were proposed for it.

    Raises:
        ProfileMissingError: no proposal bears that key.
        WrongStateError: the file is no longer open.
    """
    look = look_at(run)
    chosen = next((one.profile for one in look.proposals if one.profile.id == key), None)
    if chosen is None:
        raise ProfileMissingError
    return use_profile(by=by, run=run, profile=chosen, look=look, on=on, how=Chosen.NAMED)


def current_profile(run: ImportRun) -> Profile | None:
    """Return the profile that a file is read by at present, if somebody has chosen one."""
    try:
        return parse_profile(run.profile_text, name=run.profile_id) if run.profile_text else None
    except RuleFileError:
        return None


def _named(profile: str) -> Profile:
    try:
        return load_profile(profile)
    except RuleFileError as unknown:
        raise ProfileMissingError from unknown


def _refuse(run: ImportRun, code: str, text: dict[str, str], *, at: datetime) -> ImportRun:
    run.state = State.FAILED
    run.failure_code, run.failure_text, run.swept_at = code, text, at
    run.save(update_fields=["state", "failure_code", "failure_text", "swept_at"])
    return run
