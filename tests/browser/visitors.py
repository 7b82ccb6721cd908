"""Somebody at a browser: what they open, what the browser complains of, what axe says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from throughline_web.desk.demo_people import DOMAIN, PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response

# A loaded machine is slow, and a slow machine is no fault of a page.
PATIENCE_MS = 20_000
DESKTOP = {"width": 1280, "height": 960}
expect.set_options(timeout=PATIENCE_MS)


class Visits:
    """The door of one site: people come in by it, and all of them leave in the end."""

    def __init__(self, browser: Browser, url: str, cookies: dict[tuple[str, str], Any]) -> None:
        self.browser, self.url, self.cookies = browser, url, cookies
        self._open: list[BrowserContext] = []

    def stranger(self, **look: Any) -> Visitor:
        """Return somebody who has not logged in, at a browser of their own."""
        options = {"viewport": DESKTOP, "locale": "sv-SE", **look}
        context = self.browser.new_context(base_url=self.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        self._open.append(context)
        return Visitor(context.new_page())

    def person(self, address: str, **look: Any) -> Visitor:
        """Return one of the demo's people, logged in."""
        known = self.cookies.get((self.url, address))
        if known is not None:
            return self.stranger(storage_state=known, **look)
        visitor = self.stranger(**look)
        visitor.logs_in(address)
        self.cookies[self.url, address] = visitor.page.context.storage_state()
        return visitor

    def end(self) -> None:
        for context in self._open:
            context.close()


class Visitor:
    """One person at one page; every complaint of the browser is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.status = 0
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._sees)

    def _hears(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _sees(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 400 and not is_page:
            self.complaints.append(f"{response.status} {response.url}")

    def opens(self, path: str) -> None:
        response = self.page.goto(path)
        self.status = response.status if response else 0

    def logs_in(self, address: str, password: str = PASSWORD) -> None:
        self.opens("/account/login/")
        self.page.locator("input[name=login]").fill(f"{address}@{DOMAIN}")
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form button[type=submit]").first.click()
        self.page.wait_for_load_state()

    def follows(self, name: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def presses(self, name: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def sees_not(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def words(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("body").inner_text())

    def all(self, selector: str) -> list[Locator]:
        return self.page.locator(selector).all()


def then_the_page_is_accessible(visitor: Visitor) -> None:
    """The baseline of every journey: axe as it comes, with no rule off and no region left out."""
    faults = faults_by_axe(visitor.page)
    assert faults == [], f"{visitor.page.url}\n" + "\n".join(faults)
    assert visitor.complaints == [], "\n".join(visitor.complaints)


def faults_by_axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:200]} | {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]
