"""The guardian's and the pupil's own page: attendance in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.records.ledger import Ledger
from throughline.terms.school_years import DateSpan, term_of
from throughline_web.desk.words import day_words, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline_web.desk.pages.grades import GradesPanel
    from throughline_web.organisations.queries import ConsentQuestion
    from throughline_web.ui.charts.values import Thread
    from throughline_web.ui.elements import DataTable


@dataclass(frozen=True, slots=True)
class OwnPupil:
    """One pupil as the pupil and the guardians see it: presence before absence, and no limits."""

    name: str
    school: str
    sentences: tuple[str, ...]
    grades: GradesPanel
    thread: Thread
    rates: DataTable


@dataclass(frozen=True, slots=True)
class OwnPage:
    """Everybody whom the reader is guardian of, or the reader.

    ``ended`` says whose page a guardian no longer sees; ``question`` asks a pupil of soon eighteen.
    """

    pupils: tuple[OwnPupil, ...]
    ended: tuple[str, ...] = ()
    question: ConsentQuestion | None = None


def plain_words(days: Sequence[PupilDay], *, on: date) -> tuple[str, ...]:
    """Return the term so far as a few sentences, never a rate without how much was registered."""
    span = DateSpan(term_of(on).starts_on, on)
    totals = Ledger(days).totals(span)
    rate = totals.rate("total")
    if rate is None:
        return (_("No attendance has been registered this term, so we do not know yet."),)
    words = {"share": share(1 - rate), "coverage": share(totals.coverage)}
    sentences = [
        _("Attendance this term is %(share)s. %(coverage)s of lesson time is registered.") % words
    ]
    if totals.unresolved:
        sentences.append(_("There are absences that nobody has explained yet. Talk to the mentor."))
    latest = max((one.day for one in days if one.reported), default=None)
    if latest is not None:
        sentences.append(_("The latest registered day is %(day)s.") % {"day": day_words(latest)})
    return tuple(sentences)
