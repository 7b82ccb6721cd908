"""What people are told while the mail server does not answer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.installation.operating import free_port
from tests.web import factories as make
from throughline_web.organisations.models import Account
from throughline_web.organisations.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()


def test_an_administrator_is_told_that_the_letter_did_not_leave(logged_in):
    place = make.a_municipality()
    client = logged_in(make.staff(Role.ADMINISTRATOR, place))
    told = {"given_name": "Kim", "family_name": "Ny", "email": "kim@example.se", "language": "sv"}
    told |= {"role": "municipal_coordinator", "unit": str(place.public_id)}

    answer = client.post(reverse("organisations:person_new"), told)

    assert answer.status_code == 200
    assert "e-postservern tog inte emot brevet" in answer.content.decode()
    assert Account.objects.filter(email="kim@example.se").exists()


def test_who_asks_for_a_new_password_sees_the_same_page_as_a_stranger(client):
    make.an_account(email="kim@example.se", password=make.PASSWORD)
    address = reverse("account_reset_password")

    answers = [client.post(address, {"email": f"{name}@example.se"}) for name in ("kim", "lo")]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("account_reset_password_done"))
    ] * 2
