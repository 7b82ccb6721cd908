from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from throughline_web.ui import navigation
from throughline_web.ui.chrome import Appearance, appearance_of, chrome_of
from throughline_web.ui.navigation import Identity, NavEntry

SARA = Identity("Sara Berg", "elevhälsan", "Ekbackaskolan", "/ut/", "/konto/")


def request_with(**cookies):
    request = RequestFactory().get("/galleri/?page=2")
    request.COOKIES.update(cookies)
    return request


def header_for(request):
    return render_to_string("ui/layout/header.html", {"chrome": chrome_of(request)}, request)


def test_the_header_names_the_person_the_role_and_the_place():
    navigation.identify_with(lambda request: SARA)

    assert chrome_of(request_with()).who == "Sara Berg · elevhälsan · Ekbackaskolan"


def test_a_person_without_a_place_is_named_without_a_loose_dot():
    navigation.identify_with(lambda request: Identity("Anna Ek", "", "", "/ut/"))

    assert chrome_of(request_with()).who == "Anna Ek"


def test_nobody_is_named_before_log_in():
    assert chrome_of(request_with()).who == ""


def test_logging_out_is_a_form_and_not_a_link():
    navigation.identify_with(lambda request: SARA)

    header = header_for(request_with())

    assert '<form method="post" action="/ut/">' in header
    assert 'href="/ut/"' not in header
    assert "csrfmiddlewaretoken" in header


def test_a_stranger_is_offered_languages_and_log_in():
    header = header_for(request_with())

    assert 'href="/logga-in/"' in header
    assert 'lang="nb"' in header


def test_the_current_page_is_marked_in_the_main_menu():
    navigation.register(NavEntry("gallery", "Galleri", "ui:keys"))
    request = RequestFactory().get("/tangenter/")

    assert '<a href="/tangenter/" aria-current="page">Galleri</a>' in header_for(request)


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [
        pytest.param({}, Appearance.DEVICE, id="no choice"),
        pytest.param({"appearance": "dark"}, Appearance.DARK, id="dark"),
        pytest.param({"appearance": "purple"}, Appearance.DEVICE, id="a value nobody offers"),
    ],
)
def test_the_appearance_is_what_the_person_chose(cookies, expected):
    assert appearance_of(request_with(**cookies)) is expected


def test_the_language_in_use_is_marked():
    with translation.override("nb"):
        languages = chrome_of(request_with()).languages

    assert [(each.value, each.is_current) for each in languages] == [
        ("sv", False),
        ("nb", True),
        ("en", False),
    ]


def test_choices_lead_back_to_the_same_page():
    assert chrome_of(request_with()).here == "/galleri/?page=2"


@pytest.mark.parametrize(
    ("cookies", "expected"),
    [pytest.param({}, True, id="from the start"), pytest.param({"keys": "off"}, False, id="off")],
)
def test_keys_work_until_they_are_turned_off(cookies, expected):
    assert chrome_of(request_with(**cookies)).keys_on is expected


def test_the_page_has_one_main_landmark_a_language_and_a_way_past_the_menu(client):
    page = client.get("/galleri/").content.decode()

    assert '<html lang="sv"' in page
    assert page.count("<main") == 1
    assert '<a class="skip" href="#content">Hoppa till innehållet</a>' in page


def test_a_page_without_a_request_still_has_its_frame():
    page = render_to_string(
        "ui/error.html", {"page": {"title": "Något gick sönder", "status": 500}}
    )

    assert "Throughline" in page
    assert "csrfmiddlewaretoken" not in page
