"""Following up: the team finds the pupil of the slow slide; mentor and home see their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.visitors import then_the_page_is_accessible

if TYPE_CHECKING:
    from tests.browser.visitors import Visitor, Visits

pytestmark = pytest.mark.browser
WORKLIST = "/att-folja-upp/"


def test_the_health_team_finds_the_sliding_pupil_and_answers(visit: Visits):
    sara = visit.person("elevhalsa")
    name = given_the_name_of_the_pupil_of_the_slow_slide(visit)

    when_she_opens_the_pupil_from_the_worklist(sara, name)
    then_the_page_says_what_changed_with_its_picture(sara, name)
    then_the_page_is_accessible(sara)

    when_she_plans_a_talk(sara)
    then_the_pupil_no_longer_waits(sara, name)
    then_the_page_is_accessible(sara)

    when_she_takes_the_decision_back(sara, name)
    then_the_pupil_waits_again(sara, name)
    then_the_page_is_accessible(sara)


def test_a_known_absence_asks_why_and_until_when(visit: Visits):
    sara = visit.person("elevhalsa")

    when_she_says_known_and_nothing_more(sara)

    then_the_form_asks_for_reason_and_day_and_keeps_what_was_chosen(sara)
    then_the_page_is_accessible(sara)


def test_a_mentor_sees_only_her_own(visit: Visits):
    karin, sara = visit.person("mentor"), visit.person("elevhalsa")
    hers = given_the_classes_of(karin)

    when_both_open_the_worklist(karin, sara)

    then_each_row_is_of_one_of(karin, hers)
    then_somebody_else_of_another_class_is_not_found_by(karin, sara, hers)
    then_the_page_is_accessible(karin)


def test_a_guardian_sees_nothing_of_others(visit: Visits):
    anna, sara = visit.person("hemma"), visit.person("elevhalsa")
    child = given_the_name_of_the_pupil_of_the_slow_slide(visit)
    others = given_the_pages_of_others(sara, child)

    when_she_comes_home(anna, child)
    then_no_other_name_is_there(anna, others)
    then_the_page_is_accessible(anna)

    then_every_address_of_others_is_closed(anna, [*others.values(), WORKLIST, "/klasser/", "/log/"])
    then_the_page_is_accessible(anna)


def given_the_name_of_the_pupil_of_the_slow_slide(visit: Visits) -> str:
    # The demo ties its home log-ins to that pupil.
    anna = visit.person("hemma")
    anna.opens("/min-sida/")
    return anna.heading


def when_she_opens_the_pupil_from_the_worklist(visitor: Visitor, name: str) -> None:
    visitor.opens(WORKLIST)
    visitor.follows(name)


def then_the_page_says_what_changed_with_its_picture(visitor: Visitor, name: str) -> None:
    assert visitor.heading == name
    visitor.sees("Vad har ändrats")
    expect(visitor.page.locator("main svg[role=img]").first).to_be_visible()
    visitor.page.get_by_text("Visa som tabell").first.click()
    expect(visitor.page.locator("main details[open] table").first).to_be_visible()


def when_she_plans_a_talk(visitor: Visitor) -> None:
    visitor.follows("Ta ställning")
    visitor.page.get_by_label("Samtal planerat").check()
    visitor.presses("Spara")


def then_the_pupil_no_longer_waits(visitor: Visitor, name: str) -> None:
    visitor.sees("Ställningstagandet är sparat")
    assert name not in _names(visitor)


def when_she_takes_the_decision_back(visitor: Visitor, name: str) -> None:
    visitor.follows("Alla")
    row = visitor.page.locator("main tr", has_text=name)
    row.get_by_role("button", name="Ångra").click()
    visitor.page.wait_for_load_state()


def then_the_pupil_waits_again(visitor: Visitor, name: str) -> None:
    assert name in _names(visitor)


def when_she_says_known_and_nothing_more(visitor: Visitor) -> None:
    visitor.opens(WORKLIST)
    visitor.follows("Ta ställning")
    visitor.page.locator("input[value=known]").check()
    visitor.presses("Spara")


def then_the_form_asks_for_reason_and_day_and_keeps_what_was_chosen(visitor: Visitor) -> None:
    expect(visitor.page.locator("[aria-invalid=true]")).to_have_count(2)
    expect(visitor.page.locator("input[value=known]")).to_be_checked()


def given_the_classes_of(visitor: Visitor) -> list[str]:
    visitor.opens("/klasser/")
    return [link.inner_text() for link in visitor.all("main a[href^='/klasser/']")]


def when_both_open_the_worklist(*visitors: Visitor) -> None:
    for visitor in visitors:
        visitor.opens(f"{WORKLIST}?filter=all")


def then_each_row_is_of_one_of(visitor: Visitor, classes: list[str]) -> None:
    # A protected identity has neither a page to open nor a class beside it.
    rows = [row.inner_text() for row in visitor.all("main tbody tr:has(a[href^='/elever/'])")]
    assert rows
    assert [row for row in rows if not any(name in row for name in classes)] == []


def then_somebody_else_of_another_class_is_not_found_by(
    mentor: Visitor, team: Visitor, classes: list[str]
) -> None:
    strangers = [
        row.locator("a").first
        for row in team.all("main tbody tr")
        if row.locator("a[href^='/elever/']").count()
        and not any(name in row.inner_text() for name in classes)
    ]
    page = strangers[0].get_attribute("href") or ""
    words = mentor.words()

    assert [link.inner_text() for link in strangers if link.inner_text() in words] == []
    then_the_address_is_closed(mentor, page)
    mentor.opens(WORKLIST)


def given_the_pages_of_others(team: Visitor, child: str) -> dict[str, str]:
    team.opens(f"{WORKLIST}?filter=all")
    links = team.all("main tbody a[href^='/elever/']")
    pages = {link.inner_text(): link.get_attribute("href") or "" for link in links}
    return {name: page for name, page in pages.items() if name != child}


def when_she_comes_home(visitor: Visitor, child: str) -> None:
    visitor.opens("/")
    assert visitor.heading == child


def then_no_other_name_is_there(visitor: Visitor, others: dict[str, str]) -> None:
    source = visitor.page.content()
    assert [name for name in others if name in source] == []


def then_every_address_of_others_is_closed(visitor: Visitor, pages: list[str]) -> None:
    for page in pages[-8:]:
        then_the_address_is_closed(visitor, page)


def then_the_address_is_closed(visitor: Visitor, page: str) -> None:
    visitor.opens(page)
    assert visitor.status in {403, 404}, page
    # The browser itself notes every closed door; it is no fault of the page.
    visitor.complaints.clear()


def _names(visitor: Visitor) -> list[str]:
    return [link.inner_text() for link in visitor.all("main tbody a[href^='/elever/']")]
