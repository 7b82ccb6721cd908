"""A desk to work at: a folder, files in it, and the command."""

from __future__ import annotations

import pytest

from tests.core.cli.running import Desk, autumn


@pytest.fixture(autouse=True)
def _no_language_of_the_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def desk(tmp_path, capsys):
    return Desk(tmp_path, capsys)


@pytest.fixture
def marks(desk):
    """Two pupils' autumn: Elin was away the last ten days, Adam never."""
    return desk.file("lessons.csv", *autumn("elin", away_from=20), *autumn("adam"))


@pytest.fixture
def events(desk):
    """Three events of one pupil, in a source that only counts."""
    told = [
        ("2022-03-07", "Excused Absence"),
        ("2022-03-08", "Excused Absence"),
        ("2022-03-09", "Tardy"),
    ]
    return desk.events("events.xml", *told)
