"""Putting lists of pupils together: classes, and search within one's own rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from throughline_web.desk.pages.lists import (
    ClassLink,
    ClassPage,
    SearchPage,
    by_name,
    line_of,
    list_columns,
    mentor_of_all,
)
from throughline_web.desk.pages.sparklines import sparkline_of
from throughline_web.desk.pages.worklist import mentor_words
from throughline_web.desk.queries import recent_days
from throughline_web.organisations.access import Action, may
from throughline_web.organisations.queries import (
    classes_visible_to,
    pupils_visible_to,
    shown_pupils,
)
from throughline_web.ui.elements import Crumb

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.desk.queries import RecentDays
    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Unit
    from throughline_web.organisations.queries import ShownPupil
    from throughline_web.ui.charts.values import Sparkline

MOST_FOUND = 30


def class_links(member: Member, *, on: date) -> tuple[ClassLink, ...]:
    """Return the classes whose lists a member may open; the school is named where there are several."""
    classes = list(classes_visible_to(member, on))
    schools = {one.parent_id for one in classes}
    return tuple(
        ClassLink(
            one.name,
            one.parent.name if one.parent and len(schools) > 1 else "",
            reverse("desk:class", args=[one.public_id]),
        )
        for one in classes
    )


def class_page(school_class: Unit, member: Member, *, on: date) -> tuple[ClassPage, list[int]]:
    """Return one class's list, and the ids of its pupils for the access log.

    Attendance is drawn only for those who may open the pupils' pages.
    """
    visible = pupils_visible_to(member, on, action=Action.SEE_CLASS_LIST)
    not_over = Q(enrolments__ends_on__isnull=True) | Q(enrolments__ends_on__gte=on)
    pupils = visible.filter(not_over, enrolments__school_class=school_class)
    shown = by_name(shown_pupils(pupils.distinct(), member=member, on=on).values())
    with_weeks = may(member, Action.SEE_PUPIL, on=on)
    recent = (
        recent_days([one.pupil_id for one in shown], [school_class.parent_id or 0], on=on)
        if with_weeks
        else None
    )
    mentor = mentor_of_all(shown)
    page = ClassPage(
        title=school_class.name,
        lead=_class_lead(school_class, mentor),
        crumbs=(Crumb(_("Classes"), reverse("desk:classes")), Crumb(school_class.name)),
        columns=list_columns(with_weeks=with_weeks),
        lines=tuple(
            line_of(
                one,
                may_open=with_weeks,
                sparkline=_weeks(one, recent, school_class, on=on),
                known=mentor,
            )
            for one in shown
        ),
        has_lines=with_weeks,
    )
    return page, [one.pupil_id for one in shown]


def _class_lead(school_class: Unit, mentor: str) -> str:
    school = school_class.parent.name if school_class.parent else ""
    parts = (school, mentor_words(mentor) if mentor else "")
    return " · ".join(part for part in parts if part)


def _weeks(
    pupil: ShownPupil, recent: RecentDays | None, school_class: Unit, *, on: date
) -> Sparkline | None:
    if recent is None:
        return None
    calendar = recent.calendar(school_class.parent_id or 0)
    return sparkline_of(recent.of(pupil.pupil_id), until=on, school_days=calendar.days, limit=None)


def search_page(member: Member, *, asked: str, on: date) -> tuple[SearchPage, list[int]]:
    """Return who among the member's own pupils bears a name; a protected identity is never found."""
    words = asked.split()
    found: list[ShownPupil] = []
    if words:
        pupils = pupils_visible_to(member, on, with_protected=False)
        for word in words:
            pupils = pupils.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
        few = pupils.order_by("family_name", "given_name", "pk")[: MOST_FOUND + 1]
        found = list(shown_pupils(few, member=member, on=on).values())
    page = SearchPage(
        asked=asked,
        lines=tuple(line_of(one, may_open=True) for one in found[:MOST_FOUND]),
        columns=list_columns(with_weeks=False),
        has_more=len(found) > MOST_FOUND,
    )
    return page, [one.pupil_id for one in found[:MOST_FOUND]]
