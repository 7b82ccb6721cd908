"""The command as a whole: subcommands, those that others add, and how it ends when stopped."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from throughline.cli import further
from throughline.cli.main import main
from throughline.cli.words import UNKNOWN, number_text, printable, sentence, share_text
from throughline.terms.language import day_text
from throughline.terms.rules import read_toml, shipped_text


def test_help_lists_every_command_and_what_exit_codes_mean(desk):
    ran = desk.run("--help", "--language", "en")

    assert ran.code == 0
    assert [
        name
        for name in ("flags", "check", "profiles", "policies", "rules", "simulate", "site")
        if name not in ran.out
    ] == []
    assert "3    a file cannot be used" in ran.out


def test_the_version_is_said(desk):
    assert desk.run("--version").out.strip().count(".") == 2


@pytest.mark.parametrize("words", [[], ["no-such-command"], ["flags"], ["check"]])
def test_an_incomplete_command_is_wrong_usage(desk, words):
    assert desk.run(*words).code == 2


def added(monkeypatch, value):
    point = EntryPoint("site", value, further.GROUP)
    monkeypatch.setattr(further, "entry_points", lambda group: [point])


def answer(words):
    sys.stdout.write(" ".join(words))
    return 7


def fail(_):
    raise ModuleNotFoundError("No module named 'django'", name="django")


def fault(_):
    raise ModuleNotFoundError("No module named 'throughline_web.gone'", name="throughline_web.gone")


def test_a_command_that_another_package_adds_gets_the_rest_of_the_line(desk, monkeypatch):
    added(monkeypatch, f"{__name__}:answer")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])

    ran = desk.run("site", "evaluate", "--help")

    assert (ran.code, ran.out) == (7, "evaluate --help")


def test_a_missing_extra_says_which_to_install(desk, monkeypatch):
    added(monkeypatch, f"{__name__}:fail")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])

    ran = desk.run("site", "serve")

    assert (ran.code, "pip install 'throughline[site]'" in ran.err) == (3, True)


def test_a_fault_of_our_own_is_not_taken_for_a_missing_extra(desk, monkeypatch):
    added(monkeypatch, f"{__name__}:fault")
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])

    with pytest.raises(ModuleNotFoundError):
        desk.run("site", "serve")


def test_an_interruption_ends_quietly(desk, marks, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("throughline.cli.flags.policy_of", stop)

    ran = desk.run("flags", marks, "--language", "en")

    assert (ran.code, ran.err) == (130, "Stopped. No file is half written.\n")


def test_a_reader_who_has_seen_enough_is_no_fault(marks):
    command = f"{sys.executable} -m throughline.cli.main flags {marks} --format json 2>/dev/null | head -c 20"

    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 - a pipe

    assert (ran.returncode, ran.stdout[:16]) == (0, '{"format_version')


def test_the_command_line_is_read_where_no_words_are_given(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["throughline", "policies"])

    assert main() == 0
    assert "se-template" in capsys.readouterr().out


def sentences():
    return [
        (section, name, text)
        for file in ("sentences.toml", "command_line.toml", "grades_sentences.toml")
        for section, texts in read_toml(shipped_text("throughline.cli", file), name=file).items()
        for name, text in texts.items()
    ]


@pytest.mark.parametrize(("section", "name", "text"), sentences(), ids=lambda part: str(part)[:24])
def test_every_sentence_is_complete_in_three_languages(section, name, text):
    assert sorted(text) == ["en", "nb", "sv"]
    assert len({tuple(sorted(set(placeholders(text[language])))) for language in text}) == 1


def placeholders(words):
    return [part.split("}")[0] for part in words.split("{")[1:]]


def test_days_numbers_and_shares_are_written_as_each_language_writes_them():
    from datetime import date  # noqa: PLC0415 - for this one

    assert day_text(date(2026, 3, 9)).as_dict() == {
        "sv": "2026-03-09",
        "nb": "09.03.2026",
        "en": "2026-03-09",
    }
    assert number_text(12345).as_dict() == {
        "sv": "12\u00a0345",
        "nb": "12\u00a0345",
        "en": "12,345",
    }
    assert share_text(None).sv == UNKNOWN


def test_a_value_fills_a_sentence_alike_in_each_language():
    assert sentence("kinds", "pupils").sv == "elever"
    assert printable("a\x1b[2J\tb") == "a\ufffd[2J b"
