"""Addresses of the interface itself: language, appearance and, in debug, the gallery."""

from __future__ import annotations

from django.conf import settings
from django.urls import path
from django.views.i18n import set_language

from throughline_web.ui import views

app_name = "ui"

urlpatterns = [
    path("sprak/", set_language, name="language"),
    path("utseende/", views.appearance, name="appearance"),
    path("tangenter/", views.keys, name="keys"),
]

if settings.DEBUG:
    urlpatterns += [path("galleri/", views.gallery, name="gallery")]
