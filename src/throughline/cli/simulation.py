"""``throughline simulate``: the files of an invented municipality, as a school would export them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli.arguments import add_language, day_of, whole_number
from throughline.cli.errors import ExitCode, WrongUsageError
from throughline.cli.output import bytes_to, say
from throughline.cli.progress import Progress
from throughline.cli.words import number_text, sentence
from throughline.simulate import COUNTRIES, Plan, PlanError, simulate, write_csv
from throughline.simulate.batches import day_batches, lesson_batches, write_parquet
from throughline.terms.language import day_text
from throughline.terms.school_years import SchoolYear

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from pyarrow import RecordBatch

    from throughline.cli.arguments import Parser
    from throughline.simulate import Simulation, Table
    from throughline.terms.language import Language

MANIFEST = "simulation.toml"
"""The file that says what a folder is: simulated, from which plan and seed."""

_YOUNGEST = {"F": 0, "1": 1}


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("folder", about="folder", shown="folder", type=Path)
    parser.takes("--pupils", about="pupils", shown="number", type=whole_number, default=1500)
    parser.takes("--country", about="country", choices=COUNTRIES, default="se")
    parser.takes("--school-year", about="school_year", shown="year", type=_year, required=True)
    parser.takes("--youngest", about="youngest", choices=tuple(_YOUNGEST))
    parser.takes("--moves", about="moves", action="store_true")
    parser.takes("--outcomes", about="outcomes", action="store_true")
    parser.takes("--seed", about="seed", shown="seed", type=whole_number, default=1)
    parser.takes("--format", about="format_marks", choices=("csv", "parquet"), default="csv")
    parser.takes("--as-of", about="last_day", shown="day", type=day_of)
    parser.takes("--force", about="force", action="store_true")
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
    except ValueError:
        raise WrongUsageError(sentence("arguments", "not_a_year", value=text)) from None


def _plan(arguments: Namespace) -> Plan:
    try:
        return Plan(
            pupils=arguments.pupils,
            country=arguments.country,
            school_year=arguments.school_year,
            seed=arguments.seed,
            as_of=arguments.as_of,
            youngest=_YOUNGEST.get(arguments.youngest),
            moves=arguments.moves,
            outcomes=arguments.outcomes,
        )
    except PlanError as error:
        raise WrongUsageError(error.text) from error


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
