"""One Chromium, one built demo, and a site of its own for each file of journeys."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.demo_site import built_demo, serving
from tests.browser.visitors import Visits
from tests.stages.chromium import ready_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.demo_site import Site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or ready_chromium()
    options = ["--disable-dev-shm-usage", "--disable-gpu"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(pytestconfig: pytest.Config) -> Path:
    return built_demo(pytestconfig.cache.mkdir("demo"))


@pytest.fixture(scope="session")
def site(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that most journeys share; what one changes, it undoes."""
    with serving(demo, tmp_path_factory.mktemp("site") / "var") as site:
        yield site


@pytest.fixture(scope="session")
def cookies() -> dict[tuple[str, str], object]:
    """The cookies of those who have logged in already: one log-in a person and site."""
    return {}


@pytest.fixture
def visit(chromium: Browser, site: Site, cookies: dict) -> Iterator[Visits]:
    """A door through which people visit the site; it is closed after the journey."""
    visits = Visits(chromium, site.url, cookies)
    yield visits
    visits.end()
