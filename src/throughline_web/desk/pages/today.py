"""Today: at most five things that wait for me, oldest first, each a sentence and one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.desk.pages.worklist import beside, first_reason
from throughline_web.desk.words import day_words, school_days_words

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.desk.queries import SilentClass, Told
    from throughline_web.records.queries import SchoolDays
    from throughline_web.sources.queries import WaitingRun

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for me: a sentence and one button."""

    who: str
    beside: str
    words: str
    waited: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A way to one of my classes, my school or my child."""

    label: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The first page of whoever I am."""

    greeting: str
    lead: str
    waiting: tuple[Waiting, ...]
    more: str
    links_title: str
    links: tuple[Link, ...]

    @property
    def links_are_short(self) -> bool:
        """Whether the links are names alone, to stand side by side."""
        return not any(link.detail for link in self.links)


def waiting_case(one: Told, *, calendar: SchoolDays, on: date) -> Waiting:
    """Return a case as a thing that waits."""
    waited = calendar.between(one.case.waits_from or on, on)
    return Waiting(
        one.pupil.name,
        beside(one.pupil),
        first_reason(one.case, on=on),
        school_days_words(waited),
        _("Decide"),
        reverse("desk:answer", args=[one.case.public_id]),
    )


def waiting_class(silent: SilentClass) -> Waiting:
    """Return a class that the school has not registered as a thing that waits for the school."""
    words = _("Attendance has not been registered since %(day)s for %(count)s pupils.") % {
        "day": day_words(silent.since),
        "count": silent.pupils,
    }
    return Waiting(silent.name, "", words, "", _("See the school"), reverse("desk:school"))


def waiting_file(run: WaitingRun) -> Waiting:
    """Return a checked file as a thing that waits for a yes."""
    words = _("The file is checked. Say whether it may be used.")
    return Waiting(
        run.file_name, "", words, "", _("See"), reverse("sources:run", args=[run.public_id])
    )


def lead_of(count: int) -> str:
    """Return the line under the greeting."""
    if not count:
        return _("Nothing waits for you right now.")
    return ngettext("%(count)s thing waits for you.", "%(count)s things wait for you.", count) % {
        "count": count
    }


def more_of(count: int) -> str:
    """Return how many more wait than are shown."""
    hidden = count - MOST_SHOWN
    if hidden <= 0:
        return ""
    return ngettext("See %(count)s more", "See %(count)s more", hidden) % {"count": hidden}
