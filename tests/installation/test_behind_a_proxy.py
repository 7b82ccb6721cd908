"""What an installation answers behind its proxy: encryption, cookies, limits, static files."""

from __future__ import annotations

import re

import pytest

from tests.installation.calling import Caller
from tests.installation.operating import HOST, Installation

LOG_IN = "/account/login/"
TRIES = 20


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("proxied") / "site")
    installation.init()
    with installation.serving() as (port, _):
        yield port


class Unencrypted(Caller):
    """Somebody whose call the proxy did not get over HTTPS."""

    def _headers(self):
        return {**super()._headers(), "X-Forwarded-Proto": "http"}


class Elsewhere(Caller):
    """Somebody who asks for a site that is not here."""

    def _headers(self):
        return {**super()._headers(), "Host": "evil.example"}


def limited(caller, path, **fields):
    """Whether a log-in is refused because of how many there have been."""
    return "För många försök" in caller.post(path, **fields).text


def test_a_call_in_the_clear_is_sent_to_https(port):
    answer = Unencrypted(port)._call("GET", "/att-folja-upp/")

    assert answer.status == 301
    assert answer.headers["location"] == f"https://{HOST}/att-folja-upp/"


def test_the_health_check_answers_the_machine_itself_in_the_clear(port):
    answer = Unencrypted(port)._call("GET", "/health/")

    assert (answer.status, answer.text) == (200, "ok\n")


def test_a_browser_is_told_to_use_https_for_a_year(port):
    assert Caller(port).get(LOG_IN).headers["strict-transport-security"] == "max-age=31536000"


def test_cookies_are_for_this_host_encrypted_and_closed_to_scripts(port):
    caller = Caller(port)

    answer = caller.get(LOG_IN)

    assert list(caller.cookies) == ["__Host-csrf"]
    told = answer.headers["set-cookie"]
    assert [
        word for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/") if word not in told
    ] == []


def test_another_name_is_not_answered(port):
    assert Elsewhere(port)._call("GET", LOG_IN).status == 400


def test_static_files_are_kept_by_the_browser_for_good(port):
    caller = Caller(port)
    (sheet, *_) = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', caller.get(LOG_IN).text)

    answer = caller.get(sheet)

    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


def test_tries_to_log_in_are_counted_for_each_address_that_the_proxy_names(port):
    one, other = Caller(port, address="192.0.2.77"), Caller(port, address="192.0.2.78")
    for number in range(TRIES):
        one.post(LOG_IN, login=f"no{number}@example.se", password="wrong")

    assert limited(one, LOG_IN, login="another@example.se", password="wrong")
    assert not limited(other, LOG_IN, login="another@example.se", password="wrong")
