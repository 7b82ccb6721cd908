"""What `./run` hands over to once the environment stands."""

from __future__ import annotations

import argparse
import signal
import sys
from typing import TYPE_CHECKING

from tests.stages.bench import run_benchmarks
from tests.stages.everything import Wishes, run_everything
from tests.stages.fix import fix_house, refresh
from tests.stages.house import check_house
from tests.stages.outcome import close, note, timed
from tests.stages.suites import Suite, run_suite

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Do one command, and return its exit code."""
    signal.signal(signal.SIGTERM, _end_in_order)
    wanted = _parser().parse_args(arguments)
    try:
        return int(wanted.do(wanted))
    except KeyboardInterrupt:
        note("Interrupted.")
        return INTERRUPTED


def _end_in_order(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run")
    commands = parser.add_subparsers(required=True)
    test = commands.add_parser("test", help="every check and test")
    test.add_argument("--no-browser", action="store_true", help="leave the browser journeys out")
    test.add_argument("--no-postgres", action="store_true", help="leave PostgreSQL out")
    test.add_argument("--all", action="store_true", help="add the heavy stage")
    test.add_argument("-k", metavar="EXPRESSION", help="only tests whose names match")
    test.set_defaults(do=_test)
    commands.add_parser("check", help="read the house").set_defaults(do=_check)
    fix = commands.add_parser("fix", help="put layout right and refresh the translations")
    fix.add_argument("--room", help="only the translations of one web room")
    fix.set_defaults(do=_fix)
    commands.add_parser("docs", help="check the documents").set_defaults(do=_docs)
    bench = commands.add_parser("bench", help="measure against named baselines")
    bench.add_argument("name", nargs="?", help="one benchmark only")
    bench.set_defaults(do=_bench)
    return parser


def _test(wanted: argparse.Namespace) -> int:
    wishes = Wishes(
        browser=not wanted.no_browser,
        postgres=not wanted.no_postgres,
        heavy=wanted.all,
        expression=wanted.k,
    )
    return run_everything(wishes)


def _check(_: argparse.Namespace) -> int:
    return close(check_house(), left_out=("tests (./run test)",))


def _fix(wanted: argparse.Namespace) -> int:
    return refresh(wanted.room) if wanted.room else fix_house()


def _docs(_: argparse.Namespace) -> int:
    suite = Suite("documents", ("tests/contracts/test_documents.py",), "not heavy")
    return close([timed(suite.name, lambda: run_suite(suite, expression=None))])


def _bench(wanted: argparse.Namespace) -> int:
    return run_benchmarks(wanted.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
