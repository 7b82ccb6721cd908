"""The checks that read the house without running it: layout, lint, types, walls, templates."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.stages.outcome import Outcome, failed, note, passed, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMS = Path(sys.executable).parent
READ = ("src", "tests", "benchmarks", "run")

CHECKS = {
    "layout": ("ruff", "format", "--check", "--quiet"),
    "lint": ("ruff", "check", "--quiet"),
    "types": ("mypy",),
    "walls": ("lint-imports", "--config", ".importlinter"),
    "templates": ("djlint", "--lint", "--quiet", "src"),
}


def check_house() -> list[Outcome]:
    """Run every check of the house, and the review of what it depends on."""
    outcomes = [
        timed(name, partial(_run_check, name, *command)) for name, command in CHECKS.items()
    ]
    outcomes.append(timed("known faults in dependencies", check_known_faults))
    outcomes.append(timed("review dates of rules", check_review_dates))
    return outcomes


def _run_check(name: str, program: str, *arguments: str) -> Outcome:
    paths = present(READ) if program == "ruff" else []
    command = [str(PROGRAMS / program), *arguments, *paths]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return passed(name)
    return failed(name, f"{name}: {' '.join(command[1:])}", result.stdout, result.stderr)


def present(paths: tuple[str, ...]) -> list[str]:
    """Return the paths that exist in this checkout."""
    return [path for path in paths if Path(path).exists()]


def check_known_faults() -> Outcome:
    """Fail on a dependency with a published fault; say so when the index could not be asked."""
    name = "known faults in dependencies"
    command = [str(PROGRAMS / "pip-audit"), "--local", "--skip-editable"]
    command += ["--progress-spinner", "off", "--format", "json"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if not result.stdout.strip():
        return passed(name, not_run=("known faults (the package index could not be asked)",))
    return judge_faults(json.loads(result.stdout)["dependencies"])


def judge_faults(packages: list[dict[str, object]]) -> Outcome:
    """Return what an audit says of these packages: unanswered questions are not good news."""
    name = "known faults in dependencies"
    found = [package for package in packages if package.get("vulns")]
    if found:
        return failed(name, *(_fault_line(package) for package in found))
    unanswered = [package for package in packages if "skip_reason" in package]
    if not unanswered:
        return passed(name)
    reason = f"known faults of {len(unanswered)} of {len(packages)} packages (no answer)"
    return passed(name, not_run=(reason,))


def _fault_line(package: dict[str, object]) -> str:
    faults = package["vulns"]
    assert isinstance(faults, list)
    known = ", ".join(f"{fault['id']} (mended in {fault['fix_versions']})" for fault in faults)
    return f"{package['name']} {package['version']}: {known}"


def check_review_dates() -> Outcome:
    """Warn of every rule whose review date has passed: it blocks a release, not a test run."""
    today = datetime.now(tz=UTC).date()  # noqa: TID251 - the door of the house is the rim
    for line in overdue_rules(Path("src"), on=today):
        note(f"   warning: {line}")
    return passed("review dates of rules")


def overdue_rules(folder: Path, *, on: date) -> Iterator[str]:
    """Yield a sentence for every rule file whose next review lies before a day."""
    for path in sorted(folder.rglob("*.toml")):
        rule = tomllib.loads(path.read_text(encoding="utf-8"))
        review = rule.get("next_review")
        if isinstance(review, date) and review < on:
            yield f"{path} should have been reviewed by {review:%Y-%m-%d}."
