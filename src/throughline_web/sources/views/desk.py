"""The desk itself: the list, bringing files, and what the organiser has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.gates import staff_may
from throughline_web.sources import actions, tasks
from throughline_web.sources.forms import ProtectionForm, UploadForm
from throughline_web.sources.limits import largest_upload
from throughline_web.sources.pages.listing import imports_page
from throughline_web.sources.pages.protection import protection_page
from throughline_web.sources.pages.words import size_words
from throughline_web.sources.queries import places_of, protection_of, runs_visible_to
from throughline_web.sources.receiving import SealedUpload, SealingUploadHandler, shown_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from throughline_web.sources.models import ImportRun
    from throughline_web.sources.queries import Place


@staff_may(Action.IMPORT_FILES)
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    return _listed(request, UploadForm(places=_places(request)))


@staff_may(Action.IMPORT_FILES)
@csrf_exempt
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    # The files must be sealed as they come in, and the check of the form's token reads the form.
    request.upload_handlers = [SealingUploadHandler(request)]
    return _received(request)


@csrf_protect
def _received(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES, places=_places(request))
    if not form.is_valid():
        return _listed(request, form)
    brought = [
        _bring(request, one, form.chosen_place()) for one in form.uploads() if _fits(request, one)
    ]
    if len(brought) == 1:
        return redirect("sources:run", brought[0].public_id)
    return redirect("sources:imports")


@staff_may(Action.IMPORT_FILES)
def protection(request: HttpRequest) -> HttpResponse:
    place = _whole_organiser(request)
    standing = protection_of(place.organiser_id)
    form = ProtectionForm(request.POST or None, initial={"accepts_protected": standing.accepts})
    if request.method == "POST" and form.is_valid():
        _settle(request, place, accepts=form.cleaned_data["accepts_protected"])
        return redirect("sources:protection")
    page = protection_page(place, standing)
    return render(request, "sources/protection.html", {"page": page, "form": form})


def _settle(request: HttpRequest, place: Place, *, accepts: bool) -> None:
    actions.choose_protection(
        by=member_of(request),
        organiser_id=place.organiser_id,
        accepts_protected=accepts,
        at=now(),
    )
    messages.success(request, _("The decision is saved and logged."))


def _listed(request: HttpRequest, form: UploadForm) -> HttpResponse:
    page = imports_page(
        runs_visible_to(member_of(request), today()),
        chosen=request.GET.get("visa", ""),
        number=request.GET.get("sida", ""),
        may_settle=any(place.school_id is None for place in _places(request)),
    )
    status = 422 if form.errors else 200
    return render(request, "sources/imports.html", {"page": page, "form": form}, status=status)


def _bring(request: HttpRequest, upload: SealedUpload, place: Place) -> ImportRun:
    return tasks.bring(
        by=member_of(request),
        place=place,
        sealing=upload.sealing,
        name=shown_name(upload.name or ""),
        on=today(),
        at=now(),
    )


def _fits(request: HttpRequest, upload: SealedUpload) -> bool:
    if not upload.is_too_large:
        return True
    told = _("%(file)s is larger than %(limit)s and was not read. Part it, or ask for more room.")
    values = {"file": shown_name(upload.name or ""), "limit": size_words(largest_upload())}
    messages.error(request, told % values)
    return False


def _places(request: HttpRequest) -> tuple[Place, ...]:
    places = places_of(member_of(request), today())
    if not places:
        raise NotAllowedError
    return places


def _whole_organiser(request: HttpRequest) -> Place:
    # The choice binds every school of the organiser, so nobody makes it for a school alone.
    whole = [place for place in _places(request) if place.school_id is None]
    if not whole:
        raise NotAllowedError
    return whole[0]
