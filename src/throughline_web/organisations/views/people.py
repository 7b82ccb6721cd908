"""The administrator's pages about people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.actions import NewPerson
from throughline_web.organisations.errors import OrganisationsError
from throughline_web.organisations.forms.people import (
    FindPersonForm,
    InvitePersonForm,
    MembershipForm,
)
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.pages.people import people_page, person_page
from throughline_web.organisations.roles import Role
from throughline_web.organisations.turning import leaf_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from throughline_web.organisations.models import Account, Unit


@staff_may(Action.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    form = FindPersonForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.people_managed_by(member_of(request), clock.today(), search=search)
    leaf = leaf_of(found, request)
    page = people_page(leaf.rows, form=form, turner=leaf.turner, on=clock.today())
    return render(request, "organisations/people.html", {"page": page})


@staff_may(Action.MANAGE_PEOPLE)
def person_new(request: HttpRequest) -> HttpResponse:
    units = queries.unit_choices(member_of(request), clock.today())
    form = InvitePersonForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            account = _open_account(request, form)
        except OrganisationsError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect("organisations:person", account.public_id)
    return render(request, "organisations/person_new.html", {"form": form})


def _open_account(request: HttpRequest, form: InvitePersonForm) -> Account:
    stated = form.cleaned_data
    return actions.open_account(
        by=member_of(request),
        person=NewPerson(
            stated["email"], stated["given_name"], stated["family_name"], stated["language"]
        ),
        role=Role(stated["role"]),
        unit=_unit(request, stated["unit"]),
        at=clock.now(),
        link_to=_link_to(request),
    )


@staff_may(Action.MANAGE_PEOPLE)
@require_safe
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    units = queries.unit_choices(member_of(request), clock.today())
    return _person_page(request, _person(request, public_id), MembershipForm(units=units))


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def person_grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _person(request, public_id)
    units = queries.unit_choices(member_of(request), clock.today())
    form = MembershipForm(request.POST, units=units)
    if form.is_valid() and _granted(request, found, form):
        return redirect("organisations:person", public_id)
    return _person_page(request, found, form)


def _granted(request: HttpRequest, account: Account, form: MembershipForm) -> bool:
    try:
        actions.grant_membership(
            by=member_of(request),
            account=account,
            role=Role(form.cleaned_data["role"]),
            unit=_unit(request, form.cleaned_data["unit"]),
            on=clock.today(),
            at=clock.now(),
        )
    except OrganisationsError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The role is given."))
    return True


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def membership_end(request: HttpRequest, membership_id: int) -> HttpResponse:
    membership = queries.membership_managed_by(member_of(request), membership_id, clock.today())
    if membership is None:
        raise Http404
    public_id = membership.account.public_id
    actions.end_membership(
        by=member_of(request), membership=membership, on=clock.today(), at=clock.now()
    )
    messages.success(request, _("The role is ended."))
    return redirect("organisations:person", public_id)


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def person_invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _person(request, public_id)
    try:
        actions.invite(
            by=member_of(request), account=found, at=clock.now(), link_to=_link_to(request)
        )
    except OrganisationsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is sent."))
    return redirect("organisations:person", public_id)


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def person_deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _done(request, public_id, actions.deactivate, _("The account is closed."))


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def person_reactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _done(request, public_id, actions.reactivate, _("The account is open again."))


@staff_may(Action.MANAGE_PEOPLE)
@require_POST
def person_reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _done(
        request,
        public_id,
        actions.reset_second_step,
        _("The second step is removed. The person adds a new one at the next log-in."),
    )


def _done(
    request: HttpRequest, public_id: UUID, act: Callable[..., None], said: str
) -> HttpResponse:
    found = _person(request, public_id)
    try:
        act(by=member_of(request), account=found, at=clock.now())
    except OrganisationsError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("organisations:person", public_id)


def _person_page(request: HttpRequest, found: Account, form: MembershipForm) -> HttpResponse:
    is_self = found.pk == member_of(request).account_id
    page = person_page(found, form=form, is_self=is_self)
    return render(request, "organisations/person.html", {"page": page})


def _person(request: HttpRequest, public_id: UUID) -> Account:
    found = queries.person_managed_by(member_of(request), public_id, clock.today())
    if found is None:
        raise Http404
    return found


def _unit(request: HttpRequest, word: str) -> Unit:
    unit = queries.unit_managed_by(member_of(request), UUID(word), clock.today())
    if unit is None:
        raise Http404
    return unit


def _link_to(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(
        reverse("organisations:invitation_link", args=[token])
    )
