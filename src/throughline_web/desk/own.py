"""Putting the guardian's and the pupil's own page together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from throughline.records.ledger import Ledger
from throughline.terms.school_years import DateSpan, SchoolYear
from throughline_web.desk.pages.grades import grades_panel
from throughline_web.desk.pages.own import OwnPage, OwnPupil, plain_words
from throughline_web.desk.pages.pupil import rates_table
from throughline_web.desk.pages.thread import WEEKS_SHOWN, thread_of
from throughline_web.organisations.access import Action
from throughline_web.organisations.queries import (
    consent_question,
    ended_readings,
    pupils_with_page_for,
    shown_pupils,
)
from throughline_web.records.queries import (
    SchoolDays,
    days_of,
    grades_of_pupils,
    marks_of,
    school_days,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline.records.days import PupilDay
    from throughline.terms.people import GradeRow
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.queries import ShownPupil

_BEFORE = timedelta(weeks=WEEKS_SHOWN)


def own_page(member: Member, *, on: date) -> tuple[OwnPage, list[int]]:
    """Return the page of whoever the reader is guardian of or is, and their ids for the access log."""
    pupils = pupils_with_page_for(member, on, action=Action.SEE_OWN).order_by("given_name", "pk")
    shown = list(shown_pupils(pupils, member=member, on=on).values())
    since = SchoolYear.of(on).starts_on - _BEFORE
    days = days_of([one.pupil_id for one in shown], since=since, until=on)
    grades = grades_of_pupils([one.pupil_id for one in shown])
    calendars = school_days({one.school_id for one in shown if one.school_id}, since=since)
    page = OwnPage(
        tuple(
            _own(
                one,
                days.get(one.pupil_id, []),
                grades.get(one.pupil_id, []),
                calendars.get(one.school_id or 0),
                on=on,
            )
            for one in shown
        ),
        ended=tuple(one.sentence for one in ended_readings(member, on)),
        question=consent_question(member, on),
    )
    return page, [one.pupil_id for one in shown]


def _own(
    pupil: ShownPupil,
    days: Sequence[PupilDay],
    grades: Sequence[GradeRow],
    calendar: SchoolDays | None,
    *,
    on: date,
) -> OwnPupil:
    taught = calendar.days if calendar else ()
    since = on - _BEFORE
    return OwnPupil(
        name=pupil.name,
        school=" · ".join(part for part in (pupil.school_name, pupil.class_name) if part),
        sentences=plain_words(days, on=on),
        grades=grades_panel(grades, pupil, on=on),
        thread=thread_of(
            days,
            marks_of(pupil.pupil_id, since=since, until=on).lessons,
            until=on,
            school_days=taught,
            events=(),
            coverage=Ledger(days).totals(DateSpan(since, on)).coverage,
        ),
        rates=rates_table(days, on=on, school_days=taught),
    )
