"""The ``throughline site`` door."""

from __future__ import annotations

import os
import sys

import pytest

from throughline_web.config import commands


@pytest.fixture
def environment(monkeypatch):
    """An environment of the test's own, in which nothing is chosen yet."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    monkeypatch.delenv("THROUGHLINE_SETTINGS", raising=False)
    return monkeypatch


def test_without_a_command_the_commands_are_listed(capsys):
    assert commands.main([]) == 2

    said = capsys.readouterr().out
    assert all(name in said for name in commands.COMMANDS)


def test_help_is_no_fault(capsys):
    assert commands.main(["--help"]) == 0


@pytest.mark.parametrize(
    ("command", "layer"),
    [("demo", "demo"), ("serve", "production"), ("migrate", "production")],
)
def test_only_the_demo_chooses_the_demos_settings(environment, command, layer):
    environment.setenv("DJANGO_SETTINGS_MODULE", "x")
    environment.delenv("DJANGO_SETTINGS_MODULE")

    commands.choose_settings(command)

    assert os.environ["DJANGO_SETTINGS_MODULE"] == f"throughline_web.config.settings.{layer}"


def test_settings_can_be_chosen_by_name(environment):
    environment.setenv("THROUGHLINE_SETTINGS", "demo")
    environment.setenv("DJANGO_SETTINGS_MODULE", "x")
    environment.delenv("DJANGO_SETTINGS_MODULE")

    commands.choose_settings("serve")

    assert os.environ["DJANGO_SETTINGS_MODULE"].endswith(".demo")


def test_command_passes_through_to_django(capsys):
    assert commands.main(["version"]) == 0


def test_words_come_from_the_command_line_when_none_are_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["site", "--help"])

    assert commands.main() == 0


def test_unknown_command_ends_with_a_fault(capsys):
    assert commands.main(["no-such-command"]) == 1
