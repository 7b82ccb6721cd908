"""Addresses of this room; log-in itself is allauth's, under ``/account/``."""

from __future__ import annotations

from django.urls import path

from throughline_web.organisations.views import (
    consents,
    guardians,
    health,
    invitations,
    log,
    own,
    people,
    protection,
    units,
)

app_name = "organisations"

urlpatterns = [
    path("health/", health.health, name="health"),
    path("me/", own.own, name="own"),
    path("me/guardians/", consents.consents, name="consents"),
    path("me/guardians/<int:relation_id>/", consents.consent, name="consent"),
    path("invitation/", invitations.invitation, name="invitation"),
    path("invitation/code/", invitations.invitation_code, name="invitation_code"),
    path("invitation/<str:token>/", invitations.invitation_link, name="invitation_link"),
    path("log/", log.log, name="log"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/guardians/", guardians.guardians, name="guardians"),
    path("people/guardians/send/", guardians.guardians_send, name="guardians_send"),
    path("people/guardians/letters/", guardians.guardians_letters, name="guardians_letters"),
    path("people/<uuid:public_id>/", people.person, name="person"),
    path("people/<uuid:public_id>/role/", people.person_grant, name="person_grant"),
    path("people/<uuid:public_id>/invite/", people.person_invite, name="person_invite"),
    path("people/<uuid:public_id>/close/", people.person_deactivate, name="person_deactivate"),
    path("people/<uuid:public_id>/open/", people.person_reactivate, name="person_reactivate"),
    path("people/<uuid:public_id>/second-step/", people.person_reset, name="person_reset"),
    path("roles/<int:membership_id>/end/", people.membership_end, name="membership_end"),
    path("protection/", protection.protections, name="protections"),
    path("protection/<uuid:public_id>/", protection.protection, name="protection"),
    path("protection/<uuid:public_id>/protect/", protection.protect, name="protect"),
    path("protection/<uuid:public_id>/end/", protection.unprotect, name="unprotect"),
    path("protection/<uuid:public_id>/know/", protection.know, name="know"),
    path("protection/<uuid:public_id>/know/<int:grant_id>/end/", protection.unknow, name="unknow"),
    path(
        "protection/<uuid:public_id>/guardian/<int:relation_id>/",
        protection.information,
        name="information",
    ),
    path("units/", units.units, name="units"),
]
