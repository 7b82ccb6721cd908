"""Putting the first page together for whoever I am."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
)
from throughline_web.desk.queries import (
    recent_days,
    silent_classes_at,
    told_cases,
    waiting_cases,
)
from throughline_web.organisations.access import Action, may

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.desk.queries import Told
    from throughline_web.organisations.members import Member


def today_page(member: Member, *, on: date) -> tuple[TodayPage, list[int]]:
    """Return the page, and the ids of the pupils it names, for the access log."""
    cases = _cases(member, on=on)
    shown = told_cases(cases[:MOST_SHOWN], member=member, on=on)
    classes = _silent(member, on=on)
    waiting = [*classes, *_waiting(shown, on=on)][:MOST_SHOWN]
    count = len(cases) + len(classes)
    page = TodayPage(
        greeting=_("Hello %(name)s") % {"name": member.name.split(" ")[0]},
        lead=lead_of(count),
        waiting=tuple(waiting),
        more=more_of(count),
        links_title=_("Your classes"),
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


def _links(member: Member, *, on: date) -> tuple[Link, ...]:
    if not may(member, Action.SEE_CLASS_LIST, on=on):
        return ()
    return tuple(Link(one.name, one.school, one.url) for one in class_links(member, on=on))
