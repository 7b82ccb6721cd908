"""What every request passes: its language, who asks, the second step, and no traces in caches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from throughline_web.organisations import actions, clock, queries
from throughline_web.organisations.access import member_of
from throughline_web.organisations.members import NOBODY, Member
from throughline_web.organisations.second_step import has_second_step

if TYPE_CHECKING:
    from django.urls import ResolverMatch

Handler = Callable[[HttpRequest], HttpResponse]

_LANGUAGE_PAGE = "ui:language"
_OPEN_PAGES = frozenset(
    {
        _LANGUAGE_PAGE,
        "ui:appearance",
        "organisations:health",
        "organisations:invitation",
        "organisations:invitation_link",
        "desk:accessibility",
        "desk:privacy",
    }
)
_OPEN_PREFIXES = ("account_", "mfa_", "usersessions_")


def language(get_response: Handler) -> Handler:
    """Answer in the language chosen on this device, by this person, or by the site, in that order.

    What a browser happens to be set to does not count: the site speaks the school's language
    until somebody asks for another.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        translation.activate(_language_of(request))
        response = get_response(request)
        _remember_language(request, response)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response

    return answer


def _language_of(request: HttpRequest) -> str:
    codes = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in codes:
        return chosen
    # Only who has a session is asked for: a stranger's page costs no query.
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.language or settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE


def _remember_language(request: HttpRequest, response: HttpResponse) -> None:
    place = request.resolver_match
    if request.method != "POST" or place is None or place.view_name != _LANGUAGE_PAGE:
        return
    cookie = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if cookie is not None and request.user.is_authenticated:
        actions.choose_language(by=member_of(request), language=cookie.value)


def current_member(get_response: Handler) -> Handler:
    """Put who is asking on the request; nothing is read until somebody wants to know."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.member = SimpleLazyObject(lambda: _load_member(request))  # type: ignore[attr-defined]  # read through member_of
        return get_response(request)

    return answer


def _load_member(request: HttpRequest) -> Member:
    account = request.user
    return queries.as_member(account, clock.today()) if account.is_authenticated else NOBODY


def private_pages(get_response: Handler) -> Handler:
    """Keep pages of logged-in people out of every cache, and the device's senses out of reach."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response

    return answer


class SecondStep:
    """Send staff without a second step to where they can add one, before any other page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Let the page answer, or redirect in its place."""
        if settings.THROUGHLINE_WAIVES_SECOND_STEP or _is_open(request.resolver_match):
            return None
        if not member_of(request).is_staff or has_second_step(request):
            return None
        return redirect("mfa_index")


def _is_open(place: ResolverMatch | None) -> bool:
    if place is None:
        return True
    return place.view_name in _OPEN_PAGES or place.view_name.startswith(_OPEN_PREFIXES)
