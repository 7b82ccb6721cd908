"""Putting a school's page, and a municipality's totals, together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline.measures.telling import figure_text, total_text
from throughline.terms.figures import FigureState, untold
from throughline.terms.school_years import SchoolYear
from throughline_web.desk.pages.school import (
    WINDOW,
    SchoolHead,
    SchoolPage,
    TotalsPage,
    head_of,
    waiting_words,
)
from throughline_web.desk.queries import silent_classes_at
from throughline_web.desk.words import told
from throughline_web.earlywarning.choices import WAITING_STATES
from throughline_web.earlywarning.queries import case_facts, policy_of
from throughline_web.measures.releases import latest_release
from throughline_web.organisations.access import Action
from throughline_web.organisations.queries import organisers_of, schools_within
from throughline_web.records.queries import SchoolDays, school_days, sums_of_schools
from throughline_web.ui.elements import DataTable

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.measures.sheets import Sheets
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
    """Return a municipality's schools side by side, without a pupil and without a small number.

    Pupils and coverage are read as they are released; who waits is counted now.
    """
    schools = list(schools_within(member, on, action=Action.SEE_TOTALS))
    organisers = organisers_of([school.pk for school in schools], on=on)
    released = {
        organiser: sheets
        for organiser in sorted(set(organisers.values()))
        if (sheets := latest_release(organiser)) is not None
    }
    headings = (_("School"), _("Pupils"), _("Registered"), _("Nobody has decided"))
    rows = tuple(
        _totals(school, released.get(organisers.get(school.pk, 0)), on=on) for school in schools
    )
    return TotalsPage(DataTable(_("The schools"), headings, rows), is_released=bool(released))


def _totals(school: Unit, released: Sheets | None, *, on: date) -> tuple[str, ...]:
    cases = case_facts([school.pk], since=SchoolYear.of(on).starts_on)
    waiting = sum(1 for case in cases if case.state in WAITING_STATES)
    pupils, coverage = _released(school, released)
    return school.name, pupils, coverage, waiting_words(waiting)


def _released(school: Unit, released: Sheets | None) -> tuple[str, str]:
    """Return how many pupils a school has and how much it registers, as they were released."""
    sheet = released.coverage_sheet if released else None
    lines = sheet.table.parts if sheet else ()
    own = next((line.everybody for line in lines if line.unit == str(school.pk)), None)
    if sheet is None or own is None:
        return (told(untold(FigureState.MISSING).says()),) * 2
    return told(total_text(own)), told(figure_text(sheet.measure, own))
