"""Saying how a file is to be read: by a known mapping, or column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.gates import staff_may
from throughline_web.sources import tasks
from throughline_web.sources.errors import ImportDeskError
from throughline_web.sources.views.finding import found_run

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from throughline_web.sources.hand import HandMapping


@staff_may(Action.IMPORT_FILES)
@require_POST
def profile(request: HttpRequest, public_id: UUID) -> HttpResponse:
    from throughline_web.sources.actions import bringing  # noqa: PLC0415 - slow import

    found = found_run(request, public_id)
    try:
        chosen = bringing.use_proposed(
            by=member_of(request), run=found, key=request.POST.get("profile", ""), on=today()
        )
        if chosen.can_be_checked:
            tasks.start_check(by=member_of(request), run=chosen, at=now())
    except ImportDeskError as error:
        messages.error(request, str(error))
    return redirect("sources:run", public_id)


@staff_may(Action.IMPORT_FILES)
def columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    from throughline_web.sources import hand  # noqa: PLC0415 - slow import

    found = found_run(request, public_id)
    desk = hand.HandMapping(found, kind=request.GET.get("slag", ""), answers=request.POST or None)
    if request.method == "POST" and desk.form.is_valid() and _is_used(request, desk):
        return redirect("sources:run", public_id)
    context = {"page": desk.page(), "form": desk.form, "profile_form": desk.profile_form()}
    return render(request, "sources/columns.html", context)


def _is_used(request: HttpRequest, desk: HandMapping) -> bool:
    try:
        run = desk.use(by=member_of(request), on=today(), at=now())
    except ImportDeskError as error:
        messages.error(request, str(error))
        return False
    if run.can_be_checked:
        tasks.start_check(by=member_of(request), run=run, at=now())
    return True
