"""Logging in as staff do in an installation: with a second step, by an app or a passkey."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from tests.browser.demo_site import serving
from tests.browser.visitors import Visits, then_the_page_is_accessible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession

    from tests.browser.visitors import Visitor

pytestmark = pytest.mark.browser
SETTINGS = "tests.browser.settings_with_second_step"
PERIOD = 30


@pytest.fixture(scope="module")
def strict_url(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    var = tmp_path_factory.mktemp("strict") / "var"
    with serving(demo, var, settings=SETTINGS) as site:
        yield site.url


@pytest.fixture
def visit_strictly(chromium: Browser, strict_url: str) -> Iterator[Visits]:
    visits = Visits(chromium, strict_url, {})
    yield visits
    visits.end()


def test_staff_log_in_with_a_code_app(visit_strictly: Visits):
    maria = visit_strictly.stranger()

    when_she_logs_in(maria, "rektor")
    then_she_is_asked_for_a_second_step_before_anything_else(maria)
    then_the_page_is_accessible(maria)

    secret = when_she_connects_a_code_app(maria)
    then_the_site_is_open(maria)

    when_she_logs_out_and_in_again(maria, "rektor")
    then_the_page_is_accessible(maria)
    when_she_writes_a_wrong_code(maria)
    then_she_is_still_outside(maria)
    then_the_page_is_accessible(maria)
    when_she_writes_the_next_code(maria, secret)
    then_the_site_is_open(maria)
    then_the_page_is_accessible(maria)


def test_staff_log_in_with_a_passkey(visit_strictly: Visits):
    karin = visit_strictly.stranger()
    given_a_device_that_recognises_its_owner(karin)

    when_she_logs_in(karin, "mentor")
    when_she_adds_a_passkey(karin)
    then_the_site_is_open(karin)

    when_she_logs_out(karin)
    when_she_logs_in_with_the_passkey_alone(karin)
    then_the_site_is_open(karin)
    then_the_page_is_accessible(karin)


def test_a_wrong_password_says_what_to_do(visit_strictly: Visits):
    someone = visit_strictly.stranger()

    when_she_logs_in(someone, "rektor", password="inte det rätta ordet")

    then_she_is_still_outside(someone)
    expect(someone.page.locator("[role=alert], .errors, .notice-error").first).to_be_visible()
    then_the_page_is_accessible(someone)


def given_a_device_that_recognises_its_owner(visitor: Visitor) -> CDPSession:
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return session


def when_she_logs_in(visitor: Visitor, address: str, **more: str) -> None:
    visitor.logs_in(address, **more)


def then_she_is_asked_for_a_second_step_before_anything_else(visitor: Visitor) -> None:
    visitor.opens("/att-folja-upp/")
    assert "/account/second-step/" in visitor.page.url


def when_she_connects_a_code_app(visitor: Visitor) -> str:
    visitor.opens("/account/second-step/totp/activate/")
    then_the_page_is_accessible(visitor)
    secret = visitor.page.locator("main code").first.inner_text().strip()
    visitor.page.locator("input[name=code]").fill(_code(secret))
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()
    then_the_page_is_accessible(visitor)
    return secret


def when_she_adds_a_passkey(visitor: Visitor) -> None:
    visitor.opens("/account/second-step/webauthn/add/")
    then_the_page_is_accessible(visitor)
    visitor.page.locator("input[name=name]").fill("Min dator")
    passwordless = visitor.page.locator("input[name=passwordless]")
    if passwordless.count():
        passwordless.check()
    with visitor.page.expect_navigation():
        visitor.page.locator("#mfa_webauthn_add").click()
    then_the_page_is_accessible(visitor)


def when_she_logs_out(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.page.get_by_role("button", name="Logga ut").click()
    visitor.page.wait_for_url("**/account/login/**")


def when_she_logs_out_and_in_again(visitor: Visitor, address: str) -> None:
    when_she_logs_out(visitor)
    visitor.logs_in(address)
    assert "/account/second-step/authenticate/" in visitor.page.url


def when_she_logs_in_with_the_passkey_alone(visitor: Visitor) -> None:
    visitor.page.locator("#passkey_login").click()
    visitor.page.wait_for_url(lambda url: "/account/" not in url)


def when_she_writes_a_wrong_code(visitor: Visitor) -> None:
    _write_code(visitor, "000000")


def when_she_writes_the_next_code(visitor: Visitor, secret: str) -> None:
    # A code is good once; the neighbour's is accepted too, so that clocks may differ a little.
    _write_code(visitor, _code(secret, ahead=1))


def then_she_is_still_outside(visitor: Visitor) -> None:
    assert "/account/" in visitor.page.url


def then_the_site_is_open(visitor: Visitor) -> None:
    visitor.opens("/att-folja-upp/")
    assert visitor.heading == "Elever att följa upp"


def _write_code(visitor: Visitor, code: str) -> None:
    visitor.page.locator("input[name=code]").fill(code)
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.page.wait_for_load_state()


def _code(secret: str, *, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + ahead))
