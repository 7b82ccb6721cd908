"""Coming in by an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.errors import EmailTakenError
from throughline_web.organisations.forms.login import AcceptInvitationForm, LetterCodeForm
from throughline_web.organisations.gates import open_to_all
from throughline_web.organisations.members import NOBODY
from throughline_web.organisations.views.errors import too_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TOKEN = "invitation"  # noqa: S105 - the name of a place in the session


@open_to_all
@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    # The secret leaves the address at once, so that it is in no history, log or referrer.
    request.session[_TOKEN] = token
    return redirect("organisations:invitation")


@open_to_all
def invitation_code(request: HttpRequest) -> HttpResponse:
    form = LetterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="invitation_code"):
            return too_many(request)
        token = queries.normal_code(form.cleaned_data["code"])
        if queries.open_invitation(token, at=clock.now()) is not None:
            request.session[_TOKEN] = token
            return redirect("organisations:invitation")
        form.add_error("code", _("The code does not hold. Look at it again, or ask the school."))
    return render(request, "organisations/invitation_code.html", {"form": form})


@open_to_all
def invitation(request: HttpRequest) -> HttpResponse:
    token = request.session.get(_TOKEN, "")
    found = queries.open_invitation(token, at=clock.now())
    if found is None:
        return render(request, "organisations/invitation_ended.html", status=410)
    form = AcceptInvitationForm(request.POST or None, account=found.account)
    if request.method == "POST" and form.is_valid() and _accepted(token, form):
        request.session.flush()
        messages.success(request, _("Your password is saved. Log in with it."))
        return redirect("account_login")
    name = found.account.name
    return render(request, "organisations/invitation.html", {"form": form, "name": name})


def _accepted(token: str, form: AcceptInvitationForm) -> bool:
    stated = form.cleaned_data
    try:
        actions.accept_invitation(
            by=NOBODY,
            token=token,
            password=stated["password1"],
            at=clock.now(),
            email=stated.get("email", ""),
        )
    except EmailTakenError as error:
        form.add_error("email", str(error))
        return False
    return True
