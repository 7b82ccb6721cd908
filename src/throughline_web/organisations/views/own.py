"""A person's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline_web.organisations.access import member_of
from throughline_web.organisations.gates import logged_in
from throughline_web.organisations.pages.own import own_page
from throughline_web.organisations.second_step import has_second_step

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@logged_in
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    page = own_page(
        member_of(request),
        email=str(getattr(request.user, "email", "")),
        secured=has_second_step(request),
    )
    return render(request, "organisations/own.html", {"page": page})
