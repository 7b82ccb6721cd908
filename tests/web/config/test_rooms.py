"""The list of rooms, and the addresses that they give."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import get_resolver

from throughline_web.config import rooms


def test_rooms_that_are_there_are_installed_in_the_order_of_the_loop():
    installed = [name for name in settings.INSTALLED_APPS if name.startswith("throughline_web.")]

    assert installed == list(rooms.rooms_present())
    assert "throughline_web.organisations" in installed


def test_room_without_files_is_passed_over(monkeypatch):
    monkeypatch.setattr(rooms, "ROOMS", ("organisations", "not-built-yet"))

    assert rooms.rooms_present() == ("throughline_web.organisations",)
    assert rooms.rooms_with_pages() == ("throughline_web.organisations.urls",)


def views_of(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views_of(pattern.url_patterns)
        else:
            yield pattern.callback


def ours():
    views = {
        f"{view.__module__}.{view.__name__}": view
        for view in views_of(get_resolver().url_patterns)
        if view.__module__.startswith("throughline_web.organisations")
    }
    return sorted(views.items())


@pytest.mark.parametrize(("name", "view"), ours())
def test_every_view_of_the_room_says_who_may_come_in(name, view):
    assert getattr(view, "access_rule", "")
