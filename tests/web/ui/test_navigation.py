from __future__ import annotations

import pytest
from django.test import RequestFactory

from throughline_web.ui import checks, navigation
from throughline_web.ui.navigation import NavEntry, NavItem, Place


def request_for(path):
    return RequestFactory().get(path)


def test_entries_are_drawn_in_their_order_and_then_by_name():
    navigation.register(NavEntry("b", "B", "ui:keys", order=20))
    navigation.register(NavEntry("c", "C", "ui:keys", order=10))
    navigation.register(NavEntry("a", "A", "ui:keys", order=20))

    assert [entry.name for entry in navigation.entries()] == ["c", "a", "b"]


def test_registering_a_name_again_replaces_the_entry():
    navigation.register(NavEntry("a", "Old", "ui:keys"))
    navigation.register(NavEntry("a", "New", "ui:keys"))

    assert [entry.label for entry in navigation.entries()] == ["New"]


def test_an_entry_is_drawn_only_for_those_it_is_meant_for():
    navigation.register(NavEntry("all", "All", "ui:keys"))
    navigation.register(NavEntry("none", "None", "ui:keys", is_shown=lambda request: False))

    items = navigation.items_for(request_for("/"), place=Place.HEADER)

    assert [item.label for item in items] == ["All"]


def test_header_and_footer_have_their_own_entries():
    navigation.register(NavEntry("privacy", "Privacy", "ui:keys", place=Place.FOOTER))

    assert navigation.items_for(request_for("/"), place=Place.HEADER) == ()
    assert navigation.items_for(request_for("/"), place=Place.FOOTER) == (
        NavItem("Privacy", "/tangenter/"),
    )


@pytest.mark.parametrize(
    ("path", "current"),
    [
        pytest.param("/tangenter/", ["Keys"], id="the page itself"),
        pytest.param("/tangenter/more/", ["Keys"], id="a page beneath it"),
        pytest.param("/sprak/", ["Language"], id="another page"),
        pytest.param("/elsewhere/", [], id="a page of no entry"),
    ],
)
def test_the_longest_matching_entry_is_current(path, current):
    navigation.register(NavEntry("keys", "Keys", "ui:keys"))
    navigation.register(NavEntry("language", "Language", "ui:language"))

    items = navigation.items_for(request_for(path), place=Place.HEADER)

    assert [item.label for item in items if item.is_current] == current


def test_nobody_is_logged_in_until_a_room_says_who():
    assert navigation.identity_of(request_for("/")) is None


def test_the_check_is_silent_when_every_entry_leads_somewhere():
    navigation.register(NavEntry("keys", "Keys", "ui:keys"))

    assert checks.navigation_leads_somewhere(None) == []


def test_the_check_names_an_entry_without_a_page():
    navigation.register(NavEntry("ghost", "Ghost", "ui:ghost"))

    assert [error.id for error in checks.navigation_leads_somewhere(None)] == ["ui.E001"]
