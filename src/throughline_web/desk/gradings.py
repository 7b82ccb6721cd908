"""Putting the page of a year group's grades together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from throughline_web.desk.pages.grades import Stage, stage_of
from throughline_web.desk.pages.grading import (
    STEPS,
    Choice,
    Graded,
    GradedLine,
    GradingPage,
    chart_of,
    graded,
    lead_of,
    ordered_years,
    step_labels,
    year_words,
)
from throughline_web.desk.pages.lists import line_of
from throughline_web.desk.turning import page_number, turner_of
from throughline_web.organisations.queries import (
    pupils_visible_to,
    shown_groups,
    shown_pupils,
)
from throughline_web.records.queries import grades_of_pupils
from throughline_web.ui.elements import Column, Tab

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from django.http import QueryDict

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.queries import ShownGroup, ShownPupil

LINES_A_PAGE = 30


def grading_page(member: Member, *, on: date, query: QueryDict) -> tuple[GradingPage, list[int]]:
    """Return one year group's grades, and the ids of the pupils that the list names.

    A pupil whose identity is covered for the reader is in no group, and so on no bar.
    """
    ids = list(pupils_visible_to(member, on).values_list("pk", flat=True))
    groups = shown_groups(ids, member=member, on=on)
    years = ordered_years(group.year_group for group in groups.values())
    asked = query.get("year", "")
    year = asked if asked in years else next(iter(years), "")
    found = _graded(groups, year, on=on)
    choice = Choice(year, _step(query.get("step", ""), found), page_number(query))
    return _page(member, choice, years, found, on=on)


def _graded(groups: Mapping[int, ShownGroup], year: str, *, on: date) -> list[Graded]:
    of_year = {pupil: group for pupil, group in groups.items() if group.year_group == year}
    grades = grades_of_pupils(of_year)
    return [graded(pupil, of_year[pupil], grades.get(pupil, ()), on=on) for pupil in of_year]


def _step(asked: str, found: Sequence[Graded]) -> str:
    """Return the bar whose pupils are listed: the one asked for, else the nearest one not there yet."""
    present = {one.step for one in found}
    return asked if asked in STEPS else next((one for one in STEPS if one in present), STEPS[0])


def _page(
    member: Member, choice: Choice, years: Sequence[str], found: Sequence[Graded], *, on: date
) -> tuple[GradingPage, list[int]]:
    listed = {one.pupil_id: one for one in found if one.step == choice.step}
    names = _by_class_and_name(listed, member, on=on)
    shown = names[(choice.page - 1) * LINES_A_PAGE : choice.page * LINES_A_PAGE]
    stage = next((stage_of(one.group) for one in found), Stage.PASSES)
    page = GradingPage(
        lead=lead_of(len(found)) if found else "",
        tabs=tuple(
            Tab(year_words(one), Choice(one, "").url(""), is_current=one == choice.year)
            for one in years
        ),
        chart=chart_of(found, choice, stage) if found else None,
        list_title=step_labels(stage)[choice.step],
        columns=(Column(_("Pupil")), Column(_("With the present grades"))),
        lines=tuple(
            GradedLine(line_of(one, may_open=True), listed[one.pupil_id].words) for one in shown
        ),
        turner=turner_of(
            choice.page,
            count=len(names),
            per_page=LINES_A_PAGE,
            url_of=lambda number: choice.url(choice.step, page=number),
        ),
    )
    return page, [one.pupil_id for one in shown]


def _by_class_and_name(pupil_ids: Collection[int], member: Member, *, on: date) -> list[ShownPupil]:
    """Return the pupils in an order that says nothing of how they do."""
    pupils = pupils_visible_to(member, on).filter(pk__in=pupil_ids)
    shown = shown_pupils(pupils, member=member, on=on).values()
    return sorted(shown, key=lambda one: (one.class_name, one.name.casefold()))
