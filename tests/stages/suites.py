"""The test suites: which tests run where, and what their reports say."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from defusedxml import ElementTree

from tests.stages.outcome import Outcome, failed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

REAL_DATA = "THROUGHLINE_REAL_DATA"
TEST_DATABASE = "THROUGHLINE_TEST_DATABASE"
NOTHING_COLLECTED = 5
# Seconds after which a test that does not end shows where it is.
STUCK = 300
# Seconds that an interrupted run gets to end in order.
GRACE = 10


@dataclass(frozen=True, slots=True)
class Suite:
    """One run of pytest: where it looks, which marks it wants, and with what around it.

    ``may_be_empty`` is for a run whose list of tests is compared with another's afterwards.
    """

    name: str
    folders: tuple[str, ...]
    marks: str
    workers: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    may_be_empty: bool = False


def run_suite(suite: Suite, *, expression: str | None) -> Outcome:
    """Run one suite with its words on stdout, and return what it came to, test by test."""
    with tempfile.TemporaryDirectory(prefix="tl-report-") as folder:
        report = Path(folder) / "report.xml"
        code = _call(_command(suite, report, expression), suite.environment)
        tests = read_report(report) if report.exists() else {}
    return judge(suite, code, tests, may_be_empty=suite.may_be_empty or expression is not None)


def _command(suite: Suite, report: Path, expression: str | None) -> list[str]:
    command = [sys.executable, "-m", "pytest", *filter(_exists, suite.folders)]
    command += ["-q", "-m", suite.marks, f"--junitxml={report}", "--durations=10"]
    command += ["--durations-min=1", "-o", f"faulthandler_timeout={STUCK}", *suite.options]
    if suite.workers and expression is None:
        command += ["-n", str(suite.workers)]
    if expression is not None:
        command += ["-k", expression]
    return command


def _exists(folder: str) -> bool:
    return Path(folder).exists()


def _call(command: list[str], environment: Mapping[str, str]) -> int:
    """Run a command to its end; when we are interrupted, let it end in order first.

    It has a process group of its own, so that its workers and browsers can be ended with it.
    """
    process = subprocess.Popen(command, env={**os.environ, **environment}, process_group=0)
    try:
        return process.wait()
    except BaseException:
        _end_group(process)
        raise


def _end_group(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(timeout=GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def read_report(path: Path) -> dict[str, str]:
    """Return each test's id with ``passed``, ``failed`` or ``skipped``, from a JUnit report."""
    report = ElementTree.fromstring(path.read_bytes())
    cases = report.iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": _fate(case) for case in cases}


def _fate(case: Element) -> str:
    fates = {child.tag for child in case}
    if fates & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in fates else "passed"


def judge(suite: Suite, code: int, tests: Mapping[str, str], *, may_be_empty: bool) -> Outcome:
    """Return what a suite came to, from pytest's exit code and its report."""
    fates = list(tests.values())
    failures = fates.count("failed")
    if code == NOTHING_COLLECTED and not may_be_empty:
        return failed(suite.name, f"{suite.name}: no test was found in {', '.join(suite.folders)}.")
    if code not in {0, NOTHING_COLLECTED} and not failures:
        # The run itself broke, or a wall around it: an unfinished run must not look green.
        failures = 1
    return Outcome(suite.name, fates.count("passed"), failures, fates.count("skipped"), tests=tests)


def real_data_marks() -> str:
    """Return the marks that leave the checks on real files out when there are none.

    Raises:
        FileNotFoundError: the folder is named but does not exist.
    """
    folder = os.environ.get(REAL_DATA)
    if not folder:
        return " and not real_data"
    if not Path(folder).is_dir():
        raise FileNotFoundError(f"{REAL_DATA} names {folder}, which does not exist.")
    return ""
