"""Mail of a real installation, over a real socket: to whom, in which language, with what link."""

from __future__ import annotations

import re

import pytest

from tests.installation.calling import PASSWORD, Caller, come_in, invite
from tests.installation.operating import ADMINISTRATOR, HOST, SENDER, Installation
from tests.installation.postbox import postbox

LINK = rf"https://{HOST}/\S+"
INVITATION = {
    "sv": ("Ditt konto i Throughline", "Välj ditt lösenord här:"),
    "nb": ("Kontoen din i Throughline", "Velg passordet ditt her:"),
    "en": ("Your account in Throughline", "Choose your password here:"),
}
NEW_PASSWORD = {
    "sv": ("Välj ett nytt lösenord", "inom en timme:"),
    "nb": ("Velg et nytt passord", "innen en time:"),
    "en": ("Choose a new password", "within one hour:"),
}


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    with postbox(tmp_path_factory.mktemp("postbox")) as opened:
        yield opened


@pytest.fixture(scope="module")
def port(box, tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("mail") / "site", told=box.told)
    installation.init()
    with installation.serving() as (port, _):
        yield port


@pytest.fixture(scope="module")
def administrator(box, port):
    caller = Caller(port)
    (letter,) = box.to(ADMINISTRATOR)
    come_in(caller, link_of(letter), ADMINISTRATOR)
    return caller


def link_of(letter):
    (link,) = re.findall(LINK, letter.get_content())
    return link


def only_letter(box, address, subject):
    (letter,) = [letter for letter in box.to(address) if letter["Subject"] == subject]
    return letter


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_an_invited_person_gets_letters_in_their_language_whose_links_work(
    box, port, administrator, language
):
    email = f"kim.{language}@example.se"
    invite(
        administrator, email, role="municipal_coordinator", unit="Exempel kommun", language=language
    )
    invitation = only_letter(box, email, INVITATION[language][0])
    person = Caller(port, address=f"192.0.2.{ord(language[0])}")

    come_in(person, link_of(invitation), email)
    visitor = Caller(port, address=f"192.0.2.{ord(language[1])}")
    visitor.post("/account/password/reset/", email=email)
    letter = only_letter(box, email, NEW_PASSWORD[language][0])
    page = visitor.get(link_of(letter).removeprefix(f"https://{HOST}"))
    chosen = visitor.post(page.path, page=page, password1=PASSWORD[::-1], password2=PASSWORD[::-1])

    assert INVITATION[language][1] in invitation.get_content()
    assert NEW_PASSWORD[language][1] in letter.get_content()
    assert {each["From"] for each in box.to(email)} == {SENDER}
    assert {each.get_content_type() for each in box.to(email)} == {"text/plain"}
    assert chosen.status == 200


def test_a_letter_names_nobody_but_who_wrote_it(box, administrator):
    email = "lo@example.se"

    invite(administrator, email, role="municipal_coordinator", unit="Exempel kommun")

    (letter,) = box.to(email)
    assert letter.get_content().splitlines()[2] == (
        "admin@example.se har öppnat ett konto åt dig i Throughline, där skolan följer upp närvaro."
    )
    assert "Kim" not in letter.as_string()


def test_an_unknown_address_gets_no_letter(box, port):
    Caller(port, address="192.0.2.9").post("/account/password/reset/", email="nobody@example.se")

    assert box.to("nobody@example.se") == []
