"""What the documents say of the site is what the site does: roles, options, words, files."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import reverse

from tests.contracts.rules import ROOT
from throughline_web.config.commands import COMMANDS
from throughline_web.config.founding import _parser
from throughline_web.organisations.access import RULES, Action, Reach
from throughline_web.sources.limits import largest_upload, undo_lifetime, upload_lifetime

DOCS = ROOT / "docs"
FILES = DOCS / "how-to/files"
OURS = {**COMMANDS, "seal_access_log": "seal_access_log", "verify_access_log": "verify_access_log"}
WORDED = ["import-a-file.md", "answer-the-worklist.md"]


def read(name):
    return (DOCS / name).read_text(encoding="utf-8")


def quoted(cell):
    return re.findall(r"`([a-z_]+)`", cell)


def told_rules():
    """Roles, actions and reaches as the table of the reference has them."""
    rows = [
        line.split("|")[1:-1] for line in read("reference/roles.md").splitlines() if "|" in line
    ]
    rules = [row for row in rows if len(row) == 3 and quoted(row[0])]
    return {
        quoted(role)[0]: {(action, quoted(reach)[0]) for action in quoted(actions)}
        for role, actions, reach in rules
    }


def test_the_table_of_roles_is_the_policy():
    policy = {
        str(role): {(str(action), str(reach)) for action, reach in allowed.items()}
        for role, allowed in RULES.items()
    }

    assert told_rules() == policy


@pytest.mark.parametrize("word", [*map(str, Action), *map(str, Reach)])
def test_every_word_of_the_policy_is_explained(word):
    assert f"\n| `{word}` |" in read("reference/roles.md")


def options_of(answer):
    if answer == "init":
        return {option for action in _parser()._actions for option in action.option_strings}
    command = load_command_class(get_commands()[answer], answer)
    base = {"-h", "--help", "--version", "-v", "--verbosity", "--settings", "--pythonpath"}
    base |= {"--traceback", "--no-color", "--force-color", "--skip-checks"}
    parser = command.create_parser("throughline site", answer)
    return {option for action in parser._actions for option in action.option_strings} - base


@pytest.mark.parametrize("name", ["init", *(name for name in OURS if name != "migrate")])
def test_every_option_of_a_site_command_is_explained(name):
    (line,) = re.findall(
        rf"^\| `throughline site {name}\b.*$", read("reference/commands.md"), flags=re.MULTILINE
    )
    options = options_of(OURS.get(name, name)) - {"-h", "--help"}

    assert [option for option in sorted(options) if f"`{option}`" not in line] == []


@pytest.mark.parametrize("page", WORDED)
def test_the_words_that_a_how_to_quotes_are_on_the_screen(page):
    catalogues = {
        language: "".join(
            file.read_text(encoding="utf-8")
            for file in (ROOT / "src/throughline_web").glob(f"*/locale/{language}/**/*.po")
        )
        for language in ("sv", "nb")
    }
    text = read(f"how-to/{page}")
    swedish = re.findall(r"\*\*([^*…]+)\*\*", text)
    norwegian = re.findall(r"\(\*([^*…]+)\*\)", text)

    assert len(swedish) > 4
    assert [words for words in swedish if f'"{words}"' not in catalogues["sv"]] == []
    assert [words for words in norwegian if f'"{words}"' not in catalogues["nb"]] == []


def test_the_days_that_a_how_to_tells_are_the_sites():
    page = read("how-to/import-a-file.md")

    assert f"after {undo_lifetime().days} days" in page
    assert f"kept encrypted for {upload_lifetime().days} days" in page


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.name)
def test_every_file_of_the_installation_is_linked_and_starts_what_there_is(file):
    pages = read("how-to/install.md") + read("how-to/back-up-and-restore.md")
    text = file.read_text(encoding="utf-8")
    started = re.findall(
        r"site ([a-z_]+)\b", "\n".join(re.findall(r"^(?!#).*", text, re.MULTILINE))
    )
    timed = re.findall(r"throughline@([a-z_]+)\.timer", file.name)

    assert f"(files/{file.name})" in pages
    assert [name for name in (*started, *timed) if name not in {*OURS, *get_commands()}] == []


@pytest.mark.parametrize(
    ("name", "unit"),
    [("nginx.conf", r"client_max_body_size (\d+)m"), ("Caddyfile", r"max_size (\d+)MB")],
)
def test_a_proxy_lets_large_files_through_to_the_import_desk_alone(name, unit):
    text = (FILES / name).read_text(encoding="utf-8")
    # An m of nginx is 2^20 bytes, an MB of Caddy 10^6.
    megabyte = 2**20 if name == "nginx.conf" else 10**6
    allowed = sorted(int(number) * megabyte for number in re.findall(unit, text))

    assert f" {reverse('sources:upload')}" in text
    assert allowed[0] > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert allowed[-1] > largest_upload() + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert len(allowed) == 2
