"""Following up: the worklist, a pupil, and what somebody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughline_web.desk.forms import AnswerForm, ConcernForm
from throughline_web.desk.pages.answering import answer_page, concern_page
from throughline_web.desk.pupils import pupil_page
from throughline_web.desk.worklists import Choice, worklist_page
from throughline_web.earlywarning import actions
from throughline_web.earlywarning.errors import CaseError
from throughline_web.earlywarning.queries import case_visible_to
from throughline_web.organisations.access import Action, member_of
from throughline_web.organisations.accesslog import record_read
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.gates import staff_may
from throughline_web.organisations.queries import pupil_with_page_for, shown

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from throughline_web.earlywarning.models import Case
    from throughline_web.organisations.models import Pupil


@staff_may(Action.SEE_PUPIL)
@require_GET
def worklist(request: HttpRequest) -> HttpResponse:
    member, on = member_of(request), today()
    page, pupils = worklist_page(member, on=on, choice=Choice.read(request.GET))
    record_read(member, pupils, page="worklist")
    return render(request, "desk/worklist.html", {"page": page})


@staff_may(Action.SEE_PUPIL)
@require_GET
def pupil(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _pupil(request, public_id, action=Action.SEE_PUPIL)
    page = pupil_page(found, member_of(request), on=today())
    record_read(member_of(request), [found.pk], page="pupil", unit_id=page.school_id)
    return render(request, "desk/pupil.html", {"page": page})


@staff_may(Action.ANSWER_CASE)
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case, member, on = _case(request, public_id), member_of(request), today()
    form = AnswerForm(request.POST or None, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_case(
                by=member, case_id=case.pk, decision=form.decision(), on=on, at=now()
            )
            messages.success(request, _("The decision is saved. You can undo it here on the list."))
            return redirect("desk:worklist")
        except CaseError as error:
            messages.error(request, str(error.message))
    page = answer_page(case, shown(case.pupil, member=member, on=on), on=on)
    record_read(member, [case.pupil_id], page="answer")
    return render(request, "desk/answer.html", {"page": page, "form": form})


@staff_may(Action.ANSWER_CASE)
@require_POST
def undo_answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    case = _case(request, public_id)
    newest = next(iter(case.answers.all()), None)
    if newest is None:
        raise Http404
    try:
        actions.undo_answer(by=member_of(request), answer_id=newest.pk, at=now())
        messages.success(request, _("The decision is taken back. The question waits again."))
    except CaseError as error:
        messages.error(request, str(error.message))
    return redirect("desk:worklist")


@staff_may(Action.RAISE_CONCERN)
def concern(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _pupil(request, public_id, action=Action.RAISE_CONCERN)
    member, on = member_of(request), today()
    who = shown(found, member=member, on=on)
    form = ConcernForm(request.POST or None)
    if form.is_valid() and who.school_id is not None:
        about = {"pupil_id": found.pk, "unit_id": who.school_id, **form.cleaned_data}
        actions.raise_concern(by=member, on=on, **about)
        messages.success(
            request, _("Your concern has reached those who follow up. The clock has started.")
        )
        return redirect("desk:today")
    record_read(member, [found.pk], page="concern", action=Action.RAISE_CONCERN)
    return render(request, "desk/concern.html", {"page": concern_page(who), "form": form})


def _case(request: HttpRequest, public_id: UUID) -> Case:
    case = case_visible_to(member_of(request), public_id, today())
    if case is None:
        raise Http404
    return case


def _pupil(request: HttpRequest, public_id: UUID, *, action: Action) -> Pupil:
    found = pupil_with_page_for(member_of(request), public_id, today(), action=action)
    if found is None:
        raise Http404
    return found
