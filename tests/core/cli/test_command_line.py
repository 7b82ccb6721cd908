"""The command line itself, in three languages: help, usage, and what it refuses."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from datetime import date
from importlib.metadata import version

import pytest

from throughline.cli.arguments import language_of, period_of, refusal
from throughline.cli.errors import WrongUsageError

COMMANDS = ("flags", "check", "profiles", "policies", "rules", "simulate")
LANGUAGES = ("sv", "nb", "en")
ENGLISH = re.compile(
    r"\b(usage|options|optional|positional|arguments?|show|message|exit|default|see|which|write"
    r"|the|and|with|file|folder|name|day|this|of|or|program's|required|invalid|choose)\b",
    re.IGNORECASE,
)
SWEDISH = re.compile(r"\b(och|användning|visar|läser|annars|mapp|anges|saknas)\b")
NORWEGIAN = re.compile(r"\b(bruk|viser|ellers|elevene|leses|oppgis|mappe|linjer)\b")
FOREIGN = {"sv": (ENGLISH, NORWEGIAN), "nb": (ENGLISH, SWEDISH), "en": (SWEDISH, NORWEGIAN)}
IDENTIFIERS = re.compile(r"--[a-z-]+|\{[^}]*\}|\b(profile|policy|flags|table|simulate|file\.csv)\b")


def foreign_words(text, language):
    """The words of another language in what people read; names of options are the same in all."""
    said = IDENTIFIERS.sub("", text)
    return sorted({word[0] for pattern in FOREIGN[language] for word in pattern.finditer(said)})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_whole_in_each_language(desk, command, language):
    ran = desk.run(*command.split(), "--help", "--language", language)

    assert (ran.code, ran.err) == (0, "")
    assert foreign_words(ran.out, language) == []


def test_a_word_of_another_language_is_seen_red():
    assert foreign_words("användning: [-h]  show this help message and exit", "sv") != []
    assert foreign_words("bruk: och läser", "nb") == ["läser", "och"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["flgs"],
        ["flags"],
        ["flags", "marks.csv", "--format", "pdf"],
        ["flags", "marks.csv", "--polcy", "x"],
        ["flags", "marks.csv", "--out"],
        ["flags", "marks.csv", "--as-of", "x"],
        ["flags", "marks.csv", "--p", "x"],
        ["flags", "marks.csv", "--period", "x"],
        ["simulate", "made-up", "--school-year", "2025/26", "--force=x"],
        ["simulate", "made-up", "--school-year", "2025/26", "--pupils", "x"],
        ["simulate", "made-up", "--school-year", "x"],
        ["simulate", "made-up"],
    ],
    ids=" ".join,
)
def test_what_is_refused_is_said_in_each_language(desk, words, language):
    ran = desk.run(*words, "--language", language)

    assert (ran.code, ran.out) == (2, "")
    assert foreign_words(ran.err, language) == []


def test_a_word_that_nothing_knows_is_met_with_the_nearest(desk, marks):
    told = [
        desk.run("flgs", "--language", "en").err,
        desk.run("flags", marks, "--polcy", "x", "--language", "en").err,
        desk.run("flags", marks, "--format", "jsn", "--language", "en").err,
        desk.run("flags", marks, "--policy", "se-borås", "--language", "en").err,
        desk.run("flags", marks, "--profile", "generic-lesson", "--language", "en").err,
        desk.run("flags", marks, "--calendar", "sv", "--language", "en").err,
    ]

    assert [re.findall(r"Did you mean (\S+)\?", text) for text in told] == [
        ["flags"],
        ["--policy"],
        ["json"],
        ["se-boras"],
        ["generic-lesson-rows"],
        ["se"],
    ]


def test_a_word_that_is_like_nothing_is_met_without_a_guess(desk, marks):
    ran = desk.run("flags", marks, "--policy", "zzzzzzzz", "--language", "en")

    assert "Did you mean" not in ran.err
    assert "There are no-iko, se-boras, se-csn, se-template, or a TOML file." in ran.err


def test_what_argparse_may_say_one_day_is_quoted_and_not_lost():
    assert "no such words yet" in refusal("no such words yet").sv


def test_argparse_still_says_what_we_translate():
    """A new Python that words its refusals otherwise is seen here, not by a school."""
    parser = ArgumentParser(exit_on_error=False)
    parser.add_argument("--format", choices=["csv", "json"])
    told = []
    for words in (["--format", "x"], ["--format"]):
        with pytest.raises(Exception, match="--format") as raised:
            parser.parse_args(words)
        told.append(refusal(str(raised.value)).en)

    assert told == [
        "--format cannot be x. There are csv, json.",
        "A value is missing after --format.",
    ]


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ([], {}, "sv"),
        ([], {"LANG": "C.UTF-8"}, "sv"),
        ([], {"LANG": "nn_NO.UTF-8"}, "nb"),
        ([], {"LANG": "no"}, "nb"),
        ([], {"LANG": "nb_NO", "LC_ALL": "sv_SE"}, "sv"),
        ([], {"LANG": "sv_SE", "LC_MESSAGES": "en_GB@euro", "LC_ALL": ""}, "en"),
        ([], {"LANG": "fi_FI.UTF-8"}, "sv"),
        (["flags", "--language", "nb"], {"LANG": "en_US"}, "nb"),
        (["--language=en"], {"LANG": "sv_SE"}, "en"),
        (["--language", "fi"], {"LANG": "en_US"}, "en"),
        (["--language"], {}, "sv"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_terminals_else_swedish(
    words, environment, language
):
    assert language_of(words, environment) == language


def test_results_follow_the_language_of_the_terminal(desk, marks, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    assert "Pupils to follow up" in desk.run("flags", marks).out
    assert "Elever att följa upp" in desk.run("flags", marks, "--language", "sv").out


def test_the_version_is_said_alike(desk):
    assert desk.run("--version", "--language", "nb").out.strip() == version("throughline")


def test_a_period_is_two_days():
    assert period_of("2025-08-18/2025-12-19") == (date(2025, 8, 18), date(2025, 12, 19))
    assert period_of("2025-08-18/2025-08-18") == (date(2025, 8, 18), date(2025, 8, 18))


@pytest.mark.parametrize(
    "said", ["2025-08-18", "2025-08-18/", "/2025-08-18", "2025-12-19/2025-08-18", "HT25"]
)
def test_what_is_no_period_is_refused(said):
    with pytest.raises(WrongUsageError) as raised:
        period_of(said)

    assert said in raised.value.text.nb


def test_the_command_before_all_others_speaks_too(desk, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["throughline"])

    assert "Det här saknas: KOMMANDO." in desk.run().err
