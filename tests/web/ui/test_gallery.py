from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from throughline_web.ui import navigation
from throughline_web.ui.navigation import Identity, NavEntry

pytestmark = pytest.mark.browser
HEIGHTS = """
[...document.querySelectorAll(".button, .pill, .site-header a, .text-button, summary")]
    .filter(each => each.checkVisibility())
    .map(each => each.getBoundingClientRect().height)
"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


def found_by_axe(page):
    """Every rule of axe, on the whole page, as one line each."""
    violations = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in violations for node in each["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_component_is_accessible(opened, width, scheme):
    page = opened("/galleri/", width=width, scheme=scheme)

    assert found_by_axe(page) == []


def test_every_component_is_accessible_when_it_is_opened(opened):
    page = opened("/galleri/", width=768)
    page.evaluate(OPEN_ALL)

    assert found_by_axe(page) == []


def test_an_open_dialog_is_accessible_and_closes_by_keyboard(opened):
    page = opened("/galleri/")

    page.get_by_role("button", name="Vem kan se sidan?").first.click()
    dialog = page.get_by_role("dialog", name="Vem kan se sidan?")

    assert dialog.is_visible()
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    assert dialog.is_hidden()


def test_nothing_is_wider_than_the_window(opened):
    page = opened("/galleri/")

    widths = [320, 390, 640, 768, 1024, 1280]
    assert [_width_of_page(page, width) for width in widths] == widths


@pytest.mark.parametrize(
    ("width", "name"), [(1280, "wide"), (768, "medium"), (390, "narrow"), (320, "narrow")]
)
def test_the_thread_is_shown_in_the_size_that_fits(opened, width, name):
    page = opened("/galleri/", width=width)

    shown = page.locator(".thread-view:visible").first

    assert f"thread-{name}" in (shown.get_attribute("class") or "")


def test_the_menu_of_a_phone_opens_and_closes(opened):
    navigation.register(NavEntry("lost", "Skolan", "lost"))
    page = opened("/borta/", width=390)

    page.get_by_role("button", name="Meny").click()
    assert page.get_by_role("link", name="Skolan").is_visible()
    assert found_by_axe(page) == []

    page.get_by_role("button", name="Stäng").click()
    assert page.get_by_role("link", name="Skolan").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_error_page_is_accessible_for_one_who_is_logged_in(opened, scheme):
    navigation.register(NavEntry("lost", "Skolan", "lost"))
    navigation.identify_with(lambda request: Identity("Sara Berg", "elevhälsan", "Ek", "/ut/"))

    assert found_by_axe(opened("/borta/", scheme=scheme)) == []


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(opened):
    page = opened("/borta/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_key_presses_the_button_that_names_it(opened):
    page = opened("/galleri/")

    page.keyboard.press("j")

    assert page.url.endswith("#nasta")


def test_a_key_is_only_a_letter_in_a_field(opened):
    page = opened("/galleri/")

    page.get_by_label("Anteckning").first.focus()
    page.keyboard.press("j")

    assert not page.url.endswith("#nasta")


def test_a_drop_down_closes_when_one_presses_elsewhere(opened):
    page = opened("/galleri/")
    first, panel = (
        page.get_by_text("Årskurs", exact=True).first,
        page.locator(".dropdown-panel").first,
    )

    first.click()
    assert panel.is_visible()

    page.get_by_role("heading", name="Galleri").click()
    assert panel.is_hidden()


def test_what_one_presses_is_large_enough_for_a_thumb(opened):
    page = opened("/galleri/", width=390)

    heights = page.evaluate(HEIGHTS)

    assert heights
    assert min(heights) >= 44


def _width_of_page(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    return page.evaluate("document.documentElement.scrollWidth")
