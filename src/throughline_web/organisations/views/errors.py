"""The pages that are shown in place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template.loader import select_template
from django.utils.translation import gettext as _

from throughline_web.organisations.gates import open_to_all
from throughline_web.organisations.pages.errors import ErrorPage

if TYPE_CHECKING:
    from django.http import HttpRequest

_TEMPLATES = ["ui/error.html", "organisations/error.html"]


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    page = ErrorPage(
        400,
        _("We could not read that"),
        _("The address or the form held something that this site does not understand."),
        _("Go back, check what you wrote, and try again. Nothing has been changed."),
    )
    return _answer(request, page)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    page = ErrorPage(
        403,
        _("You cannot see this page"),
        _("The page exists, but it is outside what your role gives access to."),
        _("If you need it in your work, ask your principal or the person who manages accounts."),
    )
    return _answer(request, page)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    page = ErrorPage(
        403,
        _("The form was too old"),
        _("You may have logged out in another window, or the page was open for a long time."),
        _("Go back, load the page again and send the form once more. Nothing has been changed."),
    )
    return _answer(request, page)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    page = ErrorPage(
        404,
        _("There is nothing here"),
        _("The address leads nowhere, or to something that you do not have access to."),
        _("Check the address, or go to the start page and look for it from there."),
    )
    return _answer(request, page)


@open_to_all
def no_sign_up(request: HttpRequest) -> HttpResponse:
    return not_found(request, Http404())


def too_many(request: HttpRequest) -> HttpResponse:
    page = ErrorPage(
        429,
        _("Too many tries"),
        _("Too many tries have been made in a short time, so we are waiting for a while."),
        _("Wait five minutes and try again."),
    )
    return _answer(request, page)


def broken(request: HttpRequest) -> HttpResponse:
    page = ErrorPage(
        500,
        _("Something broke on our side"),
        _(
            "It is not your fault. What you had saved before is kept; what you just sent may not be."
        ),
        _("Try again in a moment. If it happens again, tell the person who runs the site."),
    )
    # Without the request: what surrounds a page asks the database, which may be what is broken.
    return HttpResponse(select_template(_TEMPLATES).render({"page": page}), status=page.status)


def _answer(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    return HttpResponse(
        select_template(_TEMPLATES).render({"page": page}, request), status=page.status
    )
