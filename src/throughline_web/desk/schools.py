"""Putting a school's page, and a municipality's totals, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.terms.school_years import SchoolYear
from throughline_web.desk.pages.school import (
    SMALLEST_TOTAL,
    WINDOW,
    SchoolHead,
    SchoolPage,
    TotalsPage,
    coverage_of,
    head_of,
    total_words,
)
from throughline_web.desk.queries import silent_classes_at
from throughline_web.desk.words import share, told
from throughline_web.earlywarning.choices import WAITING_STATES
from throughline_web.earlywarning.queries import case_facts, policy_of
from throughline_web.organisations.access import Action
from throughline_web.organisations.queries import schools_within
from throughline_web.records.queries import SchoolDays, school_days, sums_of_schools
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit
    from throughline_web.records.queries import PupilSum


def school_page(member: Member, *, on: date) -> SchoolPage:
    """Return the schools that a member sees whole."""
    schools = list(schools_within(member, on, action=Action.SEE_SCHOOL))
    heads = tuple(_head(school, member, on=on) for school in schools)
    policy = told(policy_of(schools[0].pk, on=on).name) if schools else ""
    return SchoolPage(heads, policy)


def _head(school: Unit, member: Member, *, on: date) -> SchoolHead:
    calendar = _calendar(school.pk, on=on)
    return head_of(
        school.name,
        sums=_sums(school.pk, calendar, on=on),
        cases=case_facts([school.pk], since=SchoolYear.of(on).starts_on),
        silent=silent_classes_at([school.pk], member=member, on=on),
        calendar=calendar,
        on=on,
    )


def _calendar(school_id: int, *, on: date) -> SchoolDays:
    since = SchoolYear.of(on).starts_on
    return school_days([school_id], since=since).get(school_id) or SchoolDays(())


def _sums(school_id: int, calendar: SchoolDays, *, on: date) -> list[PupilSum]:
    days = [day for day in calendar.days if day <= on][-WINDOW:]
    return sums_of_schools([school_id], since=days[0], until=on) if days else []


def totals_page(member: Member, *, on: date) -> TotalsPage:
    """Return a municipality's schools side by side, without a pupil and without a small number."""
    schools = list(schools_within(member, on, action=Action.SEE_TOTALS))
    headings = (_("School"), _("Pupils"), _("Registered"), _("Nobody has decided"))
    rows = tuple(_totals(school, on=on) for school in schools)
    return TotalsPage(DataTable(_("The schools"), headings, rows))


def _totals(school: Unit, *, on: date) -> tuple[str, ...]:
    sums = _sums(school.pk, _calendar(school.pk, on=on), on=on)
    cases = case_facts([school.pk], since=SchoolYear.of(on).starts_on)
    waiting = sum(1 for case in cases if case.state in WAITING_STATES)
    coverage = share(coverage_of(sums)) if len(sums) >= SMALLEST_TOTAL else total_words(0)
    return school.name, total_words(len(sums)), coverage, total_words(waiting)
