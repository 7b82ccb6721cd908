"""Inviting the guardians of a school or a class: who gets what, once, and never of a protected pupil."""

from __future__ import annotations

import re
from datetime import date
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import send_mail
from django.core.mail.message import sanitize_address
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations import actions
from throughline_web.organisations.errors import TooManyInvitationsError
from throughline_web.organisations.models import AccessEntry, Account, Invitation
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PAGE, SEND, LETTERS, CODE = (
    reverse(f"organisations:{name}")
    for name in ("guardians", "guardians_send", "guardians_letters", "invitation_code")
)
ADULT = date(2008, 1, 1)
NEW = {"password1": make.PASSWORD, "password2": make.PASSWORD}


@pytest.fixture
def school_class():
    return make.a_class("8B", school=make.a_school("Björkskolan"))


@pytest.fixture
def school(school_class):
    return school_class.parent


@pytest.fixture
def administrator(school):
    return make.staff(Role.ADMINISTRATOR, make.organiser_of(school), given_name="Ada")


@pytest.fixture
def browser(administrator, logged_in):
    return logged_in(administrator)


@pytest.fixture
def eva(school_class):
    """A guardian with an address."""
    child = make.a_pupil("Elin", "Unik", place=school_class)
    return make.a_guardian_of(child, given_name="Eva", family_name="Berg")


@pytest.fixture
def olle(school_class):
    """A guardian without one."""
    child = make.a_pupil("Nils", "Unik", place=school_class)
    return make.a_guardian_of(child, given_name="Olle", family_name="Lund", email="")


def preview(browser, unit):
    return browser.get(PAGE, {"unit": str(unit.public_id)}).content.decode()


def post(browser, address, unit):
    return browser.post(address, {"unit": str(unit.public_id)}, follow=True)


def codes_in(answer):
    return re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", answer.content.decode())


@pytest.mark.parametrize("role", list(Role), ids=str)
@pytest.mark.parametrize("address", [PAGE, SEND, LETTERS])
def test_only_an_administrator_invites(role, address, school, eva, administrator, logged_in):
    people = {
        Role.ADMINISTRATOR: lambda: administrator,
        Role.GUARDIAN: lambda: eva,
        Role.PUPIL: lambda: make.the_pupil_as_account(make.a_pupil(place=school)),
        Role.MUNICIPAL_COORDINATOR: lambda: make.staff(role, make.organiser_of(school)),
    }
    browser = logged_in(people.get(role, lambda: make.staff(role, school))())

    answer = browser.get(address) if address == PAGE else post(browser, address, school)

    assert answer.status_code == (200 if role is Role.ADMINISTRATOR else 403)


@pytest.mark.parametrize("address", [SEND, LETTERS])
def test_another_organisers_school_is_not_there(address, browser, mailoutbox):
    elsewhere = make.a_school("Fjällskolan")
    make.a_guardian_of(make.a_pupil(place=elsewhere))

    assert browser.get(PAGE, {"unit": str(elsewhere.public_id)}).context["preview"] is None
    assert post(browser, address, elsewhere).status_code == 404
    assert browser.post(address, {"unit": "none"}).status_code == 404
    assert (mailoutbox, Invitation.objects.count()) == ([], 0)


def test_preview_says_who_gets_what_and_names_no_pupil(browser, school, eva, olle):
    make.a_guardian_of(make.a_pupil(place=school), given_name="Har", family_name="Konto")
    Account.objects.filter(given_name="Har").update(password="pbkdf2$x")

    page = preview(browser, school)

    assert "Skicka 1 mejl" in page
    assert "Skriv ut 1 brev" in page
    assert "Har ett konto" in page
    assert "Unik" not in page
    assert not Invitation.objects.exists()


def test_class_has_its_own_guardians_alone(browser, school, school_class, eva):
    other = make.a_class("9C", school=school)
    make.a_guardian_of(make.a_pupil(place=other), given_name="Annan", family_name="Klass")

    page = preview(browser, school_class)

    assert "Eva Berg" in page
    assert "Annan Klass" not in page


def test_mail_is_sent_once_however_often_it_is_asked(browser, school, eva, olle, mailoutbox):
    post(browser, SEND, school)
    page = post(browser, SEND, school).content.decode()

    assert [letter.to for letter in mailoutbox] == [[eva.email]]
    assert "Unik" not in mailoutbox[0].body
    assert "Har en inbjudan som gäller" in page
    assert AccessEntry.objects.filter(page="invite").count() == 1


def test_link_in_the_mail_opens_the_account(browser, school, eva, mailoutbox, client):
    post(browser, SEND, school)
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body).group(1)

    client.get(link)
    client.post(reverse("organisations:invitation"), NEW)

    eva.refresh_from_db()
    assert eva.check_password(make.PASSWORD)


def test_protected_identity_is_never_written_to(browser, school, school_class, mailoutbox):
    hidden = make.a_pupil("Gömd", "Ek", place=school_class, cover_name="Kim Ek")
    sibling = make.a_pupil("Syskon", "Ek", place=school_class)
    make.a_guardian_of(hidden, sibling, given_name="Hemlig", family_name="Ek")
    make.a_guardian_of(hidden, given_name="Hemlig", family_name="Två", email="")

    page = preview(browser, school)
    post(browser, SEND, school)
    letters = post(browser, LETTERS, school)

    assert mailoutbox == []
    assert not Invitation.objects.exists()
    for text in (page, letters.content.decode()):
        assert "Hemlig" not in text
        assert "Gömd" not in text


def test_neither_are_those_who_may_not_read(browser, school, school_class, mailoutbox):
    make.a_guardian_of(make.a_pupil(place=school_class, birth_date=ADULT))
    held = make.a_guardian_of(make.a_pupil(place=school_class))
    held.relations.update(has_right_to_information=False)
    closed = make.a_guardian_of(make.a_pupil(place=school_class))
    Account.objects.filter(pk=closed.pk).update(is_active=False, deactivated_at=make.NOW)

    post(browser, SEND, school)

    assert mailoutbox == []


def test_letter_shows_its_code_once_and_opens_an_account(browser, school, olle, client):
    code = codes_in(post(browser, LETTERS, school))[0]
    again = codes_in(post(browser, LETTERS, school))

    client.post(CODE, {"code": code.lower().replace("-", " ")})
    client.post(reverse("organisations:invitation"), {**NEW, "email": "Olle@example.se"})

    olle.refresh_from_db()
    assert again == []
    assert (olle.email, olle.check_password(make.PASSWORD)) == ("olle@example.se", True)
    assert AccessEntry.objects.filter(page="write_letters").count() == 1


def test_letter_names_no_pupil(browser, school, olle):
    page = post(browser, LETTERS, school).content.decode()

    assert "Olle Lund" in page
    assert "Unik" not in page


def test_code_that_is_used_or_wrong_is_told_in_words(browser, school, olle, client):
    code = codes_in(post(browser, LETTERS, school))[0]
    Invitation.objects.update(accepted_at=make.NOW)

    answers = [client.post(CODE, {"code": word}).content.decode() for word in (code, "AAAA")]

    assert ["Koden gäller inte" in answer for answer in answers] == [True, True]


def test_codes_cannot_be_tried_without_end(client):
    answers = [client.post(CODE, {"code": "AAAA"}).status_code for _ in range(25)]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_address_of_another_account_is_refused(browser, school, olle, eva, client):
    client.post(CODE, {"code": codes_in(post(browser, LETTERS, school))[0]})

    answer = client.post(reverse("organisations:invitation"), {**NEW, "email": eva.email})

    olle.refresh_from_db()
    assert "redan" in answer.content.decode()
    assert olle.email == ""


def test_address_from_a_letter_gets_no_new_password_before_it_is_proved(
    browser, school, olle, client, mailoutbox
):
    client.post(CODE, {"code": codes_in(post(browser, LETTERS, school))[0]})
    client.post(reverse("organisations:invitation"), {**NEW, "email": "olle@example.se"})

    client.post(reverse("account_reset_password"), {"email": "olle@example.se"})

    assert [letter.to for letter in mailoutbox if "reset" in letter.body] == []
    page = browser.get(reverse("organisations:person", args=[olle.public_id])).content.decode()
    assert reverse("organisations:person_invite", args=[olle.public_id]) in page


def test_code_does_not_prove_an_address_that_a_file_has_told_since(
    browser, school, olle, client, mailoutbox
):
    client.post(CODE, {"code": codes_in(post(browser, LETTERS, school))[0]})
    Account.objects.filter(pk=olle.pk).update(email="olle@example.se")
    client.post(reverse("organisations:invitation"), NEW)

    client.post(reverse("account_reset_password"), {"email": "olle@example.se"})

    olle.refresh_from_db()
    assert olle.check_password(make.PASSWORD)
    assert [letter.to for letter in mailoutbox if "reset" in letter.body] == []


@pytest.mark.parametrize("address", ["a@x.se, b@x.se", "eva@", "eva@x.se\nBcc: o@x.se"])
def test_address_that_is_none_keeps_no_other_guardian_waiting(
    address, browser, school, school_class, mailoutbox, monkeypatch
):
    def send(subject, body, sender, to):
        # The test's own mail box takes what no mail server would be asked to take.
        sanitize_address(to[0], "utf-8")
        return send_mail(subject, body, sender, to)

    monkeypatch.setattr("throughline_web.organisations.letters.send_mail", send)
    for family_name, email in (("Alm", address), ("Berg", "eva@example.se")):
        child = make.a_pupil(place=school_class)
        make.a_guardian_of(child, given_name="Eva", family_name=family_name, email=email)

    post(browser, SEND, school)

    assert [letter.to for letter in mailoutbox] == [["eva@example.se"]]
    assert Invitation.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_hour_has_room_for_so_many_and_the_rest_comes_later(
    browser, school, school_class, eva, mailoutbox, settings
):
    settings.THROUGHLINE_INVITATIONS_AN_HOUR = 1
    make.a_guardian_of(make.a_pupil(place=school_class), family_name="Öberg")

    post(browser, SEND, school)
    page = post(browser, SEND, school).content.decode()

    assert len(mailoutbox) == 1
    assert "inom en timme" in page


@pytest.mark.parametrize("act", [actions.write_letters, actions.invite_guardians_by_mail])
def test_action_itself_keeps_to_the_hour(act, administrator, school, eva, olle, settings):
    settings.THROUGHLINE_INVITATIONS_AN_HOUR = 0
    more = {} if act is actions.write_letters else {"link_to": str}

    with pytest.raises(TooManyInvitationsError):
        act(by=make.member(administrator), unit=school, at=make.NOW, **more)


def test_mail_that_fails_is_tried_again(browser, school, eva, mailoutbox, monkeypatch):
    def fail(*_args, **_words):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("throughline_web.organisations.letters.send_mail", fail)
        post(browser, SEND, school)
    post(browser, SEND, school)

    assert [letter.to for letter in mailoutbox] == [[eva.email]]


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        pytest.param(TimeoutError(), 1, id="no answer"),
        pytest.param(SMTPServerDisconnected(), 1, id="cut off"),
        pytest.param(SMTPRecipientsRefused({}), 3, id="an address that the server refuses"),
    ],
)
def test_server_that_does_not_answer_is_not_asked_for_every_guardian(
    error, tries, browser, school, school_class, monkeypatch
):
    asked = []

    def fail(*_args):
        asked.append(_args)
        raise error

    monkeypatch.setattr("throughline_web.organisations.letters.send_mail", fail)
    for _ in range(3):
        make.a_guardian_of(make.a_pupil(place=school_class))

    post(browser, SEND, school)

    assert len(asked) == tries
    assert not Invitation.objects.filter(withdrawn_at__isnull=True).exists()


@pytest.mark.parametrize("guardians", [1, 3])
def test_preview_asks_few_questions(
    guardians, browser, school, school_class, django_assert_max_num_queries
):
    for _ in range(guardians):
        make.a_guardian_of(make.a_pupil(place=school_class))

    with django_assert_max_num_queries(12):
        preview(browser, school)
