"""One pupil's page: what changed and why it is shown, what we do, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.records.ledger import Ledger, Totals
from throughline.records.windows import Window
from throughline.terms.attendance import Status
from throughline_web.desk.pages.worklist import one_a_ladder, seen_words
from throughline_web.desk.words import coverage_words, day_words, said, share
from throughline_web.earlywarning.choices import WAITING_STATES, AnswerKind
from throughline_web.ui.elements import Crumb, DataTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline_web.desk.pages.grades import GradesPanel
    from throughline_web.earlywarning.models import Answer, Case, Flag
    from throughline_web.organisations.queries import ShownPupil
    from throughline_web.ui.charts.values import Thread

WINDOWS = ("rolling:20", "month", "term", "year")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was seen, by which rule, since when and from how much registered time."""

    words: str
    rule: str
    since: str
    coverage: str
    action: str
    standing: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about the pupil, and by whom."""

    what: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class PupilPage:
    """The page of one pupil, as one reader may see it."""

    name: str
    beside: str
    crumbs: tuple[Crumb, ...]
    seen: tuple[Seen, ...]
    decided: tuple[Decided, ...]
    waits: bool
    waited: str
    answer_url: str
    concern_url: str
    readers_url: str
    protection_url: str
    grades: GradesPanel
    thread: Thread
    counted: str
    rates: DataTable
    school_id: int | None
    is_protected: bool


def rates_table(days: Sequence[PupilDay], *, on: date, school_days: Sequence[date]) -> DataTable:
    """Return each window's absence, kind by kind, never without its coverage."""
    ledger = Ledger(days)
    rows = []
    for name, label in _window_labels().items():
        span = Window.parse(name).span(on, school_days=school_days)
        if span is not None:
            rows.append((label, *_rates(ledger.totals(span))))
    headings = (
        _("Window"),
        _("Absence"),
        _("Excused"),
        _("Unexcused"),
        _("Unreported"),
        _("Registered"),
    )
    return DataTable(_("Absence in four windows"), headings, tuple(rows))


def _window_labels() -> dict[str, str]:
    labels = (_("the last 20 school days"), _("this month"), _("this term"), _("this school year"))
    return dict(zip(WINDOWS, labels, strict=True))


def _rates(totals: Totals) -> tuple[str, ...]:
    scopes = ("total", "excused", "unexcused", "unresolved")
    return (*(share(totals.rate(scope)) for scope in scopes), share(totals.coverage))


def seen_in(flags: Sequence[Flag], *, on: date) -> tuple[Seen, ...]:
    """Return what was seen, in the words it was said in when it was raised."""
    return tuple(
        Seen(
            words=seen_words(flag, on=on),
            rule=said(flag.reason.get("rule")),
            since=_("Since %(day)s") % {"day": day_words(flag.since, on=on)},
            coverage=_coverage(flag),
            action=said(flag.reason.get("action")),
            standing=flag.state == "standing",
        )
        for flag in one_a_ladder(flags)
    )


def _coverage(flag: Flag) -> str:
    """Return how much was registered; of what is no share, such as grades, only where it is known."""
    if flag.coverage is None and flag.measure != "share":
        return ""
    return coverage_words(flag.coverage)


def decided_in(case: Case | None) -> tuple[Decided, ...]:
    """Return the decisions of a case that stand, newest first."""
    return () if case is None else tuple(_decided(answer) for answer in case.answers.all())


def _decided(answer: Answer) -> Decided:
    who = answer.answered_by.name if answer.answered_by else _("a former member of staff")
    words = _("%(who)s, %(day)s") % {"who": who, "day": day_words(answer.answered_on)}
    if answer.return_on is not None:
        words += " · " + _("comes back %(day)s") % {"day": day_words(answer.return_on)}
    return Decided(str(AnswerKind(answer.kind).label), words, answer.note)


def counted_words(occasions: Mapping[Status, int], *, weeks: int) -> str:
    """Return what a source that counts occasions has counted; nothing is said where none does."""
    told = {status: count for status, count in occasions.items() if status in _counted_labels()}
    if not told:
        return ""
    labels = _counted_labels()
    counts = ", ".join(f"{labels[status]} {told[status]}" for status in labels if status in told)
    return _(
        "Counted in %(weeks)s weeks: %(counts)s. How much lesson time that is, the source does not say."
    ) % {"weeks": weeks, "counts": counts}


def _counted_labels() -> dict[Status, str]:
    return {
        Status.EXCUSED: _("excused absence"),
        Status.UNEXCUSED: _("unexcused absence"),
        Status.UNRESOLVED: _("unreported absence"),
        Status.LATE: _("late arrivals"),
        Status.EARLY_DEPARTURE: _("left early"),
        Status.PARTIAL: _("partly absent"),
    }


def answer_url_of(case: Case | None) -> str:
    """Return where to decide about a case, while it waits."""
    if case is None or case.state not in WAITING_STATES:
        return ""
    return reverse("desk:answer", args=[case.public_id])


def crumbs_to(pupil: ShownPupil) -> tuple[Crumb, ...]:
    """Return the way to the page."""
    return (Crumb(_("Pupils to follow up"), reverse("desk:worklist")), Crumb(pupil.name))
