"""Files as schools send them, and the desk's steps in a few words."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.web.factories import NOW, TODAY, a_municipality, a_school, organiser_of
from throughline_web.organisations.members import SYSTEM
from throughline_web.sources import actions
from throughline_web.sources.actions import bringing, checking
from throughline_web.sources.queries import Place
from throughline_web.sources.receiving import seal

if TYPE_CHECKING:
    from throughline_web.sources.models import ImportRun

LESSON_HEAD = (
    "elev-id;datum;skola;klass;lektion;ämne;lektionstid (min);närvaro (min);"
    "giltig frånvaro (min);ogiltig frånvaro (min)"
)
PUPIL_HEAD = "elev-id;förnamn;efternamn;födelsedatum;skola;årskurs;klass;skyddade personuppgifter"
MONDAY = date(2026, 11, 16)

__all__ = ["LESSON_HEAD", "MONDAY", "PUPIL_HEAD", "lessons", "organiser_of", "pupils"]


def a_school_with_an_organiser(name="Björkskolan"):
    return a_school(name, organiser=a_municipality())


def lesson(pupil="e1", *, day=MONDAY, at="08:10", school="Björkskolan", group="7A", present=60):
    return f"{pupil};{day};{school};{group};{at};Matematik;60;{present};0;{60 - present}"


def lessons(*rows):
    return "\r\n".join([LESSON_HEAD, *rows, ""]).encode()


def lessons_of(pupil="e1", *, days=5, **more):
    return [lesson(pupil, day=MONDAY + timedelta(days=n), **more) for n in range(days)]


def pupil(
    pupil_id="e1", given="Elin", *, family="Berg", group="7A", protected="nej", school="Björkskolan"
):
    return f"{pupil_id};{given};{family};2013-05-02;{school};7;{group};{protected}"


def pupils(*rows):
    return "\r\n".join([PUPIL_HEAD, *rows, ""]).encode("utf-8-sig")


def take_in(content: bytes, *, organiser, school=None, name="fil.csv", by=SYSTEM) -> ImportRun:
    """Bring a file and see what it is, without checking it."""
    place = Place(organiser.pk, None if school is None else school.pk, "")
    with seal(io.BytesIO(content)) as sealing:
        run = actions.take_in(by=by, place=place, sealing=sealing, file_name=name, at=NOW)
    return bringing.recognise(by=by, run=run, on=TODAY, at=NOW)


def check(run: ImportRun) -> ImportRun:
    """Check a file that has been brought."""
    asked = actions.ask_for_check(by=SYSTEM, run=run, at=NOW)
    checked = checking.check(asked.pk, on=TODAY, now=lambda: NOW)
    assert checked is not None
    return checked


def bring(content: bytes, *, organiser, name="fil.csv", **more) -> ImportRun:
    """Bring, check and import a file in one go."""
    return actions.import_file(
        by=more.pop("by", SYSTEM),
        organiser_id=organiser.pk,
        stream=io.BytesIO(content),
        name=name,
        on=TODAY,
        now=lambda: NOW,
        **more,
    )
