from __future__ import annotations

from datetime import date

import pytest

from tests.stages import bench
from tests.stages.everything import Wishes, left_out
from tests.stages.house import judge_faults, overdue_rules
from tests.stages.outcome import Outcome, close, failed, passed
from tests.stages.sameness import find_differences
from tests.stages.suites import NOTHING_COLLECTED, Suite, judge, read_report, real_data_marks

REPORT = """<testsuites><testsuite>
<testcase classname="tests.web.a" name="test_one" />
<testcase classname="tests.web.a" name="test_two[x]"><failure message="no" /></testcase>
<testcase classname="tests.web.a" name="test_three"><skipped /></testcase>
<testcase classname="tests.web.a" name="test_four"><error message="no" /></testcase>
</testsuite></testsuites>"""
SUITE = Suite("tests on SQLite", ("tests/web",), "not heavy")
ONE_PASSED = {"tests.web.a::test_one": "passed"}


def test_a_report_says_what_became_of_each_test(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)

    assert read_report(path) == {
        "tests.web.a::test_one": "passed",
        "tests.web.a::test_two[x]": "failed",
        "tests.web.a::test_three": "skipped",
        "tests.web.a::test_four": "failed",
    }


@pytest.mark.parametrize(
    ("code", "tests", "may_be_empty", "expected"),
    [
        pytest.param(0, ONE_PASSED, False, (1, 0), id="all is well"),
        pytest.param(2, ONE_PASSED, False, (1, 1), id="the run broke off"),
        pytest.param(1, {"a": "failed"}, False, (0, 1), id="a test failed"),
        pytest.param(NOTHING_COLLECTED, {}, False, (0, 1), id="no test was found"),
        pytest.param(NOTHING_COLLECTED, {}, True, (0, 0), id="none was selected here"),
        pytest.param(4, {}, True, (0, 1), id="no report at all"),
    ],
)
def test_an_unfinished_run_never_looks_green(code, tests, may_be_empty, expected):
    outcome = judge(SUITE, code, tests, may_be_empty=may_be_empty)

    assert (outcome.passed, outcome.failed) == expected


def test_a_test_that_ran_on_one_database_only_is_named():
    sqlite = {"a": "passed", "b": "skipped", "c": "passed"}
    postgres = {"a": "failed", "b": "passed", "c": "skipped"}

    found = list(find_differences(sqlite, postgres, {}))

    assert [line.split(" ")[0:5:4] for line in found] == [["b", "only;"], ["c", "only;"]]


def test_an_exception_with_a_reason_is_accepted_as_long_as_it_is_needed():
    exceptions = {"b": "SQLite has no such lock"}

    assert list(find_differences({}, {"b": "passed"}, exceptions)) == []
    assert list(find_differences({"b": "passed"}, {"b": "passed"}, exceptions)) != []


def test_a_known_fault_fails_the_check():
    faults = [{"id": "CVE-1", "fix_versions": ["2.0"]}]

    outcome = judge_faults([{"name": "a", "version": "1.0", "vulns": faults}])

    assert not outcome.is_good


def test_an_unanswered_question_about_faults_is_said_aloud():
    packages = [
        {"name": "a", "version": "1", "vulns": []},
        {"name": "b", "skip_reason": "not found"},
    ]

    outcome = judge_faults(packages)

    assert outcome.is_good
    assert outcome.not_run == ("known faults of 1 of 2 packages (no answer)",)


@pytest.mark.parametrize(
    ("review", "overdue"),
    [
        pytest.param("2026-11-21", 1, id="passed yesterday"),
        pytest.param("2026-11-22", 0, id="due today"),
    ],
)
def test_a_passed_review_date_is_named(tmp_path, review, overdue):
    (tmp_path / "rule.toml").write_text(f"next_review = {review}\n")

    assert len(list(overdue_rules(tmp_path, on=date(2026, 11, 22)))) == overdue


def test_the_closing_lines_count_everything_and_say_what_did_not_run(capsys):
    outcomes = [
        passed("lint", not_run=("a thing",)),
        Outcome("tests", 5, 0, 1),
        failed("types", "x"),
    ]

    code = close(outcomes, left_out=("the heavy stage",))

    lines = capsys.readouterr().out.splitlines()
    assert lines[-2:] == ["Not run: the heavy stage; a thing.", "6 passed, 1 failed, 1 skipped"]
    assert code == 1


def test_what_was_left_out_is_named_with_the_way_to_have_it(monkeypatch):
    monkeypatch.delenv("THROUGHLINE_REAL_DATA", raising=False)

    assert left_out(Wishes(browser=False, postgres=False)) == (
        "PostgreSQL (--no-postgres)",
        "browser journeys (--no-browser)",
        "heavy stage and coverage wall (--all)",
        "checks on real files (THROUGHLINE_REAL_DATA)",
    )


def test_named_but_missing_real_files_fail(monkeypatch, tmp_path):
    monkeypatch.setenv("THROUGHLINE_REAL_DATA", str(tmp_path / "gone"))

    with pytest.raises(FileNotFoundError, match="gone"):
        real_data_marks()


def test_an_unknown_benchmark_is_refused(capsys):
    assert bench.run_benchmarks("nothing_like_it") == 2
    assert "nothing_like_it" in capsys.readouterr().err
