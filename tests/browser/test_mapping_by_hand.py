"""Importing a table that nobody knows: mapped by hand, mended, laid over, and all taken back."""

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
TITLE = "Frånvarorapport vecka 47;;;;;;;\r\nUtskriven 2026-11-20;;;;;;;\r\n\r\n"
HEAD = "Elevnr;Skolenhet;Grupp;Dag;Kl;Schemalagt;Närv;Skolk\r\n"
COLUMNS = {
    "class": "Grupp",
    "start": "Kl",
    "offered": "Schemalagt",
    "present": "Närv",
    "unexcused": "Skolk",
}
NAME = "Vår frånvarorapport"


def test_an_unknown_table_is_mapped_mended_laid_over_and_taken_back(
    visit: Visits, site: Site, tmp_path: Path
):
    per = visit.person("admin")
    files = given_files_edited_in_a_spreadsheet(site, tmp_path)

    when_he_brings(per, files["trasig.csv"])
    then_he_is_asked_which_column_is_which(per)
    when_he_maps_it_and_saves_the_mapping(per)
    then_two_rows_are_left_out_and_the_others_are_new(per)
    then_the_page_is_accessible(per)
    when_he_imports_it(per)
    first = per.page.url

    when_he_brings(per, files["rättad.csv"])
    then_it_is_recognised_and_most_of_it_changes_nothing(per)
    then_the_page_is_accessible(per)
    when_he_imports_it(per)

    when_he_asks_to_undo_the_first(per, first)
    then_the_second_is_named_and_both_may_go_together(per)
    then_the_page_is_accessible(per)
    when_he_undoes_both(per)
    then_both_are_undone(per)

    when_he_opens_the_saved_mapping(per)
    then_the_page_is_accessible(per)
    when_he_removes_it(per)
    then_the_list_is_empty(per)
    then_the_page_is_accessible(per)


def given_files_edited_in_a_spreadsheet(site: Site, folder: Path) -> dict[str, Path]:
    """A title, a stamp, decimal commas, cp1252; in the first of them one day and one number spoilt."""
    lines = (site.var / "demo-files" / "lessons.csv").read_text(encoding="utf-8-sig").splitlines()
    pupil, _day, school, group = lines[1].split(";")[:4]
    # Lessons in the evening: nothing of the demo tells of them.
    rows = [f"{pupil};{school};{group};{n}.11.2026;19:05;50,0;40,0;10,0" for n in (2, 3, 4, 5, 6)]
    spoilt = [*rows]
    spoilt[1] = spoilt[1].replace("3.11.2026", "31.13.2026")
    spoilt[3] = spoilt[3].replace("40,0", "fyrtio")
    written = {}
    for name, content in (("trasig.csv", spoilt), ("rättad.csv", rows)):
        written[name] = folder / name
        written[name].write_bytes((TITLE + HEAD + "\r\n".join([*content, ""])).encode("cp1252"))
    return written


def when_he_brings(visitor: Visitor, file: Path) -> None:
    visitor.opens("/import/")
    visitor.page.locator("input[type=file]").set_input_files(file)
    expect(visitor.page.locator("[data-drop-names] li")).to_contain_text(file.name)
    visitor.presses("Lämna in")


def then_he_is_asked_which_column_is_which(visitor: Visitor) -> None:
    visitor.sees("Vi ser inte vad det här är för fil")


def when_he_maps_it_and_saves_the_mapping(visitor: Visitor) -> None:
    visitor.follows("Välj kolumner")
    for field, header in COLUMNS.items():
        visitor.page.locator(f"select[name=column_{field}]").select_option(header)
    visitor.page.locator("input[name=name]").fill(NAME)
    visitor.presses("Kontrollera filen")


def then_two_rows_are_left_out_and_the_others_are_new(visitor: Visitor) -> None:
    expect(visitor.page.locator(".remark").first).to_be_visible(timeout=60_000)
    visitor.sees("av 5 rader i filen")
    visitor.sees("31.13.2026")
    visitor.sees("fyrtio")
    visitor.sees("Nytt")
    visitor.sees_not("Ersätter det som finns")


def when_he_imports_it(visitor: Visitor) -> None:
    visitor.page.locator("form[action$='/importera/'] button").click()
    expect(visitor.page.get_by_role("link", name="Ångra importen")).to_be_visible(timeout=60_000)
    visitor.sees("Så går ni vidare")


def then_it_is_recognised_and_most_of_it_changes_nothing(visitor: Visitor) -> None:
    expect(visitor.page.locator("form[action$='/importera/'] button")).to_be_visible(timeout=60_000)
    visitor.sees(f"Filen kändes igen av sig själv som {NAME}.")
    visitor.sees("Ändrar ingenting")


def when_he_asks_to_undo_the_first(visitor: Visitor, address: str) -> None:
    visitor.opens(address)
    visitor.follows("Ångra importen")


def then_the_second_is_named_and_both_may_go_together(visitor: Visitor) -> None:
    visitor.sees("rättad.csv")
    visitor.sees("Den handlar om samma lektioner")


def when_he_undoes_both(visitor: Visitor) -> None:
    visitor.presses("Ångra den importen och sedan den här")


def then_both_are_undone(visitor: Visitor) -> None:
    visitor.sees("Importen ångrades av")


def when_he_opens_the_saved_mapping(visitor: Visitor) -> None:
    visitor.opens("/import/kolumnval/")
    visitor.follows(NAME)
    visitor.sees("Skolenhet")


def when_he_removes_it(visitor: Visitor) -> None:
    visitor.presses("Ta bort detta sätt att läsa filer")


def then_the_list_is_empty(visitor: Visitor) -> None:
    visitor.sees("Ingenting är sparat än")
