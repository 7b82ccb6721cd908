"""Ways of use: by keyboard alone, and on a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visitors import then_the_page_is_accessible

if TYPE_CHECKING:
    from tests.browser.visitors import Visitor, Visits

pytestmark = pytest.mark.browser
WORKLIST = "/att-folja-upp/"
MOST_TABS = 60
# Nothing that is touched is smaller than this, but for words inside a sentence or a list (WCAG 2.2).
LEAST_TOUCH = 24
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}

SMALL_TARGETS = """
least => [...document.querySelectorAll("a[href], button, input, select, summary, textarea")]
  .filter(each => each.checkVisibility({opacityProperty: true}))
  .filter(each => !["hidden", "file"].includes(each.type) && !each.matches(".skip, p a"))
  .map(each => [each, (each.labels?.[0] ?? each).getBoundingClientRect()])
  .filter(([_, box]) => box.width > 0 && box.height < least)
  .map(([each, box]) => `${each.tagName} ${each.innerText || each.name}: ${Math.round(box.height)}`)
"""
TOO_WIDE = """
() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5)
    .map(each => `${each.tagName}.${each.className}`)
"""


def test_a_decision_is_made_by_keyboard_alone(visit: Visits):
    sara = visit.person("elevhalsa")

    when_she_jumps_past_the_menu(sara)
    then_the_content_has_the_focus(sara)

    when_she_walks_to_the_worklist(sara)
    name = when_she_walks_to_the_first_question(sara)
    when_she_decides_by_keys(sara)
    then_it_is_saved(sara)
    then_the_page_is_accessible(sara)

    when_she_takes_it_back_by_keys(sara, name)
    then_it_waits_again(sara)
    then_the_page_is_accessible(sara)


def test_every_step_of_the_keyboard_is_seen(visit: Visits):
    sara = visit.person("elevhalsa")

    sara.opens(WORKLIST)

    then_each_stop_has_a_ring(sara, stops=25)
    then_the_page_is_accessible(sara)


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
def test_the_pages_of_the_day_fit_a_telephone(visit: Visits, size: dict[str, int]):
    sara = visit.person("elevhalsa", viewport=size, has_touch=True, is_mobile=True)
    per = visit.person("admin", viewport=size, has_touch=True, is_mobile=True)

    for page in given_the_pages_of_the_day(sara):
        then_it_fits(sara, page)
    for page in ("/import/", "/people/", "/units/"):
        then_it_fits(per, page)
    then_the_page_is_accessible(per)
    then_the_page_is_accessible(sara)


def test_the_menu_opens_and_closes_on_a_telephone(visit: Visits):
    sara = visit.person("elevhalsa", viewport=PHONE, has_touch=True, is_mobile=True)

    sara.opens("/")
    sara.page.get_by_role("button", name="Meny").tap()
    then_the_page_is_accessible(sara)
    sara.page.get_by_role("link", name="Klasser").tap()

    sara.page.wait_for_url("**/klasser/")
    then_the_page_is_accessible(sara)


def when_she_jumps_past_the_menu(visitor: Visitor) -> None:
    visitor.opens("/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(".skip")).to_be_focused()
    visitor.page.keyboard.press("Enter")


def then_the_content_has_the_focus(visitor: Visitor) -> None:
    expect(visitor.page.locator("main")).to_be_focused()


def when_she_walks_to_the_worklist(visitor: Visitor) -> None:
    visitor.opens("/")
    _walk_to(visitor, "header nav a", "Att följa upp")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**{WORKLIST}")


def when_she_walks_to_the_first_question(visitor: Visitor) -> str:
    name = visitor.page.locator("main tbody tr").first.locator("a").first.inner_text()
    _walk_to(visitor, "main tbody a", "Ta ställning")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(lambda url: not url.endswith(WORKLIST))
    return name


def when_she_decides_by_keys(visitor: Visitor) -> None:
    _walk_to(visitor, "input[type=radio]", "")
    visitor.page.keyboard.press("ArrowDown")
    _walk_to(visitor, "main button", "Spara")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**{WORKLIST}")


def then_it_is_saved(visitor: Visitor) -> None:
    visitor.sees("sparat")


def when_she_takes_it_back_by_keys(visitor: Visitor, name: str) -> None:
    _walk_to(visitor, "main a", "Alla")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**?**")
    button = visitor.page.locator("main tr", has_text=name).get_by_role("button", name="Ångra")
    button.focus()
    visitor.page.keyboard.press("Enter")


def then_it_waits_again(visitor: Visitor) -> None:
    visitor.sees("Frågan väntar igen")


def then_each_stop_has_a_ring(visitor: Visitor, *, stops: int) -> None:
    for _stop in range(stops):
        visitor.page.keyboard.press("Tab")
        ring = visitor.page.evaluate(
            "() => getComputedStyle(document.activeElement).outlineStyle != 'none'"
            " || document.activeElement == document.body"
        )
        assert ring, visitor.page.evaluate("() => document.activeElement.outerHTML")


def given_the_pages_of_the_day(visitor: Visitor) -> list[str]:
    visitor.opens(WORKLIST)
    links = ("main a[href^='/elever/']", "main a[href^='/att-folja-upp/']:not([href*='?'])")
    found = [visitor.page.locator(link).first.get_attribute("href") or "" for link in links]
    return ["/", WORKLIST, *found, "/skolan/", "/klasser/", "/sok/", "/me/"]


def then_it_fits(visitor: Visitor, page: str) -> None:
    visitor.opens(page)
    assert visitor.page.evaluate(TOO_WIDE) == [], page
    assert visitor.page.evaluate(SMALL_TARGETS, LEAST_TOUCH) == [], page


def _walk_to(visitor: Visitor, selector: str, words: str) -> None:
    """Press Tab until something of that kind, with those words, has the focus."""
    for _stop in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        reached = visitor.page.evaluate(
            "([selector, words]) => document.activeElement.matches(selector)"
            " && document.activeElement.innerText.includes(words)",
            [selector, words],
        )
        if reached:
            return
    raise AssertionError(f"No way by Tab to {selector} {words}")
