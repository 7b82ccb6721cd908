"""``throughline simulate``: the files of an invented municipality, as a school would export them."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language, day_of
from throughline.cli.errors import ExitCode, WrongUsageError
from throughline.cli.output import bytes_to, say
from throughline.cli.progress import Progress
from throughline.cli.words import day_text, number_text, sentence
from throughline.simulate import COUNTRIES, Plan, PlanError, simulate, write_csv
from throughline.simulate.batches import day_batches, lesson_batches, write_parquet
from throughline.terms.language import same
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from pyarrow import RecordBatch

    from throughline.simulate import Simulation, Table
    from throughline.terms.language import Language

MANIFEST = "simulation.toml"
"""The file that says what a folder is: simulated, from which plan and seed."""


def add_arguments(parser: ArgumentParser) -> None:
    """State what the command takes."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="an empty or new folder")
    parser.add_argument("--pupils", metavar="N", type=int, default=1500, help="(default: 1500)")
    parser.add_argument("--country", choices=COUNTRIES, default="se", help="(default: se)")
    parser.add_argument(
        "--school-year", metavar="YEAR", type=_year, required=True, help="such as 2025/26"
    )
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="(default: 1)")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="of the marks")
    parser.add_argument("--as-of", metavar="DAY", type=day_of, help="last day that is written")
    parser.add_argument("--force", action="store_true", help="write into a folder that has files")
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """Write every table, and say what was written."""
    plan = _plan(arguments)
    folder = _folder(arguments.folder, force=arguments.force)
    simulation = simulate(plan)
    tables = simulation.tables()
    label = sentence("progress", "simulating")[arguments.language]
    with Progress(label) as progress:
        done = _counter(progress, total=sum(table.size for table in tables))
        for table in tables:
            packed = _packed(simulation, table) if arguments.format == "parquet" else None
            _write(folder, table, packed, simulation.plan.seed, done)
    with bytes_to(folder / MANIFEST) as stream:
        stream.write(simulation.manifest().encode())
    _say_done(simulation, folder, arguments.language)
    return ExitCode.DONE


def _year(text: str) -> SchoolYear:
    try:
        return SchoolYear.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def _plan(arguments: Namespace) -> Plan:
    try:
        return Plan(
            pupils=arguments.pupils,
            country=arguments.country,
            school_year=arguments.school_year,
            seed=arguments.seed,
            as_of=arguments.as_of,
        )
    except PlanError as error:
        raise WrongUsageError(same(str(error))) from error


def _folder(folder: Path, *, force: bool) -> Path:
    if folder.exists() and not folder.is_dir():
        raise WrongUsageError(sentence("simulate", "not_a_folder", path=folder))
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise WrongUsageError(sentence("simulate", "not_empty", path=folder))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _packed(simulation: Simulation, table: Table) -> Iterator[RecordBatch] | None:
    """Return a table of marks as batches; ``None`` for a table about people."""
    if table.name == "lessons":
        return lesson_batches(simulation)
    return day_batches(simulation) if table.name.startswith("days-") else None


def _write(
    folder: Path,
    table: Table,
    packed: Iterator[RecordBatch] | None,
    seed: int,
    done: Callable[[], None],
) -> None:
    ending = "csv" if packed is None else "parquet"
    with bytes_to(folder / f"{table.name}.{ending}") as stream:
        if packed is None:
            write_csv(table, stream, on_piece=done)
        else:
            write_parquet(packed, stream, seed=seed, on_batch=done)


def _counter(progress: Progress, *, total: int) -> Callable[[], None]:
    count = 0

    def one_more() -> None:
        nonlocal count
        count += 1
        progress.at(count / total)

    return one_more


def _say_done(simulation: Simulation, folder: Path, language: Language) -> None:
    pupils = number_text(simulation.plan.pupils)
    last = day_text(simulation.last_day)
    say(sentence("simulate", "done", pupils=pupils, path=folder, day=last), language)
