"""Every rule of the rulebook is stood for: by a test that bears its id, and that would notice."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.contracts.rule_mutations import changed_values, leaves, mutants, others
from tests.contracts.rules import ROOT
from tests.stages.rule_tests import (
    REGISTER,
    UnreadableMarkError,
    as_text,
    marked_tests,
    write_register,
)
from throughline.terms.language import LANGUAGES
from throughline.terms.rulebook import rule, rule_ids, rule_tests, rules

MARKED = """import pytest
pytestmark = pytest.mark.rule("XX-1")
@pytest.mark.rule("XX-2", "XX-3")
def test_one(): pass
@pytest.mark.parametrize("a", [pytest.param(1, marks=pytest.mark.rule("XX-4"))])
def test_two(a): pass
"""


def written(root, text):
    file = root / "tests/core/test_x.py"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    (root / REGISTER).parent.mkdir(parents=True)
    return root


def test_the_register_of_tests_is_what_the_tests_say():
    told = (ROOT / REGISTER).read_text(encoding="utf-8")

    assert told == as_text(marked_tests(ROOT)), "run ./run fix"


def test_every_rule_has_a_test_that_bears_its_id():
    assert [each for each in rule_ids() if not rule_tests(each)] == []


def test_every_mark_names_a_rule_that_there_is():
    assert sorted(set(marked_tests(ROOT)) - set(rule_ids())) == []


def test_marks_are_read_from_the_test_its_parameters_and_its_file(tmp_path):
    found = marked_tests(written(tmp_path, MARKED))

    one, two = "tests/core/test_x.py::test_one", "tests/core/test_x.py::test_two"
    assert found == {"XX-1": [one, two], "XX-2": [one], "XX-3": [one], "XX-4": [two]}


def test_a_mark_that_cannot_be_read_is_seen_red(tmp_path):
    root = written(tmp_path, "import pytest\n@pytest.mark.rule(*IDS)\ndef test_one(): pass\n")

    with pytest.raises(UnreadableMarkError, match=r"test_x\.py, line 2: name each rule"):
        marked_tests(root)


def test_the_register_is_written_once(tmp_path):
    root = written(tmp_path, MARKED)
    write_register(root)
    first = (root / REGISTER).stat().st_mtime_ns

    write_register(root)

    assert (root / REGISTER).stat().st_mtime_ns == first
    assert (root / REGISTER).read_text().count("::test_one") == 3


def test_every_value_and_every_date_of_its_own_is_changed():
    old = rule("SE-GRADE-01", on=rule("SE-GRADE-01").valid_from.replace(year=2000))
    told = [each.told for each in mutants(old)]

    assert "SE-GRADE-01 grades.VG.points: 15 -> 16" in told
    assert "SE-GRADE-01 grades.IG.passed: False -> True" in told
    assert "SE-GRADE-01 scale: 'se-g-mvg' -> 'se-g-mvgx'" in told
    assert "SE-GRADE-01 valid_to: 2011-06-30 -> 2011-07-01" in told
    assert len(told) == len(set(told)) == 1 + 4 * 3 + 2


def test_a_change_is_one_change():
    whole = {"a": (1, {"b": True}), "c": ()}

    changed = [values for _, _, values in changed_values(whole)]

    assert changed == [
        {"a": (2, {"b": True}), "c": ()},
        {"a": (0, {"b": True}), "c": ()},
        {"a": (1, {"b": False}), "c": ()},
        {"a": (1, {"b": True}), "c": ("x",)},
        {"a": ({"b": True},), "c": ()},
        {"a": (1,), "c": ()},
    ]


def test_a_text_is_changed_in_each_language():
    says = rule("SE-MERIT-01").says

    assert [sum(new[each] != says[each] for each in LANGUAGES) for new in others(says)] == [1, 1, 1]


def test_a_value_of_a_kind_that_nobody_changes_is_refused():
    with pytest.raises(TypeError, match="cannot be changed"):
        list(others(None))


def test_every_value_of_the_book_can_be_changed():
    for each in rules():
        changed = {path for path, _, _ in changed_values(each.values)}
        assert changed >= {path for path, _ in leaves(each.values)}


def mutated(*options):
    """Run the mutation round in a process of its own."""
    command = [sys.executable, "-m", "pytest", "tests/core", "-m", "rule", "--assert=plain"]
    command += ["-p", "tests.contracts.rule_mutations", "-p", "no:cacheprovider", "-q", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.heavy
def test_every_value_of_every_rule_is_noticed_when_it_changes(tmp_path):
    survivors = tmp_path / "survivors"

    result = mutated("--survivors", str(survivors))

    assert survivors.exists(), result.stdout + result.stderr
    assert survivors.read_text(encoding="utf-8").splitlines() == []
    assert result.returncode == 0


@pytest.mark.heavy
def test_a_value_that_no_test_notices_is_seen_red(tmp_path):
    survivors = tmp_path / "survivors"

    # Without the tests of the records and of the command nobody notices how many grades count.
    without = ("--ignore=tests/core/records", "--ignore=tests/core/cli")
    result = mutated("--rule=SE-MERIT-01", *without, "--survivors", str(survivors))

    assert result.returncode != 0
    assert "SE-MERIT-01 best: 16 -> 17" in survivors.read_text(encoding="utf-8")
