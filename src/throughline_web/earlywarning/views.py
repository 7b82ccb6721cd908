"""The policy that a school follows: read it, try another one, adopt it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughline.terms.rules import RuleFileError
from throughline_web.earlywarning import actions, tasks
from throughline_web.earlywarning.adoptions import (
    Candidate,
    adoption_in_force,
    adoptions_of,
    candidate,
    candidates,
    preview_of,
)
from throughline_web.earlywarning.errors import PolicyError
from throughline_web.earlywarning.forms import AdoptForm, BringForm
from throughline_web.earlywarning.pages import Place, policy_page, previewed, unit_page
from throughline_web.earlywarning.queries import policy_of
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.queries import units_with_rules_for

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@staff_may(Action.SEE_POLICY)
@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    units = units_with_rules_for(member_of(request), today(), action=Action.SEE_POLICY)
    if not units:
        return render(request, "earlywarning/none.html")
    return redirect("earlywarning:unit", units[0].public_id)


@staff_may(Action.SEE_POLICY)
@require_GET
def unit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _unit_page(request, _place(request, public_id), BringForm())


@staff_may(Action.CHOOSE_POLICY)
@require_POST
def bring(request: HttpRequest, public_id: UUID) -> HttpResponse:
    place = _place(request, public_id, action=Action.CHOOSE_POLICY)
    form = BringForm(request.POST, request.FILES)
    if form.is_valid() and (key := _brought(request, place, form)):
        messages.success(
            request, _("The file is read. Nothing has changed: try it, then adopt it.")
        )
        return redirect("earlywarning:policy", public_id, key)
    return _unit_page(request, place, form)


@staff_may(Action.SEE_POLICY)
@require_GET
def policy(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    place = _place(request, public_id)
    return _policy_page(request, place, _candidate(place, key), AdoptForm(on=today()))


@staff_may(Action.CHOOSE_POLICY)
def preview(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    place = _place(request, public_id, action=Action.CHOOSE_POLICY)
    chosen, here = _candidate(place, key), reverse("earlywarning:policy", args=[public_id, key])
    if request.method == "POST":
        asked = actions.ask_for_preview(
            by=member_of(request), unit_id=place.unit.pk, chosen=chosen, as_of=today(), at=now()
        )
        tasks.preview.enqueue(asked.pk)
        return redirect(here)
    page = previewed(preview_of(place.unit.pk, at=now()), place, chosen)
    if page is not None and page.is_counting:
        return render(request, "earlywarning/counting.html", {"preview": page})
    # What was counted belongs to the whole page, so the whole page is asked for.
    return HttpResponse(headers={"HX-Redirect": here})


@staff_may(Action.CHOOSE_POLICY)
@require_POST
def adopt(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    place = _place(request, public_id, action=Action.CHOOSE_POLICY)
    chosen, form = _candidate(place, key), AdoptForm(request.POST, on=today())
    if form.is_valid() and _adopted(request, place, chosen, form):
        tasks.evaluate_what_is_due.enqueue()
        messages.success(
            request, _("The policy is adopted. Lists follow it from the day you chose.")
        )
        return redirect("earlywarning:unit", public_id)
    return _policy_page(request, place, chosen, form)


def _adopted(request: HttpRequest, place: Place, chosen: Candidate, form: AdoptForm) -> bool:
    on = form.cleaned_data["starts_on"]
    try:
        actions.adopt_policy(
            by=member_of(request), unit_id=place.unit.pk, chosen=chosen, on=on, at=now()
        )
    except PolicyError as error:
        form.add_error("starts_on", str(error.message))
        return False
    return True


def _brought(request: HttpRequest, place: Place, form: BringForm) -> str:
    name, text = form.cleaned_data["file"]
    try:
        own = actions.bring_policy(
            by=member_of(request), unit_id=place.unit.pk, text=text, name=name, at=now()
        )
    except PolicyError as error:
        form.add_error("file", str(error.message))
        return ""
    except RuleFileError as error:
        form.add_error(
            "file", _("The file cannot be used as it is. It was refused with these words:")
        )
        form.add_error("file", str(error))
        return ""
    return f"egen-{own.pk}"


def _unit_page(request: HttpRequest, place: Place, form: BringForm) -> HttpResponse:
    on = today()
    page = unit_page(
        place,
        policy=policy_of(place.unit.pk, on=on),
        decision=adoption_in_force(place.unit.pk, on=on),
        choices=candidates(place.unit.pk, on=on),
        history=adoptions_of(place.unit.pk, on=on),
    )
    return render(request, "earlywarning/unit.html", {"page": page, "form": form})


def _policy_page(
    request: HttpRequest, place: Place, chosen: Candidate, form: AdoptForm
) -> HttpResponse:
    found = preview_of(place.unit.pk, at=now()) if place.may_choose else None
    page = policy_page(place, chosen, preview=previewed(found, place, chosen))
    return render(request, "earlywarning/policy.html", {"page": page, "form": form})


def _candidate(place: Place, key: str) -> Candidate:
    found = candidate(place.unit.pk, key, on=today())
    if found is None:
        raise Http404
    return found


def _place(request: HttpRequest, public_id: UUID, *, action: Action = Action.SEE_POLICY) -> Place:
    member, on = member_of(request), today()
    units = units_with_rules_for(member, on, action=action)
    found = next((one for one in units if one.public_id == public_id), None)
    if found is None:
        raise Http404
    choosing = action is Action.CHOOSE_POLICY or found in units_with_rules_for(
        member, on, action=Action.CHOOSE_POLICY
    )
    exact = found in units_with_rules_for(member, on, action=Action.SEE_SCHOOL)
    return Place(found, tuple(units), choosing, exact, on)
