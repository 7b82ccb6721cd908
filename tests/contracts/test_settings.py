"""The settings of the tools are part of the house: nobody loosens a wall in passing."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.contracts.rules import ROOT

PYPROJECT = ROOT / "pyproject.toml"
DEPENDENCY = re.compile(r'^\s+"[a-z0-9-]+(\[[a-z,]+\])?[<>=0-9.,]*",')
RULES = """
    E W F I UP B C4 SIM PIE RET PTH DTZ DJ T20 S ERA N A ANN D PL TRY BLE INT LOG G PT TID TC
    PERF FURB RUF C90 FBT SLF ICN ISC
"""


@pytest.fixture(scope="module")
def tools():
    return tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]


def unexplained(text):
    """Lines of the project file that name a dependency or an exemption without saying why."""
    inside = re.split(r"^\[tool\.(?:ruff\.lint\.isort|mypy|pytest)", text, flags=re.MULTILINE)[0]
    lines = [line for line in inside.splitlines() if DEPENDENCY.match(line)]
    return [line for line in lines if "#" not in line and line.count('"') == 2]


def test_no_lint_rule_of_the_house_is_switched_off(tools):
    assert set(RULES.split()) - set(tools["ruff"]["lint"]["select"]) == set()


def test_functions_stay_small(tools):
    lint = tools["ruff"]["lint"]

    assert lint["mccabe"]["max-complexity"] == 8
    assert lint["pylint"] == {
        "max-args": 6,
        "max-branches": 10,
        "max-statements": 30,
        "max-returns": 5,
    }


def test_imports_are_absolute_and_annotations_are_free(tools):
    lint = tools["ruff"]["lint"]

    assert lint["flake8-tidy-imports"]["ban-relative-imports"] == "all"
    assert lint["isort"]["required-imports"] == ["from __future__ import annotations"]


def test_the_clock_is_banned(tools):
    banned = tools["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]

    assert set(banned) == {
        "datetime.date.today",
        "datetime.datetime.now",
        "django.utils.timezone.now",
    }


def test_types_are_strict(tools):
    mypy = tools["mypy"]

    assert mypy["strict"]
    assert mypy["warn_unreachable"]
    assert set(mypy["enable_error_code"]) == {
        "ignore-without-code",
        "redundant-expr",
        "truthy-bool",
        "possibly-undefined",
        "exhaustive-match",
    }
    assert set(mypy["packages"]) == {"throughline", "throughline_web", "tests.stages"}


def test_a_warning_is_an_error_and_no_test_reaches_the_internet(tools):
    pytest_settings = tools["pytest"]["ini_options"]

    assert pytest_settings["filterwarnings"][0] == "error"
    assert pytest_settings["xfail_strict"]
    assert {"--strict-markers", "--strict-config", "--allow-hosts=127.0.0.1,::1"} <= set(
        pytest_settings["addopts"]
    )


def test_every_dependency_says_why_it_is_here():
    assert unexplained(PYPROJECT.read_text(encoding="utf-8")) == []


def test_a_dependency_without_a_reason_is_seen_red():
    assert unexplained('dependencies = [\n    "left-pad>=1",\n]\n') == ['    "left-pad>=1",']


@pytest.mark.parametrize("name", ["COM812", "E501", "TRY003"])
def test_every_ignored_rule_says_why(tools, name):
    line = next(line for line in PYPROJECT.read_text().splitlines() if f'"{name}"' in line)

    assert "# " in line
    assert name in tools["ruff"]["lint"]["ignore"]
