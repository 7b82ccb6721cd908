"""The administrator invites guardians, a school or a class at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughline_web.organisations import actions, clock, queries, tasks
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.errors import OrganisationsError, TooManyInvitationsError
from throughline_web.organisations.forms.people import InviteFromForm
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.pages.guardians import letters_page, preview_of
from throughline_web.organisations.roles import UnitKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from throughline_web.organisations.models import Unit

_KINDS = (UnitKind.SCHOOL, UnitKind.CLASS)


@staff_may(Action.MANAGE_PEOPLE)
@require_safe
def guardians(request: HttpRequest) -> HttpResponse:
    choices = queries.unit_choices(member_of(request), clock.today(), kinds=_KINDS)
    form = InviteFromForm(request.GET or None, units=choices)
    preview = None
    if form.is_valid():
        unit = _unit(request, form.cleaned_data["unit"])
        preview = preview_of(unit, queries.invitees_at(unit, on=clock.today(), at=clock.now()))
    return render(request, "organisations/guardians.html", {"form": form, "preview": preview})


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def guardians_send(request: HttpRequest) -> HttpResponse:
    unit = _unit(request, request.POST.get("unit", ""))
    if not queries.room_for_invitations(member_of(request), at=clock.now()):
        messages.error(request, str(TooManyInvitationsError()))
    else:
        link = reverse("organisations:invitation_link", args=["TOKEN"])
        tasks.invite_guardians.enqueue(
            member_of(request).account_id or 0,
            str(unit.public_id),
            request.build_absolute_uri(link),
        )
        messages.success(
            request, _("The invitations are being sent. Those who have got one stand so here.")
        )
    return _back(unit)


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def guardians_letters(request: HttpRequest) -> HttpResponse:
    unit = _unit(request, request.POST.get("unit", ""))
    try:
        letters = actions.write_letters(by=member_of(request), unit=unit, at=clock.now())
    except OrganisationsError as error:
        messages.error(request, str(error))
        return _back(unit)
    if not letters:
        return _back(unit)
    address = request.build_absolute_uri(reverse("organisations:invitation_code"))
    page = letters_page(unit, letters, address=address, language=settings.LANGUAGE_CODE)
    return render(request, "organisations/letters.html", {"page": page})


def _unit(request: HttpRequest, word: str) -> Unit:
    try:
        public_id = UUID(word)
    except ValueError as error:
        raise Http404 from error
    unit = queries.unit_to_invite_from(member_of(request), public_id, clock.today())
    if unit is None:
        raise Http404
    return unit


def _back(unit: Unit) -> HttpResponse:
    return redirect(f"{reverse('organisations:guardians')}?unit={unit.public_id}")
