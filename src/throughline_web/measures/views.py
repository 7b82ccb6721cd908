"""Figures of a school and of an organiser, their definitions, releases, files, and the term report."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from throughline_web.measures import tasks
from throughline_web.measures.actions import ask_for_release
from throughline_web.measures.errors import MeasuresError
from throughline_web.measures.files import figure_rows, file_of, has_format
from throughline_web.measures.forms import ReleaseForm
from throughline_web.measures.pages.definitions import definition_page, definitions_page
from throughline_web.measures.pages.history import history_page
from throughline_web.measures.queries import (
    measure_shipped,
    measures_shown,
    organiser_for,
    organisers_for,
    school_for,
    school_sheets,
    schools_for,
)
from throughline_web.measures.reading import (
    organiser_measure_page,
    organiser_overview,
    organiser_sheets,
    school_measure_page,
    school_overview,
)
from throughline_web.measures.registers import (
    register_file,
    register_page,
    registers_page,
)
from throughline_web.measures.releases import history_of
from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.accesslog import record_read
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.gates import staff_may, staff_only

if TYPE_CHECKING:
    from django.http import HttpRequest

    from throughline_web.measures.files import File
    from throughline_web.measures.queries import Place


@staff_may(Action.SEE_TOTALS)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), today()
    if organisers := organisers_for(member, on=on):
        return redirect("measures:organiser", organisers[0].public_id)
    if schools := schools_for(member, on=on):
        return redirect("measures:school", schools[0].public_id)
    return render(request, "measures/none.html")


@staff_may(Action.SEE_SCHOOL)
@require_GET
def school(request: HttpRequest, public_id: UUID) -> HttpResponse:
    member, on, key = member_of(request), today(), request.GET.get("period", "")
    others = schools_for(member, on=on)
    page = school_overview(_school(request, public_id), key, on=on, others=others)
    takes = may(member, Action.TAKE_TERM_REPORT, on=on)
    return render(request, "measures/overview.html", {"page": page, "takes_report": takes})


@staff_may(Action.SEE_SCHOOL)
@require_GET
def school_measure(request: HttpRequest, public_id: UUID, measure_id: str) -> HttpResponse:
    place, key = _school(request, public_id), request.GET.get("period", "")
    page = school_measure_page(place, key, measure_id, on=today())
    if page is None:
        raise Http404
    return render(request, "measures/measure.html", {"page": page})


@staff_may(Action.SEE_SCHOOL)
@require_GET
def school_file(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    place = _school(request, public_id)
    if not has_format(kind):
        raise Http404
    period = place.period(request.GET.get("period", ""))
    sheets = school_sheets(place.unit, period, on=today())
    return _download(file_of(figure_rows(sheets), kind, name=f"tal-{period.key}"))


@staff_may(Action.SEE_TOTALS)
@require_GET
def organiser(request: HttpRequest, public_id: UUID) -> HttpResponse:
    place, release = _organiser(request, public_id), _release_asked(request)
    sheets = organiser_sheets(place, request.GET.get("period", ""), release)
    if sheets is None:
        return _without_release(request, place)
    others = organisers_for(member_of(request), on=today())
    page = organiser_overview(place, sheets, release, others=others)
    return render(request, "measures/overview.html", {"page": page, "organiser": place.unit})


@staff_may(Action.SEE_TOTALS)
@require_GET
def organiser_measure(request: HttpRequest, public_id: UUID, measure_id: str) -> HttpResponse:
    place, release = _organiser(request, public_id), _release_asked(request)
    sheets = organiser_sheets(place, request.GET.get("period", ""), release)
    if sheets is None:
        raise Http404
    order = request.GET.get("order", "")
    page = organiser_measure_page(place, sheets, release, measure_id, order=order)
    if page is None:
        raise Http404
    return render(request, "measures/measure.html", {"page": page})


@staff_may(Action.SEE_TOTALS)
@require_GET
def organiser_file(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    place, release = _organiser(request, public_id), _release_asked(request)
    sheets = organiser_sheets(place, request.GET.get("period", ""), release)
    if sheets is None or not has_format(kind):
        raise Http404
    name = f"tal-{sheets.period.key}-{sheets.provenance.release}"
    return _download(file_of(figure_rows(sheets), kind, name=name))


@staff_may(Action.SEE_TOTALS)
def releases(request: HttpRequest, public_id: UUID) -> HttpResponse:
    member, on, place = member_of(request), today(), _organiser(request, public_id)
    releases_here = organisers_for(member, on=on, action=Action.RELEASE_FIGURES)
    form = None
    if place.unit in releases_here:
        form = ReleaseForm(request.POST or None, periods=place.periods)
        if request.method == "POST" and form.is_valid() and _asked(request, place, form):
            return redirect("measures:releases", public_id)
    page = history_page(place, history_of(place.unit.pk), form)
    return render(request, "measures/releases.html", {"page": page})


@staff_only
@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    themes = definitions_page(measures_shown())
    return render(request, "measures/definitions.html", {"themes": themes})


@staff_only
@require_GET
def definition(request: HttpRequest, measure_id: str) -> HttpResponse:
    measure = measure_shipped(measure_id)
    if measure is None:
        raise Http404
    page = definition_page(measure, on=today())
    return render(request, "measures/definition.html", {"page": page})


@staff_may(Action.TAKE_TERM_REPORT)
@require_GET
def term_reports(request: HttpRequest) -> HttpResponse:
    schools = schools_for(member_of(request), on=today(), action=Action.TAKE_TERM_REPORT)
    return render(request, "measures/registers.html", {"page": registers_page(schools)})


@staff_may(Action.TAKE_TERM_REPORT)
def term_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    member, on, action = member_of(request), today(), Action.TAKE_TERM_REPORT
    place = school_for(member, public_id, on=on, action=action)
    if place is None:
        raise Http404
    if request.method != "POST":
        return render(request, "measures/register.html", {"page": register_page(place, on=on)})
    asked = (request.POST.get("period", ""), request.POST.get("kind", ""))
    found = register_file(place, *asked, on=on)
    if found is None:
        raise Http404
    file, pupils = found
    record_read(member, pupils, page="term-report", action=action, unit_id=place.unit.pk)
    return _download(file)


def _school(request: HttpRequest, public_id: UUID) -> Place:
    place = school_for(member_of(request), public_id, on=today())
    if place is None:
        raise Http404
    return place


def _organiser(request: HttpRequest, public_id: UUID) -> Place:
    place = organiser_for(member_of(request), public_id, on=today())
    if place is None:
        raise Http404
    return place


def _release_asked(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET["release"])
    except (KeyError, ValueError):
        return None


def _without_release(request: HttpRequest, place: Place) -> HttpResponse:
    page = history_page(place, history_of(place.unit.pk), None)
    return render(request, "measures/unreleased.html", {"page": page, "organiser": place.unit})


def _asked(request: HttpRequest, place: Place, form: ReleaseForm) -> bool:
    try:
        release = ask_for_release(
            by=member_of(request),
            organiser=place.unit,
            period=form.period_chosen(),
            why=form.cleaned_data["why"].strip(),
            on=today(),
            at=now(),
        )
    except MeasuresError as error:
        messages.error(request, str(error))
        return False
    tasks.make.enqueue(release.pk)
    messages.success(request, _("The release is being made. It is here in a little while."))
    return True


def _download(file: File) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
