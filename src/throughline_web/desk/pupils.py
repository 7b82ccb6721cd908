"""Putting one pupil's page together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.records.ledger import Ledger
from throughline.terms.school_years import DateSpan, SchoolYear
from throughline_web.desk.pages.pupil import (
    PupilPage,
    answer_url_of,
    crumbs_to,
    decided_in,
    grades_words,
    rates_table,
    seen_in,
)
from throughline_web.desk.pages.thread import WEEKS_SHOWN, Event, thread_of
from throughline_web.desk.pages.worklist import beside, worst_first
from throughline_web.desk.words import day_words, school_days_words
from throughline_web.earlywarning.queries import case_of_pupil
from throughline_web.organisations.queries import shown
from throughline_web.records.queries import (
    SchoolDays,
    days_of,
    grades_of,
    lessons_of,
    school_days,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline_web.earlywarning.models import Case
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Pupil
    from throughline_web.organisations.queries import ShownPupil
    from throughline_web.ui.charts.values import Thread


def pupil_page(pupil: Pupil, member: Member, *, on: date) -> PupilPage:
    """Return the page of one pupil, whom the member has been found to be allowed to see."""
    who = shown(pupil, member=member, on=on)
    case = case_of_pupil(pupil.pk)
    calendar = _calendar(who, on=on)
    days = days_of([pupil.pk], since=SchoolYear.of(on).starts_on - _BEFORE, until=on).get(
        pupil.pk, []
    )
    grades, grades_source = grades_words(grades_of(pupil.pk))
    answer_url = answer_url_of(case)
    return PupilPage(
        name=who.name,
        beside=beside(who),
        crumbs=crumbs_to(who),
        seen=seen_in(worst_first(case)) if case else (),
        decided=decided_in(case),
        waits=bool(answer_url),
        waited=_waited(case, calendar, on=on),
        answer_url=answer_url,
        concern_url=reverse("desk:concern", args=[pupil.public_id]),
        readers_url=reverse("desk:readers", args=[pupil.public_id]),
        grades=grades,
        grades_source=grades_source,
        thread=_thread(pupil.pk, days, calendar, case, on=on),
        rates=rates_table(days, on=on, school_days=calendar.days),
        is_protected=who.is_protected,
    )


_BEFORE = timedelta(weeks=WEEKS_SHOWN)


def _calendar(who: ShownPupil, *, on: date) -> SchoolDays:
    if who.school_id is None:
        return SchoolDays(())
    since = SchoolYear.of(on).starts_on - _BEFORE
    return school_days([who.school_id], since=since).get(who.school_id) or SchoolDays(())


def _thread(
    pupil_id: int, days: Sequence[PupilDay], calendar: SchoolDays, case: Case | None, *, on: date
) -> Thread:
    since = on - _BEFORE
    return thread_of(
        days,
        lessons_of(pupil_id, since=since, until=on),
        until=on,
        school_days=calendar.days,
        events=_events(case),
        coverage=Ledger(days).totals(DateSpan(since, on)).coverage,
    )


def _events(case: Case | None) -> list[Event]:
    """Return the first crossing, and the decisions, as knots on the thread."""
    if case is None:
        return []
    flags = worst_first(case)
    events = [Event(answer.answered_on, answer.get_kind_display()) for answer in case.answers.all()]
    if flags:
        first = min(flag.since for flag in flags)
        events.insert(0, Event(first, _("Noticed %(day)s") % {"day": day_words(first)}))
    return events


def _waited(case: Case | None, calendar: SchoolDays, *, on: date) -> str:
    if case is None or case.waits_from is None:
        return ""
    return school_days_words(calendar.between(case.waits_from, on))
