"""The addresses of a site with nothing but the interface, its gallery open as in debug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import include, path

from throughline_web.ui import views
from throughline_web.ui.elements import ErrorPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LOST = ErrorPage(
    404,
    "Sidan finns inte",
    "Adressen leder ingenstans.",
    "Börja från startsidan.",
    what_was_kept="Inget är ändrat.",
)


def lost(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/error.html", {"page": LOST})


urlpatterns = [
    path("", include("throughline_web.ui.urls")),
    path("galleri/", views.gallery),
    path("borta/", lost, name="lost"),
]
