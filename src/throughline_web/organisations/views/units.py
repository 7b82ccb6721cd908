"""The administrator's page about schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.forms.units import SchoolForm
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.pages.units import units_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@staff_may(Action.MANAGE_PEOPLE)
def units(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    organiser = queries.organiser_managed_by(member, clock.today())
    form = SchoolForm(request.POST or None)
    if request.method == "POST" and organiser is not None and form.is_valid():
        actions.create_school(
            by=member, organiser=organiser, on=clock.today(), at=clock.now(), **form.cleaned_data
        )
        messages.success(request, _("The school is added."))
        return redirect("organisations:units")
    listed = list(queries.units_managed_by(member, clock.today()))
    page = units_page(listed, organiser=organiser, form=form)
    return render(request, "organisations/units.html", {"page": page})
