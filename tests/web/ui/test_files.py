"""The field for files in a real browser: chosen, dropped, reached by keyboard, without scripts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser
FIRST = ".drop >> nth=0"
MANY = ".drop:has([multiple]) >> nth=0"
DROPPED = """
(field) => {
  const data = new DataTransfer();
  data.items.add(new File(["1234"], "ett.csv"));
  data.items.add(new File(["1234"], "två.csv"));
  const event = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
  field.dispatchEvent(event);
  return event.defaultPrevented;
}
"""


def a_file(name="vecka 47.csv", size=2048):
    return {"name": name, "mimeType": "text/csv", "buffer": b"x" * size}


def test_the_name_of_a_chosen_file_is_said(opened):
    field = opened("/galleri/").locator(FIRST)

    field.locator("input").set_input_files(a_file())

    assert field.locator("li").all_inner_texts() == ["vecka 47.csv · 2 kB"]


def test_several_files_are_dropped_on_a_field_that_takes_several(opened):
    field = opened("/galleri/").locator(MANY)

    is_taken = field.evaluate(DROPPED)

    assert is_taken
    assert field.locator("li").all_inner_texts() == ["ett.csv · 1 kB", "två.csv · 1 kB"]
    assert field.locator("input").evaluate("input => input.files.length") == 2


def test_a_field_for_one_file_takes_the_first(opened):
    field = opened("/galleri/").locator(FIRST)

    field.evaluate(DROPPED)

    assert field.locator("li").all_inner_texts() == ["ett.csv · 1 kB"]


def test_the_field_is_reached_by_keyboard_and_shows_it(opened):
    page = opened("/galleri/")
    field = page.locator(FIRST)
    page.keyboard.press("Tab")

    field.locator("input").focus()

    outline = field.locator("label").evaluate("label => getComputedStyle(label).outlineStyle")
    assert outline == "solid"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_whole_field_is_the_input(opened, width):
    field = opened("/galleri/", width=width).locator(FIRST)

    sizes = field.evaluate(
        "field => [field.clientWidth, field.clientHeight,"
        " field.querySelector('input').offsetWidth, field.querySelector('input').offsetHeight]"
    )

    assert sizes[:2] == sizes[2:]


def test_without_scripts_the_field_still_says_that_it_is_filled(opened):
    page = opened("/galleri/")
    field = page.locator(FIRST)

    before = field.locator(".drop-chosen").is_visible()
    field.locator("input").set_input_files(a_file())

    assert (before, field.locator(".drop-chosen").is_visible()) == (False, True)
