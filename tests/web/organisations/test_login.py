"""Log-in from invitation to second step, and what stops it."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.web import factories as make
from throughline_web.organisations.actions import NewPerson, create_account, deactivate, invite
from throughline_web.organisations.actions.accounts import confirm_address
from throughline_web.organisations.members import SYSTEM
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def guardian():
    account = make.a_guardian_of(make.a_pupil(), email="eva@example.se", password=make.PASSWORD)
    confirm_address(account)
    return account


@pytest.fixture
def principal():
    account = make.staff(
        Role.PRINCIPAL, make.a_school(), email="rektor@example.se", password=make.PASSWORD
    )
    confirm_address(account)
    return account


def log_in(client, account, *, password=make.PASSWORD):
    return client.post(reverse("account_login"), {"login": account.email, "password": password})


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def prove_again(client):
    """Say once more who one is, as changing a second step asks."""
    client.post(reverse("account_reauthenticate"), {"password": make.PASSWORD})


def logged_in_as(client):
    return client.session.get("_auth_user_id")


def test_guardian_logs_in_with_address_and_password(client, guardian):
    answer = log_in(client, guardian)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert logged_in_as(client) == str(guardian.pk)


def test_address_may_be_capitalised_as_one_likes(client, guardian):
    client.post(reverse("account_login"), {"login": "Eva@Example.SE", "password": make.PASSWORD})

    assert logged_in_as(client) == str(guardian.pk)


def test_wrong_password_is_told_in_words(client, guardian):
    answer = log_in(client, guardian, password="fel")

    assert "hör inte ihop" in answer.content.decode()
    assert logged_in_as(client) is None


def test_guessing_is_stopped_after_five_tries(client, guardian):
    for _ in range(5):
        log_in(client, guardian, password="fel")

    answer = log_in(client, guardian)

    assert "För många försök" in answer.content.decode()
    assert logged_in_as(client) is None


def test_closed_account_does_not_get_in_and_is_thrown_out_where_it_was(client, guardian):
    log_in(client, guardian)
    deactivate(by=SYSTEM, account=guardian, at=make.NOW)

    assert client.get(reverse("organisations:own")).status_code == 302
    assert "_auth_user_id" not in Client().session
    log_in(Client(), guardian)
    assert not guardian.is_active


def test_nobody_can_sign_up(client):
    assert client.get(reverse("account_signup")).status_code == 404


@pytest.mark.parametrize(
    "path", ["/account/email/", "/account/confirm-email/", "/account/password/set/"]
)
def test_pages_of_allauth_that_we_do_not_want_are_not_there(client, path):
    assert client.get(path).status_code == 404


def test_invited_person_chooses_a_password_and_logs_in(client, django_capture_on_commit_callbacks):
    account = create_account(
        by=SYSTEM, person=NewPerson("ny@example.se", "Ny", "Lärare", "nb"), at=make.NOW
    )
    with django_capture_on_commit_callbacks(execute=True):
        invite(by=SYSTEM, account=account, at=make.NOW, link_to=lambda word: f"/invitation/{word}/")
    link = re.search(r"/invitation/\S+/", mail.outbox[0].body).group()

    landed = client.get(link)
    client.post(
        reverse("organisations:invitation"),
        {"password1": make.PASSWORD, "password2": make.PASSWORD},
    )
    log_in(client, account)

    assert mail.outbox[0].subject == "Kontoen din i Throughline"
    assert landed["Location"] == reverse("organisations:invitation")
    assert logged_in_as(client) == str(account.pk)
    assert EmailAddress.objects.get(user=account).verified


def test_link_of_an_invitation_works_once(client, django_capture_on_commit_callbacks):
    account = make.an_account(email="ny@example.se")
    with django_capture_on_commit_callbacks(execute=True):
        invite(by=SYSTEM, account=account, at=make.NOW, link_to=lambda word: f"/invitation/{word}/")
    link = re.search(r"/invitation/\S+/", mail.outbox[0].body).group()
    client.get(link)
    client.post(
        reverse("organisations:invitation"),
        {"password1": make.PASSWORD, "password2": make.PASSWORD},
    )

    again = Client()
    again.get(link)

    assert again.get(reverse("organisations:invitation")).status_code == 410


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        pytest.param("kort", "kort", "för kort", id="too short"),
        pytest.param(make.PASSWORD, "en annan lång tråd", "inte lika", id="not alike"),
    ],
)
def test_first_password_is_tested(client, django_capture_on_commit_callbacks, first, second, said):
    account = make.an_account(email="ny@example.se")
    with django_capture_on_commit_callbacks(execute=True):
        invite(by=SYSTEM, account=account, at=make.NOW, link_to=lambda word: f"/invitation/{word}/")
    client.get(re.search(r"/invitation/\S+/", mail.outbox[0].body).group())

    answer = client.post(
        reverse("organisations:invitation"), {"password1": first, "password2": second}
    )

    assert said in answer.content.decode()


def test_forgotten_password_is_replaced_by_a_link(client, guardian):
    client.post(reverse("account_reset_password"), {"email": guardian.email})
    link = re.search(r"/account/password/reset/key/\S+", mail.outbox[0].body).group()

    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0],
        {"password1": "en helt ny tråd", "password2": "en helt ny tråd"},
    )
    log_in(client, guardian, password="en helt ny tråd")

    assert logged_in_as(client) == str(guardian.pk)


@pytest.mark.parametrize("email", ["ingen@example.se", "ny@example.se"])
def test_no_letter_goes_to_strangers_or_to_those_who_were_never_invited(client, email):
    make.an_account(email="ny@example.se")

    answer = client.post(reverse("account_reset_password"), {"email": email})

    assert answer.status_code == 302
    assert mail.outbox == []


def test_staff_without_a_second_step_are_sent_to_add_one(client, principal):
    log_in(client, principal)

    answer = client.get(reverse("organisations:log"))

    assert answer["Location"] == reverse("mfa_index")
    assert "två minuter" in client.get(answer["Location"]).content.decode()


def test_guardian_needs_no_second_step(client, guardian):
    log_in(client, guardian)

    assert client.get(reverse("organisations:own")).status_code == 200


def test_demo_waives_the_second_step(client, principal, settings):
    settings.THROUGHLINE_WAIVES_SECOND_STEP = True
    log_in(client, principal)

    assert client.get(reverse("organisations:log")).status_code == 200


def test_principal_connects_an_app_and_goes_on(client, principal):
    log_in(client, principal)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    answer = client.post(reverse("mfa_activate_totp"), {"code": code})

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert answer.status_code == 302
    assert secret not in str(stored.data)
    assert client.get(reverse("organisations:log")).status_code == 200


def test_square_to_photograph_stands_in_the_page_without_data_addresses(client, principal):
    log_in(client, principal)

    page = client.get(reverse("mfa_activate_totp")).content.decode()

    assert "<svg" in page
    assert "data:image" not in page


def test_who_one_is_is_asked_again_when_the_log_in_is_old(client, principal, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    log_in(client, principal)

    answer = client.get(reverse("mfa_activate_totp"))

    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_second_step_is_asked_for_at_the_next_log_in(client, principal):
    TOTP.activate(principal, SECRET)

    answer = log_in(client, principal)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert logged_in_as(client) is None
    client.post(answer["Location"], {"code": code_now()})
    assert logged_in_as(client) == str(principal.pk)


def test_recovery_code_lets_in_once(client, principal):
    TOTP.activate(principal, SECRET)
    code = RecoveryCodes.activate(principal).get_unused_codes()[0]
    log_in(client, principal)

    client.post(reverse("mfa_authenticate"), {"code": code})

    assert logged_in_as(client) == str(principal.pk)
    other = Client()
    log_in(other, principal)
    other.post(reverse("mfa_authenticate"), {"code": code})
    assert logged_in_as(other) is None


def test_staff_cannot_remove_their_only_second_step(client, principal):
    TOTP.activate(principal, SECRET)
    log_in(client, principal)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    prove_again(client)

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert "enda andra steg" in answer.content.decode()
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_pages_before_log_in_have_language_and_title(client, name, language):
    client.cookies["language"] = language

    page = client.get(reverse(name)).content.decode()

    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1
    assert "style=" not in page
    assert re.search(r"<title>\s*\S", page)


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "usersessions_list",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "organisations:own",
    ],
)
def test_pages_about_the_own_log_in_are_drawn(client, principal, name):
    log_in(client, principal)

    answer = client.get(reverse(name), follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("<h1>") == 1
    assert "style=" not in page


@pytest.mark.parametrize("name", ["mfa_generate_recovery_codes", "mfa_view_recovery_codes"])
def test_pages_of_recovery_codes_are_drawn(client, principal, name):
    TOTP.activate(principal, SECRET)
    RecoveryCodes.activate(principal)
    log_in(client, principal)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    prove_again(client)

    page = client.get(reverse(name), follow=True).content.decode()

    assert "Återställningskoder" in page
