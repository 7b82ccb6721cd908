"""A site with nothing but the interface, for a client and for a real browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import clear_url_caches
from django.utils import translation
from playwright.sync_api import sync_playwright

from throughline_web.ui import navigation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

ADDRESS = "https://throughline.test"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@pytest.fixture(autouse=True)
def only_the_interface(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No other room, nobody logged in, and Swedish."""
    settings.ROOT_URLCONF = "tests.web.ui.urls"
    settings.LOGIN_URL = "/logga-in/"
    settings.ALLOWED_HOSTS = ["testserver", "throughline.test"]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if _is_general(name)]
    monkeypatch.setattr(navigation, "_registry", navigation._Registry())
    clear_url_caches()
    with translation.override("sv"):
        yield
    clear_url_caches()


@pytest.fixture
def client() -> Client:
    """A browser without scripts."""
    return Client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser, client: Client) -> Iterator[Callable[..., Page]]:
    """Open an address of the site; what the browser complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, *, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type] # "light" and "dark" alone are given
            locale="sv-SE",
        )
        contexts.append(context)
        context.route("**/*", lambda route: _answer(route, client))
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{ADDRESS}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _answer(route: Route, client: Client) -> None:
    """Answer without a server: pages from the site's own client, files from where they lie."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        _answer_with_file(route, finders.find(path.removeprefix("/static/")))
        return
    answer = client.get(path, secure=True, headers={"host": "throughline.test"})
    route.fulfill(status=answer.status_code, headers=dict(answer.items()), body=answer.content)


def _answer_with_file(route: Route, found: str | Path | None) -> None:
    assert found, f"{route.request.url} is linked to and does not exist"
    file = Path(str(found))
    route.fulfill(path=file, headers={"content-type": TYPES[file.suffix]})


def _is_general(middleware: str) -> bool:
    return not middleware.startswith(("throughline_web.", "allauth.", "django.contrib.auth."))
