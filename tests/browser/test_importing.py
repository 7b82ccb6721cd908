"""Importing: an administrator brings an old file with two bad rows, and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visitors import then_the_page_is_accessible

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.demo_site import Site
    from tests.browser.visitors import Visitor, Visits

pytestmark = pytest.mark.browser
NAME = "veckans lektioner.csv"


def test_an_administrator_imports_an_old_file_with_two_bad_rows(
    visit: Visits, site: Site, tmp_path: Path
):
    per = visit.person("admin")
    file = given_a_cp1252_file_with_two_bad_rows(site, tmp_path)

    when_he_brings(per, file)
    then_he_is_told_what_the_file_is(per)
    then_the_two_rows_are_shown_without_saying_whose(per)
    then_the_page_is_accessible(per)

    when_he_looks_how_it_was_read(per)
    then_he_sees_the_first_rows_and_may_read_it_otherwise(per)
    then_the_page_is_accessible(per)

    when_he_goes_back(per)
    when_he_imports_it(per)
    then_the_file_is_in_use(per)
    then_the_page_is_accessible(per)

    when_he_asks_to_undo_it(per)
    then_he_is_told_what_will_happen(per)
    then_the_page_is_accessible(per)

    when_he_undoes_it(per)
    then_the_file_is_no_longer_in_use(per)
    then_the_page_is_accessible(per)


def given_a_cp1252_file_with_two_bad_rows(site: Site, folder: Path) -> Path:
    """The latest rows of the demo's own lessons, one date and one number spoilt."""
    lines = (site.var / "demo-files" / "lessons.csv").read_text(encoding="utf-8-sig").splitlines()
    registered = [line for line in lines[1:] if ";8A;" in line and not line.endswith(";;;")]
    mine = registered[-6:]
    mine[1] = mine[1].replace(";2026-", ";20261340-", 1)
    cells = mine[3].split(";")
    mine[3] = ";".join([*cells[:6], "många", *cells[7:]])
    file = folder / NAME
    file.write_bytes("\r\n".join([lines[0], *mine, ""]).encode("cp1252"))
    return file


def when_he_brings(visitor: Visitor, file: Path) -> None:
    visitor.opens("/import/")
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.presses("Lämna in")


def then_he_is_told_what_the_file_is(visitor: Visitor) -> None:
    assert visitor.heading == NAME
    visitor.sees("Närvaro per lektion")


def when_he_looks_how_it_was_read(visitor: Visitor) -> None:
    visitor.follows("Läs filen på ett annat sätt")


def then_he_sees_the_first_rows_and_may_read_it_otherwise(visitor: Visitor) -> None:
    expect(visitor.page.locator("main table").first).to_contain_text("lektionstid (min)")
    expect(visitor.page.locator("main form select").first).to_be_visible()


def when_he_goes_back(visitor: Visitor) -> None:
    visitor.follows("Tillbaka")


def then_the_two_rows_are_shown_without_saying_whose(visitor: Visitor) -> None:
    expect(visitor.page.locator(".remark").first).to_be_visible(timeout=60_000)
    visitor.sees("Utelämnad")
    visitor.sees("många")
    visitor.sees_not("sim-0")


def when_he_imports_it(visitor: Visitor) -> None:
    visitor.page.locator("form[action$='/importera/'] button").click()


def then_the_file_is_in_use(visitor: Visitor) -> None:
    expect(visitor.page.get_by_role("link", name="Ångra importen")).to_be_visible(timeout=60_000)


def when_he_asks_to_undo_it(visitor: Visitor) -> None:
    visitor.follows("Ångra importen")


def then_he_is_told_what_will_happen(visitor: Visitor) -> None:
    expect(visitor.page.locator("main .prose li").first).to_be_visible()


def when_he_undoes_it(visitor: Visitor) -> None:
    visitor.presses("Ångra importen")


def then_the_file_is_no_longer_in_use(visitor: Visitor) -> None:
    expect(visitor.page.get_by_role("link", name="Ångra importen")).to_have_count(0, timeout=60_000)
    visitor.opens("/import/")
    visitor.sees(NAME)
    visitor.sees("Ångrad")
