"""The principal's review of who has read what."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline_web.organisations import clock, queries
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.forms.log import LogFilterForm
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.pages.log import log_page
from throughline_web.organisations.turning import leaf_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@staff_may(Action.REVIEW_LOG)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), clock.today()
    readers = queries.readers_to_review(member, on, at=clock.now())
    form = LogFilterForm(
        request.GET, people=[(str(reader.public_id), reader.name) for reader in readers]
    )
    wanted = form.cleaned_data if form.is_valid() else {}
    person = UUID(wanted["person"]) if wanted.get("person") else None
    entries = queries.entries_to_review(member, on, person=person, day=wanted.get("day"))
    leaf = leaf_of(entries, request)
    page = log_page(leaf.rows, form=form, turner=leaf.turner)
    return render(request, "organisations/log.html", {"page": page})
