"""The addresses of figures. They carry public ids of units, and nothing of a person."""

from __future__ import annotations

from django.urls import path

from throughline_web.measures import views

app_name = "measures"

urlpatterns = [
    path("tal/", views.start, name="start"),
    path("tal/definitioner/", views.definitions, name="definitions"),
    path("tal/definitioner/<slug:measure_id>/", views.definition, name="definition"),
    path("tal/narvaro/", views.term_reports, name="term-reports"),
    path("tal/narvaro/<uuid:public_id>/", views.term_report, name="term-report"),
    path("tal/skola/<uuid:public_id>/", views.school, name="school"),
    path("tal/skola/<uuid:public_id>/tal.<slug:kind>", views.school_file, name="school-file"),
    path(
        "tal/skola/<uuid:public_id>/siffran/<slug:measure_id>/",
        views.school_measure,
        name="school-measure",
    ),
    path("tal/huvudman/<uuid:public_id>/", views.organiser, name="organiser"),
    path("tal/huvudman/<uuid:public_id>/publicera/", views.releases, name="releases"),
    path(
        "tal/huvudman/<uuid:public_id>/tal.<slug:kind>",
        views.organiser_file,
        name="organiser-file",
    ),
    path(
        "tal/huvudman/<uuid:public_id>/siffran/<slug:measure_id>/",
        views.organiser_measure,
        name="organiser-measure",
    ),
]
