"""The interface's own pages: choice of appearance, and the gallery in debug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from throughline_web.ui.chrome import APPEARANCE_COOKIE, Appearance
from throughline_web.ui.gallery.page import gallery_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("appearance", "")
    answer = HttpResponseRedirect(_back(request))
    if chosen in {Appearance.LIGHT, Appearance.DARK}:
        answer.set_cookie(
            APPEARANCE_COOKIE,
            chosen,
            max_age=A_YEAR_IN_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        answer.delete_cookie(APPEARANCE_COOKIE, samesite="Lax")
    return answer


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/gallery.html", {"gallery": gallery_page()})


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
