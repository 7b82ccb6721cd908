"""The desk's addresses. They carry public ids and never a name or a number of a person."""

from __future__ import annotations

from django.urls import path

from throughline_web.desk.views import following, overview, statements

app_name = "desk"

urlpatterns = [
    path("", overview.today_page, name="today"),
    path("att-folja-upp/", following.worklist, name="worklist"),
    path("att-folja-upp/<uuid:public_id>/", following.answer, name="answer"),
    path("att-folja-upp/<uuid:public_id>/angra/", following.undo_answer, name="undo-answer"),
    path("elever/<uuid:public_id>/", following.pupil, name="pupil"),
    path("elever/<uuid:public_id>/oro/", following.concern, name="concern"),
    path("elever/<uuid:public_id>/lasare/", overview.readers, name="readers"),
    path("klasser/", overview.classes, name="classes"),
    path("klasser/<uuid:public_id>/", overview.school_class, name="class"),
    path("skolan/", overview.school, name="school"),
    path("betyg/", overview.grades, name="grades"),
    path("sok/", overview.search, name="search"),
    path("min-sida/", overview.own, name="own"),
    path("regler/", statements.rules, name="rules"),
    path("regler/<slug:rule_id>/", statements.rule, name="rule"),
    path("tillganglighet/", statements.accessibility, name="accessibility"),
    path("personuppgifter/", statements.privacy, name="privacy"),
]
