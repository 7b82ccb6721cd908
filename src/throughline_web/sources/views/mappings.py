"""The mappings that somebody saved: seeing, renaming and removing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.gates import staff_may
from throughline_web.sources import actions
from throughline_web.sources.errors import ImportDeskError
from throughline_web.sources.forms import MappingNameForm
from throughline_web.sources.pages.mappings import mapping_page, mappings_page
from throughline_web.sources.queries import mapping_for, mappings_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from throughline_web.sources.queries import Mapping


@staff_may(Action.IMPORT_FILES)
@require_GET
def mappings(request: HttpRequest) -> HttpResponse:
    page = mappings_page(mappings_for(member_of(request), today()))
    return render(request, "sources/mappings.html", {"page": page})


@staff_may(Action.IMPORT_FILES)
def mapping(request: HttpRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    form = MappingNameForm(request.POST or None, initial={"name": found.saved.name})
    if request.method == "POST" and _is_renamed(request, found, form):
        return redirect("sources:mapping", number)
    context = {"page": mapping_page(found), "form": form}
    return render(request, "sources/mapping.html", context, status=422 if form.errors else 200)


@staff_may(Action.IMPORT_FILES)
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    found = _changeable(_found(request, number))
    actions.remove_profile(by=member_of(request), saved=found.saved, at=now())
    messages.success(request, _("The saved way to read files has been removed."))
    return redirect("sources:mappings")


def _is_renamed(request: HttpRequest, found: Mapping, form: MappingNameForm) -> bool:
    _changeable(found)
    if not form.is_valid():
        return False
    try:
        actions.rename_profile(
            by=member_of(request), saved=found.saved, name=form.cleaned_data["name"], at=now()
        )
    except ImportDeskError as error:
        form.add_error("name", str(error))
        return False
    messages.success(request, _("The name has been changed."))
    return True


def _found(request: HttpRequest, number: int) -> Mapping:
    found = mapping_for(member_of(request), number, today())
    if found is None:
        raise Http404
    return found


def _changeable(found: Mapping) -> Mapping:
    if not found.may_change:
        raise NotAllowedError
    return found
