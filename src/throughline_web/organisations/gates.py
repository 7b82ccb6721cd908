"""The access rule that stands on top of a view, so that it is read first.

``access_rule`` on the decorated view tells which one it is: a view without one is a fault that
a test finds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from django.contrib.auth.views import redirect_to_login

from throughline_web.organisations import clock
from throughline_web.organisations.access import Action, may, member_of
from throughline_web.organisations.errors import NotAllowedError

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from throughline_web.organisations.members import Member

View = TypeVar("View", bound=Callable[..., "HttpResponse"])
Rule = Callable[["Member", "date"], bool]


def staff_may(action: Action) -> Callable[[View], View]:
    """Let in members of staff whose roles allow the action at all; rows are the view's to cut."""
    return _gate(str(action), lambda member, on: member.is_staff and may(member, action, on=on))


def anyone_may(action: Action) -> Callable[[View], View]:
    """Let in whoever has a role that allows the action: guardians and pupils too."""
    return _gate(str(action), lambda member, on: may(member, action, on=on))


def staff_only(view: View) -> View:
    """Let in every member of staff."""
    return _gate("staff", lambda member, on: member.is_staff)(view)


def logged_in(view: View) -> View:
    """Let in everyone who has logged in."""
    return _gate("logged_in", lambda member, on: member.is_known)(view)


def open_to_all(view: View) -> View:
    """Let in everyone: for pages that hold nothing about anybody."""
    return _marked(view, "open_to_all")


def _gate(name: str, rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            member = member_of(request)
            if not member.is_known:
                return redirect_to_login(request.get_full_path())
            if not rule(member, clock.today()):
                raise NotAllowedError
            return view(request, *args, **kwargs)

        return cast("View", _marked(guarded, name))

    return decorate


def _marked(view: View, name: str) -> View:
    view.access_rule = name  # type: ignore[attr-defined]  # read by the test that every view has one
    return view
