"""Pupils to follow up: need on the left, what we do on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughline_web.desk.words import coverage_words, day_words, said, school_days_words
from throughline_web.earlywarning.choices import WAITING_STATES, AnswerKind, CaseState, FlagState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline_web.earlywarning.models import Answer, Case, Flag
    from throughline_web.organisations.queries import ShownPupil
    from throughline_web.records.queries import SchoolDays
    from throughline_web.ui.charts.values import Bars, Sparkline
    from throughline_web.ui.elements import Column, Pill, Turner

_TONES = {
    AnswerKind.SUPPORT_WANTED: "support",
    AnswerKind.TALK_PLANNED: "waits",
    AnswerKind.KNOWN: "done",
    AnswerKind.WRONG_DATA: "plain",
}


@dataclass(frozen=True, slots=True)
class Doing:
    """What we do now about one pupil: a decision, or the visible lack of one."""

    badge: str
    tone: str
    detail: str = ""
    undo_url: str = ""


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One pupil on the list. Of a protected identity there is a cover name and nothing beside it."""

    case_id: str
    name: str
    beside: str
    page_url: str
    why: str
    also: tuple[str, ...]
    since: str
    coverage: str
    sparkline: Sparkline
    waited: str
    waits: bool
    doing: Doing
    answer_url: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter with several choices."""

    label: str
    choices: tuple[Pill, ...]


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """The page *Elever att följa upp*."""

    lead: str
    pills: tuple[Pill, ...]
    menus: tuple[Menu, ...]
    columns: tuple[Column, ...]
    rows: tuple[WorklistRow, ...]
    turner: Turner | None
    chart: Bars | None
    empty_title: str
    empty_advice: str


def worst_first(case: Case) -> list[Flag]:
    """Return the flags that say how it is now, the highest step first and then the longest standing.

    A flag that is below its limit today, but not yet for a whole window, is left out where
    another says how it is now.
    """
    flags = [trigger.flag for trigger in case.triggers.all() if trigger.flag is not None]
    standing = [flag for flag in flags if flag.state == FlagState.STANDING] or flags
    latest = max((flag.last_seen_on for flag in standing), default=None)
    current = [flag for flag in standing if flag.last_seen_on == latest]
    return sorted(current, key=lambda flag: (-flag.step, flag.since, flag.pk))


def row_of(
    case: Case,
    *,
    pupil: ShownPupil,
    sparkline: Sparkline,
    calendar: SchoolDays,
    on: date,
) -> WorklistRow:
    """Return one row of the list."""
    flags = worst_first(case)
    reasons = _reasons(case, flags, on=on)
    return WorklistRow(
        case_id=str(case.public_id),
        name=pupil.name,
        beside=beside(pupil),
        page_url=reverse("desk:pupil", args=[pupil.public_id]) if pupil.has_page else "",
        why=reasons[0],
        also=tuple(reasons[1:]),
        since=_since(flags, on=on),
        coverage=coverage_words(flags[0].coverage) if flags else "",
        sparkline=sparkline,
        waited=_waited(case, calendar, on=on),
        waits=case.state in WAITING_STATES,
        doing=doing_about(case),
        answer_url=reverse("desk:answer", args=[case.public_id]),
    )


def beside(pupil: ShownPupil) -> str:
    """Return class and mentor as they stand beside a name."""
    mentor = mentor_words(pupil.mentor_name) if pupil.mentor_name else ""
    return " · ".join(part for part in (pupil.class_name, mentor) if part)


def mentor_words(name: str) -> str:
    """Return a mentor as named beside a pupil or a class."""
    return _("mentor %(name)s") % {"name": name}


def doing_about(case: Case) -> Doing:
    """Return what has been decided about a case, or that nobody has decided yet."""
    answer = next(iter(case.answers.all()), None)
    if answer is None or case.state == CaseState.OPEN:
        return Doing(_("Nobody has decided yet"), "waits")
    if case.state == CaseState.RETURNED:
        return Doing(_("Back again"), "waits", detail=_said_by(answer))
    return Doing(
        str(AnswerKind(answer.kind).label),
        _TONES[AnswerKind(answer.kind)],
        detail=_said_by(answer),
        undo_url=reverse("desk:undo-answer", args=[case.public_id]),
    )


def _said_by(answer: Answer) -> str:
    who = answer.answered_by.name if answer.answered_by else _("a former member of staff")
    words = _("%(who)s, %(day)s") % {"who": who, "day": day_words(answer.answered_on)}
    if answer.return_on is None:
        return words
    back = _("comes back %(day)s") % {"day": day_words(answer.return_on)}
    return f"{words} · {back}"


def first_reason(case: Case, *, on: date) -> str:
    """Return what is said first about a case: a colleague's concern, or the worst that was seen."""
    return _reasons(case, worst_first(case), on=on)[0]


def concerns_in(case: Case) -> list[str]:
    """Return what members of staff have said worries them."""
    concerns = [one.concern for one in case.triggers.all() if one.concern is not None]
    return [_concern_words(concern.get_about_display(), concern.words) for concern in concerns]


def _reasons(case: Case, flags: Sequence[Flag], *, on: date) -> list[str]:
    seen = [seen_words(flag, on=on) for flag in one_a_ladder(flags)]
    return [*concerns_in(case), *seen] or [""]


def _concern_words(about: str, words: str) -> str:
    said_so = _("A member of staff is concerned: %(about)s.") % {"about": about}
    return f"{said_so} {words}".strip()


def one_a_ladder(flags: Sequence[Flag]) -> list[Flag]:
    """Return the worst flag of each sentence: a ladder of limits says one thing, not five."""
    seen: dict[str, Flag] = {}
    for flag in flags:
        seen.setdefault(said(flag.reason.get("seen")), flag)
    return list(seen.values())


def _since(flags: Sequence[Flag], *, on: date) -> str:
    if not flags:
        return ""
    first = min(flag.since for flag in flags)
    return _("Since %(day)s") % {"day": day_words(first, on=on)}


def seen_words(flag: Flag, *, on: date) -> str:
    """Return what was seen, with its day where that is not today: a number is as old as its day."""
    words = said(flag.reason.get("seen"))
    if flag.last_seen_on >= on:
        return words
    seen = {"day": day_words(flag.last_seen_on, on=on), "words": words}
    return _("On %(day)s: %(words)s") % seen


def _waited(case: Case, calendar: SchoolDays, *, on: date) -> str:
    if case.waits_from is None:
        return _("decided")
    return school_days_words(calendar.between(case.waits_from, on))


def lead_of(place: str, *, waiting: int, on: date) -> str:
    """Return the line under the page's title."""
    pupils = ngettext(
        "%(count)s pupil about whom nobody has decided.",
        "%(count)s pupils about whom nobody has decided.",
        waiting,
    ) % {"count": waiting}
    week = _("%(place)s, week %(week)s.") % {"place": place, "week": on.isocalendar().week}
    return f"{week} {pupils} " + _("Longest wait first.")
