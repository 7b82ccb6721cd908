"""What one stage came to, and the lines that close a run."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stage: how many of its checks or tests passed, failed and were skipped.

    ``tests`` holds what became of each test, by its id.
    """

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    not_run: tuple[str, ...] = ()
    tests: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Say whether nothing failed."""
        return self.failed == 0

    @property
    def counts(self) -> str:
        """The counts in words, without what is zero."""
        pairs = ((self.passed, "passed"), (self.failed, "failed"), (self.skipped, "skipped"))
        return ", ".join(f"{count} {word}" for count, word in pairs if count) or "nothing run"


def passed(name: str, *, not_run: tuple[str, ...] = ()) -> Outcome:
    """Return the outcome of one check that found nothing."""
    return Outcome(name, passed=1, not_run=not_run)


def failed(name: str, *lines: str) -> Outcome:
    """Print what was found, and return the outcome of one check that failed."""
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in lines))
    sys.stdout.flush()
    return Outcome(name, failed=1)


def timed(name: str, stage: Callable[[], Outcome]) -> Outcome:
    """Run one stage, saying on stderr that it starts and what it came to."""
    note(f"-- {name}")
    started = time.monotonic()
    outcome = replace(stage(), seconds=time.monotonic() - started)
    note(f"   {name}: {outcome.counts} ({outcome.seconds:.0f} s)")
    return outcome


def note(text: str) -> None:
    """Tell the person something on stderr: stdout carries the result alone."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def close(outcomes: list[Outcome], *, left_out: tuple[str, ...] = ()) -> int:
    """Print the closing lines, and return the exit code.

    ``left_out`` names what was knowingly not run.
    """
    missing = [*left_out, *(reason for outcome in outcomes for reason in outcome.not_run)]
    lines = [_stage_line(outcome) for outcome in outcomes]
    lines.append(f"Not run: {'; '.join(missing) or 'nothing'}.")
    lines.append(_plain_line(outcomes))
    sys.stdout.write("\n" + "".join(f"{line}\n" for line in lines))
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


def _stage_line(outcome: Outcome) -> str:
    mark = "ok    " if outcome.is_good else "FAILED"
    return f"{mark} {outcome.name:<34} {outcome.counts:<40} {outcome.seconds:>6.1f} s"


def _plain_line(outcomes: list[Outcome]) -> str:
    passed_count = sum(outcome.passed for outcome in outcomes)
    failed_count = sum(outcome.failed for outcome in outcomes)
    skipped_count = sum(outcome.skipped for outcome in outcomes)
    return f"{passed_count} passed, {failed_count} failed, {skipped_count} skipped"
