"""How the import desk says states, kinds, numbers and moments in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from throughline_web.sources.states import State

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.utils.functional import _StrOrPromise

    from throughline.terms.language import Text
    from throughline_web.sources.models import ImportRun

KINDS: dict[str, _StrOrPromise] = {
    "lesson": gettext_lazy("Attendance by lesson"),
    "day": gettext_lazy("Attendance by day"),
    "summary": gettext_lazy("Attendance in sums"),
    "edfi-attendance": gettext_lazy("Attendance events"),
    "pupils": gettext_lazy("Pupils"),
    "guardians": gettext_lazy("Guardians"),
    "staff": gettext_lazy("Staff"),
    "grades": gettext_lazy("Grades"),
    "oneroster": gettext_lazy("Roster package"),
}
"""What one row of a file tells, as a person says it."""

TONES: dict[str, str] = {
    State.UPLOADED: "waits",
    State.CHECKING: "plain",
    State.CHECKED: "waits",
    State.STAGING: "plain",
    State.LIVE: "done",
    State.UNDONE: "blank",
    State.FAILED: "late",
    State.DISCARDED: "blank",
}
"""The shape that stands beside the word for a state."""

UNTOLD: dict[str, _StrOrPromise] = {
    "offered": gettext_lazy("how much lesson time was offered, so no share can be worked out"),
    "reported": gettext_lazy("how much of the lesson time was registered"),
    "present": gettext_lazy("presence"),
    "excused": gettext_lazy("excused absence"),
    "unexcused": gettext_lazy("unexcused absence"),
    "unresolved": gettext_lazy("absence that nobody has explained yet"),
    "other": gettext_lazy("other school activity"),
    "late": gettext_lazy("late arrivals"),
    "distance": gettext_lazy("teaching at a distance"),
    "subject": gettext_lazy("subjects, so no pattern by subject can be seen"),
    "given_name": gettext_lazy("given names"),
    "family_name": gettext_lazy("family names"),
    "birth_date": gettext_lazy("dates of birth, so nobody is known to have come of age"),
    "class_name": gettext_lazy("classes"),
    "year_group": gettext_lazy("year groups"),
    "mentor": gettext_lazy("mentors, so no mentor sees these pupils"),
    "starts_on": gettext_lazy("when pupils began at the school"),
}
"""What a file may be silent about, and what follows."""


def kind_words(run: ImportRun) -> str:
    """Return what a run's file is, or that nobody has said it yet."""
    return str(KINDS.get(run.kind, _("Not decided yet")))


def state_words(run: ImportRun) -> str:
    """Return how far a run has come; a checked one that has been let in waits its turn."""
    if run.state == State.CHECKED:
        return _("In the queue") if run.asked_at else _("Waits for your yes")
    if run.state == State.UPLOADED:
        return _("Waits for your answer")
    return str(State(run.state).label)


def untried_words() -> str:
    """Return what is to be said of a way to read files that no real file has proved."""
    return _("Nobody has tried this on a real file yet. Compare some pupils with the source.")


def number(value: int) -> str:
    """Return a whole number with its thousands parted."""
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)


def rows_words(count: int) -> str:
    """Return a number of rows in words."""
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": number(count)}


def size_words(size: int) -> str:
    """Return a file's size as a person says it."""
    if size < 1024 * 1024:
        return _("%(number)s kB") % {"number": number(max(size // 1024, 1))}
    tenths = number_format(size / (1024 * 1024), decimal_pos=1, use_l10n=True)
    return _("%(number)s MB") % {"number": tenths}


def moment_words(at: datetime) -> str:
    """Return a moment as day and time of day where the reader is."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())} {_clock(local)}"


def day_words(day: date) -> str:
    """Return a day as it is written in a list: 2026-11-22, or 22.11.2026 in Norwegian."""
    return f"{day:%d.%m.%Y}" if _language() == "nb" else day.isoformat()


def told(text: Text) -> str:
    """Return a text as the reader reads it."""
    match _language():
        case "nb":
            return text.nb
        case "en":
            return text.en
        case _other:
            return text.sv


def _clock(at: datetime) -> str:
    return f"{at:%H:%M}" if _language() == "en" else f"{at:%H.%M}"


def _language() -> str:
    return (get_language() or "sv")[:2]
