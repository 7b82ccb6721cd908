"""The whole desk in one call, in this process: for commands and for the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.sources.actions.desk import ask_for_check, ask_for_import, take_in
from throughline_web.sources.queries import Place
from throughline_web.sources.receiving import seal, shown_name
from throughline_web.sources.states import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from typing import BinaryIO

    from throughline_web.organisations.members import Member
    from throughline_web.sources.models import ImportRun


def import_file(  # noqa: PLR0913 - the whole desk in one call
    *,
    by: Member,
    organiser_id: int,
    stream: BinaryIO,
    name: str,
    on: date,
    now: Callable[[], datetime],
    school_id: int | None = None,
    profile: str | None = None,
) -> ImportRun:
    """Bring, check and import one file, and return its import when it is done.

    ``profile`` is the id of a shipped profile or the text of one; without it the likeliest is
    taken. The answer is ``LIVE``, or ``DISCARDED`` when the same file is in use already, or
    ``FAILED`` with ``failure_text``; ``UPLOADED`` when nobody can tell what the file is or which
    school it is about. Nothing of a file that is not ``LIVE`` is kept.
    """
    # The readers are slow to import, and a site that starts does not need them.
    from throughline_web.sources.actions import (  # noqa: PLC0415 - slow import
        bringing,
        checking,
        importing,
    )

    place = Place(organiser_id, school_id, "")
    with seal(stream) as sealing:
        run = take_in(by=by, place=place, sealing=sealing, file_name=shown_name(name), at=now())
    run = bringing.recognise(by=by, run=run, on=on, at=now(), profile=profile)
    if run.can_be_checked:
        asked = ask_for_check(by=by, run=run, at=now())
        checked = checking.check(asked.pk, on=on, now=now)
        if checked is not None and checked.state == State.CHECKED:
            ask_for_import(by=by, run=checked, at=now())
            importing.import_waiting(organiser_id, on=on, now=now)
    # A run that is put last gets a new id, so it is found again by the one that stays.
    return type(run).objects.get(public_id=run.public_id)
