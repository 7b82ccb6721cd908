"""The addresses of a site that has nothing but the interface."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("throughline_web.ui.urls"))]
