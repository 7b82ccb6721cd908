"""The documents say true things: links lead somewhere, and what can be typed or set is explained."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from argparse import ArgumentParser
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.contracts.rules import ROOT, house
from throughline.earlywarning.policy import (
    Compare,
    Indicator,
    Measure,
    Scope,
    parse_policy,
    shipped_policies,
)
from throughline.sources import shipped_profiles
from throughline_web.config.commands import COMMANDS as SITE_COMMANDS

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)
SETTING = re.compile(r"\bTHROUGHLINE_[A-Z_]+[A-Z]\b")
SCREEN = 45
THROUGHLINE = Path(sys.executable).with_name("throughline")


def broken_links(page, text):
    """The links of a page that lead nowhere."""
    targets = [target for target in LINK.findall(CODE.sub("", text)) if "://" not in target]
    return [target for target in targets if not leads_somewhere(page, target)]


def leads_somewhere(page, target):
    path, _, heading = target.partition("#")
    file = (page.parent / path) if path else page
    return file.exists() and (not heading or heading in anchors(file.read_text(encoding="utf-8")))


def anchors(text):
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).strip().lower().replace(" ", "-") for each in headings}


def reference(name):
    return (ROOT / "docs/reference" / name).read_text(encoding="utf-8")


def settings_in_use():
    product = [source.text for source in house() if source.path.startswith("src/")]
    return sorted({name for text in product for name in SETTING.findall(text)})


def own_site_commands():
    """The commands of the site, by the name that an operator types."""
    typed = {answer: name for name, answer in SITE_COMMANDS.items()}
    ours = [name for name, app in get_commands().items() if "throughline_web" in str(app)]
    return sorted(typed.get(name, name) for name in ours)


def site_options(name):
    answer = SITE_COMMANDS.get(name, name)
    command = load_command_class(get_commands()[answer], answer)
    parser = ArgumentParser()
    command.add_arguments(parser)
    options = {option for action in parser._actions for option in action.option_strings}
    return sorted(option for option in options - {"--help"} if option.startswith("--"))


def core_commands():
    """The commands that `throughline --help` lists, without those that an entry point adds."""
    result = subprocess.run([THROUGHLINE, "--help"], capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^ {4}([a-z]+) ", result.stdout, flags=re.MULTILINE))
    return sorted(listed - {entry.name for entry in entry_points(group="throughline.commands")})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", ["[a](gone.md)", "![a](gone.svg)", "[a](CONTRIBUTING.md#gone)"])
def test_a_broken_link_is_seen_red(text):
    assert broken_links(ROOT / "README.md", text) != []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_page_can_be_found_from_the_readme(page):
    seen, waiting = set(), [ROOT / "README.md"]
    while waiting:
        current = waiting.pop()
        seen.add(current)
        waiting += [each for each in linked_pages(current) if each not in seen]

    assert page in seen


def linked_pages(page):
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    paths = [(page.parent / target.partition("#")[0]).resolve() for target in targets]
    return [path for path in paths if path.suffix == ".md" and path.exists()]


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_a_decision_fits_one_screen_and_says_what_was_given_up(record):
    lines = record.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]
    assert len(lines) <= SCREEN


def test_the_readme_is_one_screen_with_one_picture_and_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert len(text.splitlines()) <= SCREEN
    assert text.count("![") == 1
    assert {"./run demo", "./run test"} <= set(re.findall(r"\./run \w+", text))


@pytest.mark.parametrize("name", settings_in_use())
def test_every_setting_is_explained(name):
    assert f"`{name}`" in reference("settings.md")


def test_no_setting_is_explained_that_nobody_reads():
    explained = set(SETTING.findall(reference("settings.md")))
    everywhere = {name for source in house() for name in SETTING.findall(source.text)}
    everywhere |= set(SETTING.findall((ROOT / ".ci/run").read_text(encoding="utf-8")))

    assert explained - everywhere == set()


@pytest.mark.parametrize("name", [*core_commands(), *(f"site {name}" for name in SITE_COMMANDS)])
def test_every_command_is_explained(name):
    assert f"`throughline {name}" in reference("commands.md")


@pytest.mark.parametrize("name", core_commands())
def test_every_option_of_a_command_is_explained(name):
    shown = subprocess.run(
        [THROUGHLINE, name, "--help"], capture_output=True, text=True, check=True
    )
    options = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", shown.stdout)) - {"--help"}
    section = reference("commands.md").split(f"## `throughline {name}")[1].split("\n## ")[0]

    assert [option for option in sorted(options) if f"`{option}" not in section] == []


@pytest.mark.parametrize("name", own_site_commands())
def test_every_option_of_a_command_of_the_site_is_explained(name):
    rows = [line for line in reference("commands.md").splitlines() if f"site {name}" in line]

    assert [option for option in site_options(name) if f"`{option}`" not in " ".join(rows)] == []
    assert rows


@pytest.mark.parametrize("answer", SITE_COMMANDS.values())
def test_every_command_of_the_site_has_an_answer(answer):
    assert answer in get_commands()


def test_the_list_of_commands_is_really_read():
    assert {"check", "flags", "policies", "profiles", "simulate"} <= set(core_commands())


def test_the_policy_of_the_how_to_can_be_read():
    page = (ROOT / "docs/how-to/write-a-policy.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, flags=re.DOTALL)

    policy = parse_policy(example[1], name="our-policy.toml")

    assert [rule.id for rule in policy.rules] == ["mentor-talk"]


def test_every_word_that_a_policy_may_use_is_in_its_how_to():
    page = (ROOT / "docs/how-to/write-a-policy.md").read_text(encoding="utf-8")
    words = [*Indicator, *Scope, *Measure, *Compare]

    assert [str(word) for word in words if f"`{word}`" not in page] == []


def test_every_shipped_policy_and_profile_is_named_in_the_reference():
    ids = [*shipped_policies(), *(profile.id for profile in shipped_profiles())]

    assert [each for each in ids if f"`{each}`" not in reference("files.md")] == []


def test_the_tutorial_can_be_followed_to_the_end(tmp_path):
    page = (ROOT / "docs/tutorial/first-flags.md").read_text(encoding="utf-8")
    typed = re.findall(r"^    \./run throughline (.+)$", page, flags=re.MULTILINE)

    codes = {words: follow(words, tmp_path) for words in typed}

    assert len(typed) > 6
    assert {words for words, code in codes.items() if code not in {0, 1}} == set()
    assert "<html" in (tmp_path / "follow-up.html").read_text(encoding="utf-8")


def follow(words, folder):
    """Type a command, with a smaller municipality than a person would want."""
    command = [THROUGHLINE, *words.replace("--pupils 150", "--pupils 40").split()]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_the_reference_names_every_key_of_the_json(tmp_path):
    follow("simulate practice --school-year 2025/26 --pupils 150 --as-of 2025-11-21", tmp_path)
    follow("flags practice --format json --out flags.json", tmp_path)
    told = json.loads((tmp_path / "flags.json").read_text(encoding="utf-8"))

    keys = {*told, *told["policy"], *told["source"], *told["source"]["files"][0]}
    keys |= {key for issue in told["source"]["issues"] for key in issue}
    keys |= {key for pupil in told["pupils"] for key in pupil}
    keys |= {key for pupil in told["pupils"] for flag in pupil["flags"] for key in flag}
    assert [key for key in sorted(keys) if f"`{key}`" not in reference("flags-json.md")] == []
