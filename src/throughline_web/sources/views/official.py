"""Official figures: the list, one table, bringing and withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.clock import now, today
from throughline_web.organisations.errors import NotAllowedError
from throughline_web.organisations.gates import staff_may, staff_only
from throughline_web.sources import actions
from throughline_web.sources.errors import ImportDeskError, NoFiguresError
from throughline_web.sources.forms import OfficialForm
from throughline_web.sources.pages.official import table_page, tables_page
from throughline_web.sources.pages.words import told
from throughline_web.sources.queries import (
    may_withdraw_official,
    official_table,
    official_tables,
)
from throughline_web.sources.receiving import shown_name

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from throughline_web.sources.models import OfficialTable
    from throughline_web.sources.queries import TableShown


@staff_only
@require_GET
def tables(request: HttpRequest) -> HttpResponse:
    return _listed(request, OfficialForm())


@staff_may(Action.IMPORT_FILES)
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    form = OfficialForm(request.POST, request.FILES)
    brought = _brought(request, form) if form.is_valid() else None
    if brought is None:
        return _listed(request, form)
    messages.success(request, _("The table is read, and its figures stand."))
    return redirect("sources:official-table", brought.public_id)


@staff_only
@require_GET
def table(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _found(public_id)
    rights = {"may_bring": _may_bring(request), "may_withdraw": _may_withdraw(request, found)}
    page = table_page(found, **rights)
    return render(request, "sources/official_table.html", {"page": page})


@staff_may(Action.IMPORT_FILES)
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _found(public_id)
    if not _may_withdraw(request, found):
        raise NotAllowedError
    try:
        actions.withdraw_official(by=member_of(request), table_id=found.table.pk, at=now())
    except ImportDeskError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The table is withdrawn. What it had replaced stands again."))
    return redirect("sources:official-table", public_id)


def _brought(request: HttpRequest, form: OfficialForm) -> OfficialTable | None:
    from throughline.sources import UnreadableSource  # noqa: PLC0415 - slow import

    files = [(shown_name(one.name or ""), one.read()) for one in form.uploads()]
    address = form.cleaned_data["fetched_from"]
    try:
        return actions.bring_official(
            by=member_of(request), files=files, fetched_from=address, at=now()
        )
    except UnreadableSource as refused:
        form.add_error("brought", told(refused.text))
    except NoFiguresError as error:
        form.add_error("brought", [str(error), *map(told, error.told)])
    except ImportDeskError as error:
        form.add_error("brought", str(error))
    return None


def _listed(request: HttpRequest, form: OfficialForm) -> HttpResponse:
    page = tables_page(official_tables(), may_bring=_may_bring(request))
    context = {"page": page, "form": form}
    return render(request, "sources/official.html", context, status=422 if form.errors else 200)


def _may_bring(request: HttpRequest) -> bool:
    return may(member_of(request), Action.IMPORT_FILES, on=today())


def _may_withdraw(request: HttpRequest, found: TableShown) -> bool:
    return may_withdraw_official(member_of(request), found.table, today())


def _found(public_id: UUID) -> TableShown:
    found = official_table(public_id)
    if found is None:
        raise Http404
    return found
