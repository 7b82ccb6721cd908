from __future__ import annotations

import re
from itertools import product

import pytest
from django.contrib.staticfiles import finders

from tests.contracts.rules import ROOT

UI = ROOT / "src/throughline_web/ui"
TABLE = {
    "paper": ("#fbfaf7", "#15171a"),
    "card": ("#ffffff", "#1b1e22"),
    "ink": ("#1f1c1a", "#ece8e2"),
    "soft": ("#645d57", "#a49c93"),
    "line": ("#e4ded5", "#2d3136"),
    "hair": ("#efeae2", "#24282d"),
    "thread": ("#b0192f", "#ff6d7d"),
    "link": ("#17557a", "#8cc4e6"),
    "ochre": ("#7a4f00", "#f2cb74"),
    "ochre-ground": ("#fdf3dc", "#33290f"),
    "green": ("#27643f", "#8fd3a8"),
    "green-ground": ("#e8f3ec", "#14281c"),
    "slate": ("#8d8780", "#8a857e"),
    "slate-2": ("#c9c3ba", "#474c53"),
    "control": ("#8d8780", "#8a857e"),
}
WORDS = [
    *product(("ink", "soft", "link"), ("paper", "card")),
    ("ochre", "ochre-ground"),
    ("green", "green-ground"),
    ("green", "card"),
    ("paper", "ink"),
]
SHAPES = [
    *product(("thread", "slate", "control"), ("paper", "card")),
    ("thread", "green-ground"),
    ("slate", "green-ground"),
]


def sheet(name):
    return (UI / "static/ui" / name).read_text(encoding="utf-8")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other, *, is_dark):
    light, dark = sorted((luminance(TABLE[name][is_dark]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", TABLE)
def test_a_colour_is_the_same_in_the_plain_and_the_two_sided_list(name):
    light, dark = TABLE[name]
    tokens = sheet("tokens.css")

    assert f"--{name}: {light};" in tokens
    assert f"--{name}: light-dark({light}, {dark});" in tokens


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read_on_their_ground(words, ground, is_dark):
    assert contrast(words, ground, is_dark=is_dark) >= 4.5


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen_on_their_ground(shape, ground, is_dark):
    assert contrast(shape, ground, is_dark=is_dark) >= 3


def test_no_colour_is_written_outside_the_tokens():
    for path in (UI / "static/ui").glob("*.css"):
        if path.name != "tokens.css":
            assert not re.search(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8")), path.name


def test_the_thread_is_never_a_warning():
    warnings = re.findall(r"\.(?:notice|badge|wrong|field)[^{]*\{[^}]*\}", sheet("components.css"))

    assert all("--thread" not in rule for rule in warnings)


def test_every_sheet_is_small_and_linked():
    base = (UI / "templates/ui/base.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'static "ui/([a-z]+\.css)"', base))

    names = {path.name for path in (UI / "static/ui").glob("*.css")}
    assert names - {"gallery.css"} == linked
    assert all(sheet(name).count("\n") <= 400 for name in names)


def test_everything_the_base_page_links_to_exists():
    base = (UI / "templates/ui/base.html").read_text(encoding="utf-8")

    assert all(finders.find(name) for name in re.findall(r'static "([^"]+)"', base))
