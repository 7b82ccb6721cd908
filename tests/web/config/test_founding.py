"""A new installation: what `throughline site init` makes, and who may read it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from throughline_web.config.founding import write_environment

THROUGHLINE = Path(sys.executable).with_name("throughline")
TOLD = {
    "--origin": "https://narvaro.example.se",
    "--municipality": "Exempel kommun",
    "--admin": "admin@example.se",
    "--mail-host": "127.0.0.1",
    "--mail-from": "Throughline <no-reply@example.se>",
}


def init(folder):
    words = [word for pair in TOLD.items() for word in pair]
    environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [THROUGHLINE, "site", "init", str(folder), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("founding") / "site"
    return init(folder), folder


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

    again = init(folder)

    assert again.returncode == 2
    assert "exists already" in again.stderr


def test_a_shell_reads_the_settings_as_they_were_written(tmp_path):
    file = tmp_path / "throughline.env"
    told = "Fråga rektor; ring 0123-456 78 ('exp')"

    write_environment(file, {"THROUGHLINE_CONTACT": told})

    script = f'. {shlex.quote(str(file))}; printf %s "$THROUGHLINE_CONTACT"'
    read = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert read.stdout == told
