from __future__ import annotations

import pytest


def test_a_chosen_appearance_is_kept_for_a_year_and_out_of_reach_of_scripts(client):
    answer = client.post("/utseende/", {"appearance": "dark", "next": "/galleri/"})

    cookie = answer.cookies["appearance"]
    assert answer["Location"] == "/galleri/"
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("dark", 31536000, "Lax")
    assert cookie["httponly"] is True


@pytest.mark.parametrize("value", ["device", "purple", ""])
def test_any_other_appearance_forgets_the_choice(client, value):
    answer = client.post("/utseende/", {"appearance": value})

    assert answer.cookies["appearance"]["max-age"] == 0


@pytest.mark.parametrize(
    ("next_page", "expected"),
    [
        pytest.param("/galleri/", "/galleri/", id="a page of the site"),
        pytest.param("https://elsewhere.example/", "/", id="another site"),
        pytest.param("//elsewhere.example/", "/", id="another site in disguise"),
        pytest.param("", "/", id="nothing"),
    ],
)
def test_a_choice_never_leads_away_from_the_site(client, next_page, expected):
    answer = client.post("/utseende/", {"appearance": "dark", "next": next_page})

    assert answer["Location"] == expected


def test_keys_are_turned_off_and_on_again(client):
    off = client.post("/tangenter/", {"keys": "off"})
    on = client.post("/tangenter/", {"keys": "on"})

    assert off.cookies["keys"].value == "off"
    assert on.cookies["keys"]["max-age"] == 0


@pytest.mark.parametrize("address", ["/utseende/", "/tangenter/"])
def test_a_choice_is_made_by_a_form_alone(client, address):
    assert client.get(address).status_code == 405


def test_the_language_is_changed_by_a_form(client):
    answer = client.post("/sprak/", {"language": "nb", "next": "/galleri/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/galleri/"
