"""Choosing a policy: a principal reads the limits, tries another, brings her own, and adopts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visitors import then_the_page_is_accessible

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.visitors import Visitor, Visits

pytestmark = pytest.mark.browser
# A worker goes through every pupil while the page waits.
PATIENCE = 60_000
OWN = """
id = "var-riktlinje"
version = "1"
country = "se"
valid_from = 2026-07-01
source = "Beslut av rektor 20 november 2026"
author = "Maria Holm"
checked_by = "Maria Holm"
next_review = 2027-06-01
name = { sv = "Vår riktlinje", nb = "Vår retningslinje", en = "Our policy" }

[[rule]]
id = "mentor-talk"
indicator = "absence"
scope = "total"
window = "rolling:20"
limit = 0.12
unit = "share"
min_coverage = 0.8
min_offered = 1500
action = { sv = "Mentorn talar med eleven", nb = "Kontaktlæreren snakker med eleven", en = "The mentor talks with the pupil" }
due_days = 5
owner_role = "mentor"
"""


def test_a_principal_tries_another_policy_and_adopts_one_of_her_own(visit: Visits, tmp_path: Path):
    maria = visit.person("rektor")

    when_she_goes_from_the_school_to_its_limits(maria)
    then_she_reads_the_rules_in_words(maria)
    then_the_page_is_accessible(maria)

    when_she_counts_what_another_would_change(maria)
    then_she_is_told_how_many_would_stand_on_the_list(maria)
    then_the_page_is_accessible(maria)

    when_she_brings_a_file(maria, tmp_path, OWN.replace("limit =", "limt ="))
    then_the_fault_is_named_with_file_and_key(maria)
    then_the_page_is_accessible(maria)

    when_she_brings_a_file(maria, tmp_path, OWN)
    then_it_is_hers_to_try_and_adopt(maria)
    then_the_page_is_accessible(maria)

    when_she_adopts_it_from(maria, "2026-12-01")
    then_it_stands_among_what_has_been_decided(maria)
    then_the_page_is_accessible(maria)


def when_she_goes_from_the_school_to_its_limits(visitor: Visitor) -> None:
    visitor.opens("/skolan/")
    visitor.follows("Gränserna som skolan följer")


def then_she_reads_the_rules_in_words(visitor: Visitor) -> None:
    visitor.sees("Svensk grundmall")
    visitor.sees("Frånvaro, de senaste 20 skoldagarna: från 10\u00a0%")


def when_she_counts_what_another_would_change(visitor: Visitor) -> None:
    visitor.follows("Borås")
    visitor.presses("Räkna vad som skulle ändras")


def then_she_is_told_how_many_would_stand_on_the_list(visitor: Visitor) -> None:
    told = visitor.page.get_by_text("Med den här riktlinjen skulle det vara")
    expect(told).to_be_visible(timeout=PATIENCE)


def when_she_brings_a_file(visitor: Visitor, folder: Path, text: str) -> None:
    file = folder / "var-riktlinje.toml"
    file.write_text(text, encoding="utf-8")
    visitor.opens("/skolan/")
    visitor.follows("Gränserna som skolan följer")
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.presses("Läs in filen")


def then_the_fault_is_named_with_file_and_key(visitor: Visitor) -> None:
    visitor.sees("var-riktlinje.toml")
    visitor.sees("limt")


def then_it_is_hers_to_try_and_adopt(visitor: Visitor) -> None:
    assert visitor.heading == "Vår riktlinje"
    visitor.sees("Ingenting har ändrats")


def when_she_adopts_it_from(visitor: Visitor, day: str) -> None:
    visitor.page.get_by_label("Från vilken dag").fill(day)
    visitor.presses("Anta riktlinjen")


def then_it_stands_among_what_has_been_decided(visitor: Visitor) -> None:
    # The day has not come, so today's limits stand where they stood.
    visitor.sees("Svensk grundmall")
    visitor.sees("Vår riktlinje, från 1 december 2026")
