"""Putting the first page together for whoever I am."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.desk.lists import class_links
from throughline_web.desk.pages.today import (
    MOST_SHOWN,
    Link,
    TodayPage,
    Waiting,
    lead_of,
    more_of,
    waiting_case,
    waiting_class,
    waiting_file,
)
from throughline_web.desk.queries import (
    recent_days,
    silent_classes_at,
    told_cases,
    waiting_cases,
)
from throughline_web.organisations.access import Action, may
from throughline_web.sources.queries import waiting_runs

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.desk.queries import Told
    from throughline_web.organisations.members import Member


def today_page(member: Member, *, on: date) -> tuple[TodayPage, list[int]]:
    """Return the page, and the ids of the pupils it names, for the access log."""
    cases = _cases(member, on=on)
    shown = told_cases(cases[:MOST_SHOWN], member=member, on=on)
    classes = _silent(member, on=on)
    files = _files(member, on=on)
    waiting = [*classes, *_waiting(shown, on=on), *files][:MOST_SHOWN]
    count = len(cases) + len(classes) + len(files)
    page = TodayPage(
        greeting=_("Hello %(name)s") % {"name": member.name.split(" ")[0]},
        lead=lead_of(count),
        waiting=tuple(waiting),
        more=more_of(count),
        links_title=_links_title(member, on=on),
        links=_links(member, on=on),
    )
    return page, [one.pupil.pupil_id for one in shown]


def _cases(member: Member, *, on: date) -> list[int]:
    if not may(member, Action.ANSWER_CASE, on=on):
        return []
    return waiting_cases(member, on)


def _waiting(shown: list[Told], *, on: date) -> list[Waiting]:
    recent = recent_days((), (one.case.unit_id for one in shown), on=on)
    return [waiting_case(one, calendar=recent.calendar(one.case.unit_id), on=on) for one in shown]


def _silent(member: Member, *, on: date) -> list[Waiting]:
    if not may(member, Action.SEE_SCHOOL, on=on):
        return []
    schools = [school.id for school in member.schools]
    return [waiting_class(one) for one in silent_classes_at(schools, member=member, on=on)]


def _files(member: Member, *, on: date) -> list[Waiting]:
    if not may(member, Action.IMPORT_FILES, on=on):
        return []
    return [waiting_file(run) for run in waiting_runs(member, on)]


def _links(member: Member, *, on: date) -> tuple[Link, ...]:
    """Return the way to one's classes, or for those who have none to what they do here."""
    if may(member, Action.SEE_CLASS_LIST, on=on):
        return tuple(Link(one.name, one.school, one.url) for one in class_links(member, on=on))
    return tuple(
        Link(label, detail, reverse(url))
        for action, label, detail, url in _tasks()
        if may(member, action, on=on)
    )


def _links_title(member: Member, *, on: date) -> str:
    has_classes = may(member, Action.SEE_CLASS_LIST, on=on)
    return _("Your classes") if has_classes else _("What you do here")


def _tasks() -> tuple[tuple[Action, str, str, str], ...]:
    return (
        (
            Action.IMPORT_FILES,
            _("Import"),
            _("attendance, pupils and grades from the school's own files"),
            "sources:imports",
        ),
        (
            Action.MANAGE_PEOPLE,
            _("People"),
            _("colleagues, roles and guardians"),
            "organisations:people",
        ),
        (Action.SEE_TOTALS, _("The schools"), _("side by side, without a pupil"), "desk:school"),
    )
