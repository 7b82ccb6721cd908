"""Every page that a role can reach: its language, its title, its headings, axe, by light and dark."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from tests.browser.demo_site import ROOT
from tests.browser.visitors import faults_by_axe, then_the_page_is_accessible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

    from tests.browser.visitors import Visitor, Visits

pytestmark = pytest.mark.browser
PEOPLE = ("elevhalsa", "rektor", "mentor", "larare", "samordnare", "admin", "hemma", "elev")
LANGUAGES = ("sv", "nb", "en")
# Every page of one kind is one page: the first of each is visited.
ONE_OF_MANY = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)|(?<=/tal/definitioner/)[^/]+|(?<=/siffran/)[^/]+"
)
NOT_PAGES = ("/tal.", "/anmarkningar/", "/health/", "mailto:", "#")
# Fewer pages than this, and the crawl itself has gone astray.
FEWEST = 3


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_whole_in_swedish_light(visit: Visits, person: str):
    visitor = visit.person(person)

    pages = list(pages_reached_by(visitor))

    assert len(pages) >= FEWEST
    assert [fault for page in pages for fault in page.faults] == []
    assert visitor.complaints == []


@pytest.mark.parametrize("language", ["nb", "en"])
def test_every_page_once_in_the_other_languages(visit: Visits, language: str):
    then_all_pages_are_whole(visit, language=language, look={})


def test_every_page_once_in_the_dark(visit: Visits):
    then_all_pages_are_whole(visit, language="sv", look={"color_scheme": "dark"})


def test_what_a_stranger_meets(visit: Visits):
    stranger = visit.stranger()
    for address in (
        "/account/login/",
        "/account/password/reset/",
        "/invitation/",
        "/invitation/code/",
        "/finns-inte/",
    ):
        stranger.opens(address)
        stranger.complaints.clear()
        assert faults_of_words(stranger, "sv") == []
        then_the_page_is_accessible(stranger)


class Found:
    """One page that was visited, and what was wrong with it."""

    def __init__(self, address: str, faults: list[str]) -> None:
        self.address, self.faults = address, [f"{address}: {fault}" for fault in faults]


def then_all_pages_are_whole(visit: Visits, *, language: str, look: dict[str, str]) -> None:
    seen: set[str] = set()
    faults: list[str] = []
    for person in PEOPLE:
        visitor = visit.person(person, **look)
        when_the_language_is_chosen(visitor, language)
        for page in pages_reached_by(visitor, language=language, seen=seen):
            faults += page.faults
        faults += visitor.complaints
    assert faults == []


def when_the_language_is_chosen(visitor: Visitor, language: str) -> None:
    visitor.opens("/me/")
    if visitor.page.locator("html").get_attribute("lang") != language:
        visitor.page.locator(f"footer button[name=language][value={language}]").click()
        visitor.page.wait_for_load_state()


def pages_reached_by(
    visitor: Visitor, *, language: str = "sv", seen: set[str] | None = None
) -> Iterator[Found]:
    """Follow every link from the start page, one page of each kind."""
    waiting, known = ["/", "/me/"], set() if seen is None else seen
    while waiting:
        address = waiting.pop(0)
        kind = ONE_OF_MANY.sub("*", address)
        if kind in known:
            continue
        known.add(kind)
        visitor.opens(address)
        yield Found(address, faults_of_words(visitor, language) + faults_by_axe(visitor.page))
        waiting += _links_of(visitor)


def _links_of(visitor: Visitor) -> list[str]:
    links = visitor.page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    inside = (link for link in links if link.startswith("/") and not _is_no_page(link))
    return list(dict.fromkeys(inside))


def _is_no_page(link: str) -> bool:
    return "?" in link or any(part in link for part in NOT_PAGES)


def faults_of_words(visitor: Visitor, language: str) -> list[str]:
    page = visitor.page
    faults = [
        f"lang is {page.locator('html').get_attribute('lang')}"
        if page.locator("html").get_attribute("lang") != language
        else "",
        "no title" if not page.title().split("·")[0].strip() else "",
        f"{page.locator('h1').count()} h1" if page.locator("h1").count() != 1 else "",
        f"answered {visitor.status}" if visitor.status >= 500 else "",
    ]
    return [fault for fault in faults if fault] + _foreign(page.inner_text("body"), language)


def _foreign(text: str, language: str) -> list[str]:
    lines = {line.strip() for line in re.split(r"[\n\t]", text)}
    return [f"left in another language: {line}" for line in sorted(lines & _foreign_to(language))]


@cache
def _foreign_to(language: str) -> set[str]:
    """Every sentence of the site as the other languages say it, but not as this one does."""
    said = {each: _sentences(each) for each in LANGUAGES}
    mine = said.pop(language)
    return {sentence for other in said.values() for sentence in other} - mine


def _sentences(language: str) -> set[str]:
    if language == "en":
        return {str(one.id) for file in _catalogues("sv") for one in _read(file) if _is_plain(one)}
    plain = (one for file in _catalogues(language) for one in _read(file) if _is_plain(one))
    return {str(one.string) for one in plain}


def _catalogues(language: str) -> list[Path]:
    folder = ROOT / "src" / "throughline_web"
    return sorted(folder.glob(f"*/locale/{language}/LC_MESSAGES/django.po"))


def _read(file: Path) -> Iterator[Message]:
    with file.open("rb") as stream:
        yield from (one for one in read_po(stream) if one.id)


def _is_plain(message: Message) -> bool:
    return isinstance(message.id, str) and "%(" not in message.id and bool(message.string)
