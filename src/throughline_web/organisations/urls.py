"""Addresses of this room; log-in itself is allauth's, under ``/account/``."""

from __future__ import annotations

from django.urls import path

from throughline_web.organisations.views import health

app_name = "organisations"

urlpatterns = [
    path("health/", health.health, name="health"),
]
