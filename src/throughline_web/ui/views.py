"""The interface's own pages: choice of appearance, and the gallery in debug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from throughline_web.ui.chrome import APPEARANCE_COOKIE, KEYS_COOKIE, Appearance
from throughline_web.ui.gallery.page import gallery_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_YEAR_IN_SECONDS = 365 * 24 * 60 * 60


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    return _remembered(request, APPEARANCE_COOKIE, {Appearance.LIGHT, Appearance.DARK})


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    return _remembered(request, KEYS_COOKIE, {"off"})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery/gallery.html", {"gallery": gallery_page()})


def _remembered(request: HttpRequest, name: str, values: set[str]) -> HttpResponse:
    chosen = request.POST.get(name, "")
    answer = HttpResponseRedirect(_back(request))
    if chosen not in values:
        answer.delete_cookie(name, samesite="Lax")
        return answer
    answer.set_cookie(
        name,
        chosen,
        max_age=A_YEAR_IN_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
