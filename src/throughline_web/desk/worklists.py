"""Putting the worklist together: which cases, in which order, with which filters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from throughline_web.desk.pages.sparklines import sparkline_of
from throughline_web.desk.pages.worklist import (
    Menu,
    WorklistPage,
    WorklistRow,
    lead_of,
    row_of,
    worst_first,
)
from throughline_web.desk.queries import listed_cases, recent_days, told_cases
from throughline_web.desk.turning import page_number, turner_of
from throughline_web.ui.charts.values import Bar, Bars
from throughline_web.ui.elements import Column, ColumnKind, Pill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.http import QueryDict

    from throughline_web.desk.queries import Listed, RecentDays, Told
    from throughline_web.organisations.members import Member

ROWS_A_PAGE = 25
_WAITING, _ALL, _WITH_MENTOR = "waiting", "all", "mentor"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader has asked the list to show."""

    show: str = _WAITING
    year: str = ""
    group: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Choice:
        """Return the choice that an address carries; what it cannot mean is left out."""
        show = query.get("show", _WAITING)
        return cls(
            show if show in {_WAITING, _ALL, _WITH_MENTOR} else _WAITING,
            query.get("year", ""),
            query.get("class", ""),
            page_number(query),
        )

    def url(self, **changes: str | int) -> str:
        """Return the address of the list with some of the choice changed, from its first page."""
        values = {"show": self.show, "year": self.year, "class": self.group, **changes}
        return "?" + urlencode({key: value for key, value in values.items() if value})


def worklist_page(member: Member, *, on: date, choice: Choice) -> tuple[WorklistPage, list[int]]:
    """Return the page, and the ids of the pupils whose rows it shows, for the access log."""
    everyone = listed_cases(member, on)
    chosen = [one for one in everyone if _is_in(one, choice)]
    start = (choice.page - 1) * ROWS_A_PAGE
    turned_to = [one.case_id for one in chosen[start : start + ROWS_A_PAGE]]
    visible = told_cases(turned_to, member=member, on=on)
    page = WorklistPage(
        lead=lead_of(_place(member), waiting=_count(everyone, Choice()), on=on),
        pills=tuple(_pills(everyone, choice)),
        menus=tuple(_menus(everyone, choice)),
        columns=_columns(),
        rows=tuple(_rows(visible, on=on)),
        turner=turner_of(
            choice.page,
            count=len(chosen),
            per_page=ROWS_A_PAGE,
            url_of=lambda page: choice.url(page=page),
        ),
        chart=_chart(everyone, choice),
        empty_title=_("Nobody waits here right now"),
        empty_advice=_("Pupils appear here when attendance has been imported and evaluated."),
    )
    return page, [one.pupil.pupil_id for one in visible]


def _is_in(one: Listed, choice: Choice) -> bool:
    if choice.year and one.group.year_group != choice.year:
        return False
    if choice.group and one.group.class_name != choice.group:
        return False
    if choice.show == _WITH_MENTOR:
        return not one.is_ours
    return one.is_ours and (one.waits or choice.show == _ALL)


def _count(everyone: Sequence[Listed], choice: Choice) -> int:
    return sum(1 for one in everyone if _is_in(one, choice))


def _pills(everyone: Sequence[Listed], choice: Choice) -> Iterator[Pill]:
    labels = {_WAITING: _("Nobody has decided"), _ALL: _("All")}
    if any(not one.is_ours for one in everyone):
        labels[_WITH_MENTOR] = _("With the mentor")
    for show, label in labels.items():
        asked = Choice(show, choice.year, choice.group)
        yield Pill(label, choice.url(show=show), _count(everyone, asked), choice.show == show)


def _menus(everyone: Sequence[Listed], choice: Choice) -> Iterator[Menu]:
    years = {one.group.year_group for one in everyone} - {""}
    groups = {one.group.class_name for one in everyone} - {""}
    if len(years) > 1:
        yield _menu(_("Year group"), "year", sorted(years), choice.year, choice)
    if len(groups) > 1:
        yield _menu(_("Class"), "class", sorted(groups), choice.group, choice)


def _menu(label: str, key: str, words: Sequence[str], current: str, choice: Choice) -> Menu:
    choices = [Pill(_("All"), choice.url(**{key: ""}), is_current=not current)]
    choices += [Pill(word, choice.url(**{key: word}), is_current=word == current) for word in words]
    return Menu(f"{label}: {current}" if current else label, tuple(choices))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Pupil")),
        Column(_("Why")),
        Column(_("Absence, 12 weeks")),
        Column(_("Has waited")),
        Column(_("What we do now")),
        Column(_("Decide"), ColumnKind.ACTION, is_heard=True),
    )


def _rows(told: Sequence[Told], *, on: date) -> Iterator[WorklistRow]:
    pupils = [one.pupil.pupil_id for one in told]
    recent = recent_days(pupils, (one.case.unit_id for one in told), on=on)
    for one in told:
        yield _row(one, recent, on=on)


def _row(one: Told, recent: RecentDays, *, on: date) -> WorklistRow:
    calendar = recent.calendar(one.case.unit_id)
    flags = worst_first(one.case)
    limit = flags[0].limit if flags and flags[0].measure == "share" else None
    days = recent.of(one.pupil.pupil_id)
    line = sparkline_of(days, until=on, school_days=calendar.days, limit=limit)
    return row_of(one.case, pupil=one.pupil, sparkline=line, calendar=calendar, on=on)


def _chart(everyone: Sequence[Listed], choice: Choice) -> Bars | None:
    """Return how the waiting pupils are spread over year groups; a bar is a filter."""
    waiting = [one for one in everyone if _is_in(one, Choice(choice.show))]
    counts = Counter(one.group.year_group for one in waiting if one.group.year_group)
    if len(counts) < 2:
        return None
    bars = tuple(
        Bar(
            _("year %(year)s") % {"year": year},
            counts[year],
            choice.url(year="" if year == choice.year else year),
            is_current=year == choice.year,
        )
        for year in sorted(counts)
    )
    return Bars(_("Pupils to follow up, by year group"), _("Year group"), _("pupils"), bars)


def _place(member: Member) -> str:
    names = [school.name for school in member.schools]
    return names[0] if len(names) == 1 else _("Your pupils")
