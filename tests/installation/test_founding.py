"""A new installation: what `throughline site init` makes, and who may read it."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from tests.installation.operating import Installation
from throughline_web.config.founding import write_environment


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("founding") / "site"
    return Installation(folder).init(), folder


def test_init_ends_with_the_link_of_the_first_administrator(founded):
    result, _ = founded

    assert result.returncode == 0, result.stderr
    assert "https://narvaro.example.se/invitation/" in result.stdout


def test_nobody_but_the_owner_may_read_what_init_makes(founded):
    _, folder = founded

    open_to_others = [
        path
        for path in (folder, *folder.rglob("*"))
        if path.stat().st_mode & 0o077 and "static" not in path.parts
    ]

    assert (folder / "var" / "throughline.sqlite3").is_file()
    assert open_to_others == []


def test_an_installation_is_never_written_over(founded):
    _, folder = founded

    again = Installation(folder).init()

    assert again.returncode == 2
    assert "exists already" in again.stderr


def test_a_shell_reads_the_settings_as_they_were_written(tmp_path):
    file = tmp_path / "throughline.env"
    told = "Fråga rektor; ring 0123-456 78 ('exp')"

    write_environment(file, {"THROUGHLINE_CONTACT": told})

    script = f'. {shlex.quote(str(file))}; printf %s "$THROUGHLINE_CONTACT"'
    read = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert read.stdout == told
