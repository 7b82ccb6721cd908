"""One import: its page, its progress, its remarks, and the steps it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.gates import staff_may
from throughline_web.sources import actions, tasks
from throughline_web.sources.errors import ImportDeskError, UndoneFirstError
from throughline_web.sources.forms import ProfileForm, SchoolForm
from throughline_web.sources.onward import pages_for
from throughline_web.sources.pages.remarks_file import remarks_file
from throughline_web.sources.pages.run import run_page, work_of
from throughline_web.sources.pages.undoing import undo_page
from throughline_web.sources.queries import (
    issue_groups,
    overlapped_runs,
    roster_effect,
    runs_visible_to,
    same_run,
    schools_of,
    undo_order,
)
from throughline_web.sources.states import State
from throughline_web.sources.views.finding import found_run

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.onward import OnwardPage


@staff_may(Action.IMPORT_FILES)
@require_GET
def run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    page = run_page(
        found,
        groups=issue_groups(found),
        overlaps=overlapped_runs(found)[:10] if found.state == State.CHECKED else (),
        same=same_run(found),
        onward=_onward(request, found),
    )
    context = {"page": page, **_choosing(found)}
    return render(request, "sources/run.html", context)


@staff_may(Action.IMPORT_FILES)
@require_GET
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    work = work_of(found)
    if work is not None and found.state == request.GET.get("lage"):
        return render(request, "sources/progress.html", {"work": work})
    # The file has come further, so the whole page has something new to say.
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


@staff_may(Action.IMPORT_FILES)
@require_POST
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found, member = found_run(request, public_id), member_of(request)
    schools = schools_of(found.organiser_id, today())
    form = SchoolForm(request.POST, schools=schools)
    try:
        if found.lacks_school and form.is_valid():
            school = form.school_id()
            found = actions.choose_school(by=member, run=found, school_id=school, allowed=schools)
        tasks.start_check(by=member, run=found, at=now())
    except ImportDeskError as error:
        messages.error(request, str(error))
    return redirect("sources:run", public_id)


@staff_may(Action.IMPORT_FILES)
@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    try:
        tasks.start_import(by=member_of(request), run=found, at=now())
    except ImportDeskError as error:
        messages.error(request, str(error))
    return redirect("sources:run", public_id)


@staff_may(Action.IMPORT_FILES)
@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    try:
        actions.discard(by=member_of(request), run=found, at=now())
        messages.success(request, _("The file has been put away. Nothing from it was kept."))
    except ImportDeskError as error:
        messages.error(request, str(error))
        return redirect("sources:run", public_id)
    return redirect("sources:imports")


@staff_may(Action.IMPORT_FILES)
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    if request.method == "POST":
        return _undone(request, found)
    if found.state != State.LIVE:
        return redirect("sources:run", public_id)
    page = undo_page(
        found,
        effect=roster_effect(found),
        order=undo_order(found),
        allowed=_own_runs(request),
        at=now(),
    )
    return render(request, "sources/undo.html", {"page": page})


@staff_may(Action.IMPORT_FILES)
@require_GET
def issues(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = found_run(request, public_id)
    return HttpResponse(
        remarks_file(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{found.pk}.csv"'},
    )


def _onward(request: HttpRequest, found: ImportRun) -> tuple[OnwardPage, ...]:
    return pages_for(member_of(request), today()) if found.state == State.LIVE else ()


def _undone(request: HttpRequest, found: ImportRun) -> HttpResponse:
    try:
        _undo(request, found)
    except UndoneFirstError:
        return redirect("sources:undo", found.public_id)
    except ImportDeskError as error:
        messages.error(request, str(error))
    return redirect("sources:run", found.public_id)


def _undo(request: HttpRequest, found: ImportRun) -> None:
    member, confirmed = member_of(request), request.POST.getlist("with")
    if not confirmed:
        tasks.start_undo(by=member, run=found, on=today(), at=now())
        return
    count = tasks.start_undo_with_later(
        by=member,
        run=found,
        confirmed=confirmed,
        allowed=_own_runs(request),
        on=today(),
        at=now(),
    )
    messages.success(request, _("%(count)s imports have been undone.") % {"count": count})


def _own_runs(request: HttpRequest) -> frozenset[int]:
    runs = runs_visible_to(member_of(request), today())
    return frozenset(runs.values_list("pk", flat=True))


def _choosing(found: ImportRun) -> dict[str, object]:
    """Return what is asked about a file that has not been checked."""
    if found.state != State.UPLOADED:
        return {}
    from throughline_web.sources.looking import look_at  # noqa: PLC0415 - slow import
    from throughline_web.sources.pages.choosing import choosing_of  # noqa: PLC0415 - slow import

    choosing = choosing_of(found, look_at(found))
    return {
        "choosing": choosing,
        "profile_form": ProfileForm(profiles=choosing.profiles, current=choosing.current),
        "school_form": SchoolForm(schools=schools_of(found.organiser_id, today()))
        if found.lacks_school
        else None,
    }
