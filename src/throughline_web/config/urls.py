"""Which room answers under which address: every room states its own paths whole."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from throughline_web.config.rooms import rooms_with_pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("throughline_web.organisations.login_urls")),
    *(path("", include(room)) for room in rooms_with_pages()),
]

handler400 = "throughline_web.organisations.views.errors.not_understood"
handler403 = "throughline_web.organisations.views.errors.not_allowed"
handler404 = "throughline_web.organisations.views.errors.not_found"
handler500 = "throughline_web.organisations.views.errors.broken"
handler429 = "throughline_web.organisations.views.errors.too_many"
