"""What a person is told when a page cannot be shown: what happened, what was kept, what to do.

The site names these functions as its handlers (``handler404 = ...``) and as
``CSRF_FAILURE_VIEW``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from throughline_web.ui.elements import ErrorPage

if TYPE_CHECKING:
    from django.http import HttpRequest


def shown(request: HttpRequest, page: ErrorPage, *, status: int) -> HttpResponse:
    """Answer ``request`` with ``page``; rooms use it for errors of their own."""
    return render(request, "ui/error.html", {"error": page}, status=status)


def bad_request(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """Answer a request that the site could not read."""
    page = ErrorPage(
        title=_("The site did not understand that"),
        happened=_("What your browser sent was not complete, or not in the expected form."),
        kept=_("Nothing was changed."),
        advice=_("Go back, load the page again and try once more."),
        code="400",
    )
    return shown(request, page, status=400)


def forbidden(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """Answer someone who may not see the page; it does not say whether there is one."""
    page = ErrorPage(
        title=_("You may not see this page"),
        happened=_("Your role does not give access to it, or no longer does."),
        advice=_("If you need it in your work, ask your principal or your administrator."),
        code="403",
    )
    return shown(request, page, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that has been open too long, or was not sent from this site."""
    page = ErrorPage(
        title=_("The form had been open too long"),
        happened=_("For safety a form must be sent by the person, and the log-in, that opened it."),
        kept=_("Nothing was changed."),
        advice=_("Go back, copy what you wrote, load the page again and send it once more."),
        code="403",
    )
    return shown(request, page, status=403)


def not_found(request: HttpRequest, _exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere, or nowhere for this person."""
    page = ErrorPage(
        title=_("There is no such page"),
        happened=_("The address may be misspelt, or the page may have been removed."),
        advice=_("Begin from the start page, or search there."),
        code="404",
    )
    return shown(request, page, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer when something broke; asks nothing of the database, which may be what broke."""
    page = ErrorPage(
        title=_("Something broke on our side"),
        happened=_("The site could not finish what you asked for. It has been noted."),
        kept=_("What you had saved before is safe. What you just sent may not have been saved."),
        advice=_("Wait a minute and try again. If it goes on, tell your administrator the time."),
        code="500",
    )
    return HttpResponse(render_to_string("ui/error.html", {"error": page}), status=500)
