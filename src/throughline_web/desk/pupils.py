"""Putting one pupil's page together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from throughline.records.ledger import Ledger
from throughline.terms.school_years import DateSpan, SchoolYear
from throughline_web.desk.pages.grades import grades_panel
from throughline_web.desk.pages.pupil import (
    PupilPage,
    answer_url_of,
    counted_words,
    crumbs_to,
    decided_in,
    rates_table,
    seen_in,
)
from throughline_web.desk.pages.thread import WEEKS_SHOWN, Event, thread_of
from throughline_web.desk.pages.worklist import beside, one_a_ladder, worst_first
from throughline_web.desk.words import day_words, school_days_words
from throughline_web.earlywarning.queries import case_of_pupil
from throughline_web.organisations.access import Action, may
from throughline_web.organisations.queries import pupil_to_protect, shown
from throughline_web.records.queries import (
    SchoolDays,
    days_of,
    grades_of,
    marks_of,
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
    from throughline_web.records.queries import Lesson
    from throughline_web.ui.charts.values import Thread


def pupil_page(pupil: Pupil, member: Member, *, on: date) -> PupilPage:
    """Return the page of one pupil, whom the member has been found to be allowed to see."""
    who = shown(pupil, member=member, on=on)
    case = case_of_pupil(pupil.pk)
    calendar = _calendar(who, on=on)
    days = days_of([pupil.pk], since=SchoolYear.of(on).starts_on - _BEFORE, until=on).get(
        pupil.pk, []
    )
    marks = marks_of(pupil.pk, since=on - _BEFORE, until=on)
    answer_url = answer_url_of(case)
    return PupilPage(
        name=who.name,
        beside=beside(who),
        crumbs=crumbs_to(who),
        seen=seen_in(worst_first(case), on=on) if case else (),
        decided=decided_in(case),
        waits=bool(answer_url),
        waited=_waited(case, calendar, on=on),
        answer_url=answer_url,
        concern_url=reverse("desk:concern", args=[pupil.public_id]),
        readers_url=reverse("desk:readers", args=[pupil.public_id]),
        protection_url=_protection_url(pupil, member, on=on),
        grades=grades_panel(grades_of(pupil.pk), who, on=on),
        thread=_thread(days, marks.lessons, calendar, case, on=on),
        counted=counted_words(marks.occasions, weeks=WEEKS_SHOWN),
        rates=rates_table(days, on=on, school_days=calendar.days),
        school_id=who.school_id,
        is_protected=who.is_protected,
    )


_BEFORE = timedelta(weeks=WEEKS_SHOWN)


def _protection_url(pupil: Pupil, member: Member, *, on: date) -> str:
    """Return where protected identity is decided, for those who decide it about this pupil."""
    decides = may(member, Action.PROTECT_IDENTITY, on=on)
    if not decides or pupil_to_protect(member, pupil.public_id, on) is None:
        return ""
    return reverse("organisations:protection", args=[pupil.public_id])


def _calendar(who: ShownPupil, *, on: date) -> SchoolDays:
    if who.school_id is None:
        return SchoolDays(())
    since = SchoolYear.of(on).starts_on - _BEFORE
    return school_days([who.school_id], since=since).get(who.school_id) or SchoolDays(())


def _thread(
    days: Sequence[PupilDay],
    lessons: Sequence[Lesson],
    calendar: SchoolDays,
    case: Case | None,
    *,
    on: date,
) -> Thread:
    return thread_of(
        days,
        lessons,
        until=on,
        school_days=calendar.days,
        events=_events(case),
        coverage=Ledger(days).totals(DateSpan(on - _BEFORE, on)).coverage,
    )


def _events(case: Case | None) -> list[Event]:
    """Return the days on which something new was noticed, and the decisions, as knots."""
    if case is None:
        return []
    days = sorted({flag.since for flag in one_a_ladder(worst_first(case))})
    noticed = [Event(day, _("Noticed %(day)s") % {"day": day_words(day)}) for day in days]
    decided = [Event(one.answered_on, one.get_kind_display()) for one in case.answers.all()]
    return noticed + decided


def _waited(case: Case | None, calendar: SchoolDays, *, on: date) -> str:
    if case is None or case.waits_from is None:
        return ""
    words = school_days_words(calendar.between(case.waits_from, on))
    return _("Has waited: %(words)s") % {"words": words}
