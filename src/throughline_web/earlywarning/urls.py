"""Addresses of the policy that a school or a municipality follows."""

from __future__ import annotations

from django.urls import path

from throughline_web.earlywarning import views

app_name = "earlywarning"

urlpatterns = [
    path("riktlinje/", views.policies, name="policies"),
    path("riktlinje/<uuid:public_id>/", views.unit, name="unit"),
    path("riktlinje/<uuid:public_id>/egen/", views.bring, name="bring"),
    path("riktlinje/<uuid:public_id>/<slug:key>/", views.policy, name="policy"),
    path("riktlinje/<uuid:public_id>/<slug:key>/prova/", views.preview, name="preview"),
    path("riktlinje/<uuid:public_id>/<slug:key>/anta/", views.adopt, name="adopt"),
]
