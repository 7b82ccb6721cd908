"""The first page, lists, the school, and the guardian's and the pupil's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from throughline_web.desk.forms import SearchForm
from throughline_web.desk.gradings import grading_page
from throughline_web.desk.lists import class_links, class_page, search_page
from throughline_web.desk.own import own_page
from throughline_web.desk.pages.readers import readers_page
from throughline_web.desk.schools import school_page, totals_page
from throughline_web.desk.todays import today_page as page_for_today
from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.accesslog import record_read
from throughline_web.organisations.clock import today
from throughline_web.organisations.gates import anyone_may, logged_in, staff_may
from throughline_web.organisations.queries import (
    classes_visible_to,
    pupil_with_page_for,
    readers_of,
    shown,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@logged_in
@require_GET
def today_page(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), today()
    if may(member, Action.SEE_OWN, on=on) and not member.is_staff:
        return redirect("desk:own")
    page, pupils = page_for_today(member, on=on)
    record_read(member, pupils, page="today")
    return render(request, "desk/today.html", {"page": page})


@staff_may(Action.SEE_PUPIL)
@require_GET
def readers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    member, on = member_of(request), today()
    pupil = pupil_with_page_for(member, public_id, on)
    if pupil is None:
        raise Http404
    page = readers_page(shown(pupil, member=member, on=on), readers_of(pupil, on=on))
    record_read(member, [pupil.pk], page="readers")
    return render(request, "desk/readers.html", {"page": page})


@staff_may(Action.SEE_CLASS_LIST)
@require_GET
def classes(request: HttpRequest) -> HttpResponse:
    return render(
        request, "desk/classes.html", {"links": class_links(member_of(request), on=today())}
    )


@staff_may(Action.SEE_CLASS_LIST)
@require_GET
def school_class(request: HttpRequest, public_id: UUID) -> HttpResponse:
    member, on = member_of(request), today()
    found = get_object_or_404(classes_visible_to(member, on), public_id=public_id)
    page, pupils = class_page(found, member, on=on)
    record_read(member, pupils, page="class", action=Action.SEE_CLASS_LIST)
    return render(request, "desk/class.html", {"page": page})


@staff_may(Action.SEE_TOTALS)
@require_GET
def school(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), today()
    if may(member, Action.SEE_SCHOOL, on=on):
        return render(request, "desk/school.html", {"page": school_page(member, on=on)})
    return render(request, "desk/totals.html", {"page": totals_page(member, on=on)})


@staff_may(Action.SEE_PUPIL)
@require_GET
def grades(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), today()
    page, pupils = grading_page(member, on=on, query=request.GET)
    record_read(member, pupils, page="grades")
    return render(request, "desk/grades.html", {"page": page})


@staff_may(Action.SEE_PUPIL)
def search(request: HttpRequest) -> HttpResponse:
    # A name is sent as a form and never stands in an address, where logs and histories keep it.
    member, form = member_of(request), SearchForm(request.POST or None)
    asked = form.cleaned_data["name"] if form.is_valid() else ""
    page, pupils = search_page(member, asked=asked, on=today())
    record_read(member, pupils, page="search")
    return render(request, "desk/search.html", {"page": page, "form": form})


@anyone_may(Action.SEE_OWN)
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    page, pupils = own_page(member, on=today())
    record_read(member, pupils, page="own", action=Action.SEE_OWN)
    return render(request, "desk/own.html", {"page": page})
