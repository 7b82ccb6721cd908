"""The principal's pages about protected identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.accesslog import record_read
from throughline_web.organisations.forms.protection import KnowForm, ProtectForm
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.pages.protection import protection_page, protections_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from throughline_web.organisations.models import Pupil, Relation

_MAY = Action.PROTECT_IDENTITY


@staff_may(_MAY)
@require_safe
def protections(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), clock.today()
    pupils = list(queries.protected_pupils_of(member, on))
    shown = queries.shown_pupils(pupils, member=member, on=on)
    record_read(member, shown, page="organisations:protections", action=_MAY)
    page = protections_page(pupils, shown=shown, on=on)
    return render(request, "organisations/protections.html", {"page": page})


@staff_may(_MAY)
@require_safe
def protection(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pupil = _pupil(request, public_id)
    return _page(request, pupil, ProtectForm(on=clock.today()))


@staff_may(_MAY)
@require_POST
def protect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pupil = _pupil(request, public_id)
    form = ProtectForm(request.POST, on=clock.today())
    if not form.is_valid():
        return _page(request, pupil, form)
    actions.protect_identity(
        by=member_of(request), pupil=pupil, on=clock.today(), at=clock.now(), **form.cleaned_data
    )
    messages.success(request, _("The identity is protected."))
    return redirect("organisations:protection", public_id)


@staff_may(_MAY)
@require_POST
def unprotect(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pupil = _pupil(request, public_id)
    actions.unprotect_identity(by=member_of(request), pupil=pupil, on=clock.today(), at=clock.now())
    messages.success(request, _("The protection is ended."))
    return redirect("organisations:protections")


@staff_may(_MAY)
@require_POST
def know(request: HttpRequest, public_id: UUID) -> HttpResponse:
    pupil = _pupil(request, public_id)
    people = queries.staff_around(pupil, clock.today())
    wanted = request.POST.get("person", "")
    account = next((one for one in people if str(one.public_id) == wanted), None)
    if account is None or not pupil.protected:
        raise Http404
    actions.grant_protection_knowledge(
        by=member_of(request), pupil=pupil, account=account, on=clock.today(), at=clock.now()
    )
    messages.success(request, _("The person is entered in the register."))
    return redirect("organisations:protection", public_id)


@staff_may(_MAY)
@require_POST
def unknow(request: HttpRequest, public_id: UUID, grant_id: int) -> HttpResponse:
    pupil = _pupil(request, public_id)
    grant = get_object_or_404(pupil.protection_grants, pk=grant_id)
    actions.end_protection_knowledge(
        by=member_of(request), grant=grant, on=clock.today(), at=clock.now()
    )
    messages.success(request, _("The person is struck from the register."))
    return redirect("organisations:protection", public_id)


@staff_may(_MAY)
@require_POST
def information(request: HttpRequest, public_id: UUID, relation_id: int) -> HttpResponse:
    pupil = _pupil(request, public_id)
    ties = {tie.pk: tie for tie in _guardians(request, pupil)}
    if relation_id not in ties:
        raise Http404
    has_right = request.POST.get("right") == "yes"
    actions.set_right_to_information(
        by=member_of(request), relation=ties[relation_id], has_right=has_right, at=clock.now()
    )
    return redirect("organisations:protection", public_id)


def _page(request: HttpRequest, pupil: Pupil, form: ProtectForm) -> HttpResponse:
    member, on = member_of(request), clock.today()
    record_read(member, [pupil.pk], page="organisations:protection", action=_MAY)
    staff = [(str(one.public_id), one.name) for one in queries.staff_around(pupil, on)]
    page = protection_page(
        pupil,
        name=queries.shown(pupil, member=member, on=on).name,
        forms=(form, KnowForm(people=staff)),
        register=queries.register_of(pupil, on),
        guardians=_guardians(request, pupil),
    )
    return render(request, "organisations/protection.html", {"page": page})


def _guardians(request: HttpRequest, pupil: Pupil) -> list[Relation]:
    if not queries.knows_identity(member_of(request), pupil, clock.today()):
        return []
    return queries.guardians_of(pupil, clock.today())


def _pupil(request: HttpRequest, public_id: UUID) -> Pupil:
    pupil = queries.pupil_to_protect(member_of(request), public_id, clock.today())
    if pupil is None:
        raise Http404
    return pupil
