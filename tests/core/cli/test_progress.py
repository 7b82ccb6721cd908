"""One line on a terminal for what takes more than a second, and silence elsewhere."""

from __future__ import annotations

import io

import pytest

from throughline.cli import progress
from throughline.cli.progress import Progress


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def standard_error(monkeypatch, stream):
    """Put a stream in the place of standard error, once the test itself has begun."""
    monkeypatch.setattr(progress.sys, "stderr", stream)
    return stream


def test_the_first_second_is_silent(clock, monkeypatch):
    terminal = standard_error(monkeypatch, Terminal())

    with Progress("Reading") as bar:
        clock[0] = 0.9
        bar.at(0.5)

    assert terminal.getvalue() == ""


def test_after_a_second_the_share_is_shown_and_wiped_at_the_end(clock, monkeypatch):
    terminal = standard_error(monkeypatch, Terminal())

    with Progress("Reading") as bar:
        clock[0] = 1.1
        bar.at(0.5, "1 200")

    assert "Reading ━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌  50% 1 200" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_it_is_written_ten_times_a_second_at_the_most(clock, monkeypatch):
    terminal = standard_error(monkeypatch, Terminal())

    with Progress("Reading") as bar:
        clock[0] = 2.0
        for _ in bar.over(range(1000), total=1000):
            pass

    assert terminal.getvalue().count("Reading") == 1


def test_nothing_is_shown_where_there_is_no_terminal(clock, monkeypatch):
    stream = standard_error(monkeypatch, io.StringIO())

    with Progress("Reading") as bar:
        clock[0] = 5.0
        bar.at(None)

    assert stream.getvalue() == ""
