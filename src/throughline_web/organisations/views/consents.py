"""The grown pupil's own decision about which guardians read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.errors import OrganisationsError
from throughline_web.organisations.gates import anyone_may
from throughline_web.organisations.pages.consents import consents_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from throughline_web.organisations.models import Pupil


@anyone_may(Action.SEE_OWN)
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    pupil, on = _oneself(request), clock.today()
    page = consents_page(pupil, queries.guardians_who_may_read(pupil, on), on=on)
    return render(request, "organisations/consents.html", {"page": page})


@anyone_may(Action.SEE_OWN)
@require_POST
def consent(request: HttpRequest, relation_id: int) -> HttpResponse:
    pupil, on = _oneself(request), clock.today()
    ties = {tie.pk: tie for tie in queries.guardians_who_may_read(pupil, on)}
    if relation_id not in ties:
        raise Http404
    reads = request.POST.get("reads") == "yes"
    act = actions.sign_consent if reads else actions.withdraw_consent
    try:
        act(by=member_of(request), relation=ties[relation_id], on=on, at=clock.now())
    except OrganisationsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your decision is saved. It holds from now on."))
    return redirect("organisations:consents")


def _oneself(request: HttpRequest) -> Pupil:
    pupil = queries.own_pupil(member_of(request), clock.today())
    if pupil is None:
        raise Http404
    return pupil
