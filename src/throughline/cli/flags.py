"""``throughline flags``: from a school's own files to the pupils to follow up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli import notes
from throughline.cli.arguments import add_language, day_of, period_of
from throughline.cli.choosing import ATTENDANCE, GRADES, PEOPLE, named_profile
from throughline.cli.errors import ExitCode, UnusableInputError, WrongUsageError
from throughline.cli.evaluation import evaluate
from throughline.cli.follow_up import follow_up
from throughline.cli.inputs import inputs_of
from throughline.cli.output import refuse_unwritable, result_to, say
from throughline.cli.progress import Progress
from throughline.cli.reading import people_of, read_file
from throughline.cli.reports import as_csv, as_html, as_json, as_table
from throughline.cli.rule_files import calendar_of, policy_of
from throughline.cli.run_facts import FileRead, Person, RunFacts
from throughline.cli.standard_input import command_of, given
from throughline.cli.words import sentence
from throughline.records.gathering import Gathered, Gathering
from throughline.sources import ReadOptions
from throughline.terms.attendance import MINUTE_FIELDS

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable
    from typing import TextIO

    from throughline.cli.arguments import Parser
    from throughline.cli.evaluation import Evaluated
    from throughline.cli.inputs import Inputs
    from throughline.cli.standard_input import Given
    from throughline.sources import Kind, Portion
    from throughline.terms.language import Language

FORMATS = ("table", "csv", "json", "html")


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("marks", about="marks", shown="marks", type=Path)
    parser.takes("--pupils", about="pupils_file", shown="file", type=Path)
    parser.takes("--grades", about="grades_file", shown="file", type=Path)
    parser.takes("--calendar", about="calendar", shown="named")
    parser.takes("--policy", about="policy", shown="named")
    parser.takes("--as-of", about="as_of", shown="day", type=day_of)
    parser.takes("--profile", about="profile", shown="named")
    parser.takes("--period", about="period", shown="period", type=period_of)
    parser.takes("--format", about="format_flags", choices=FORMATS, default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """Read, evaluate and write; 1 where some rows were refused."""
    language: Language = arguments.language
    policy = policy_of(arguments.policy)
    calendar = calendar_of(arguments.calendar)
    refuse_unwritable(arguments.out)
    with given((arguments.marks, arguments.pupils, arguments.grades), language) as files:
        inputs = inputs_of(*files)
        everything = _read(inputs, arguments, language)
    notes.say_files(everything.files, inputs.not_used, language)
    gathered = everything.gathering.close(without=everything.hidden)
    as_of = _as_of(gathered, arguments.as_of, language)
    notes.say_policy(policy, as_of, language, is_default=arguments.policy is None)
    notes.say_calendar(calendar, as_of, language)
    facts = RunFacts(as_of, policy, language, tuple(everything.files), everything.people)
    label = sentence("progress", "evaluating")[language]
    with Progress(label) as progress, result_to(arguments.out) as stream:
        once = progress.over(gathered.records(), total=2 * len(gathered))
        units = gathered.unit_days(calendar=calendar, until=as_of, records=once)
        evaluated = evaluate(gathered.records(), units=units, policy=policy, as_of=as_of)
        watched = progress.over(evaluated, total=2 * len(gathered), begun=len(gathered))
        _write(arguments.format, stream, facts, watched)
    if arguments.out is not None:
        say(sentence("notes", "written", path=arguments.out), language)
    return ExitCode.REJECTED_ROWS if facts.rejected else ExitCode.DONE


@dataclass(slots=True)
class _Everything:
    """All that the files of one run said."""

    gathering: Gathering = field(default_factory=Gathering)
    files: list[FileRead] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    says_something: bool = False

    def take(self, portion: Portion) -> None:
        """Take in one portion of any file."""
        self.gathering.add(portion)
        self.people.update(people_of(portion.pupils))
        self.hidden.update(portion.hidden_pupils)
        self.says_something = self.says_something or _says_something(portion)


def _read(inputs: Inputs, arguments: Namespace, language: Language) -> _Everything:
    everything = _Everything()
    named = named_profile(arguments.profile) if arguments.profile else None
    stated = ReadOptions(period=arguments.period)
    beside = [(path, kinds) for path, kinds in _beside(inputs) if path is not None]
    for path, kinds in [*((path, ATTENDANCE) for path in inputs.marks), *beside]:
        chosen, options = (named, stated) if kinds is ATTENDANCE else (None, ReadOptions())
        file = read_file(
            path, kinds, everything.take, options=options, named=chosen, language=language
        )
        everything.files.append(file)
        _refuse_unusable(file, is_marks=kinds is ATTENDANCE)
        if not everything.says_something:
            again = command_of(file.name)
            told = sentence("files", "says_nothing", file=file.name, again=again)
            raise UnusableInputError(told)
    for pupil in everything.hidden:
        everything.people.pop(pupil, None)
    return everything


def _says_something(portion: Portion) -> bool:
    """Say whether any mark has lesson time, presence, absence or a status: silence is not presence."""
    if portion.marks is None:
        return False
    columns = [portion.marks.column(name) for name in (*MINUTE_FIELDS, "status")]
    return any(column.null_count < len(column) for column in columns)


def _beside(inputs: Inputs) -> tuple[tuple[Given | None, tuple[Kind, ...]], ...]:
    return (inputs.pupils, PEOPLE), (inputs.grades, GRADES)


def _refuse_unusable(file: FileRead, *, is_marks: bool) -> None:
    if is_marks and not file.rows:
        raise UnusableInputError(sentence("files", "no_rows", file=file.name))
    if not file.accepted and (is_marks or file.rows > file.protected_refused):
        again = command_of(file.name)
        told = sentence("files", "no_accepted", file=file.name, rows=file.rows, again=again)
        raise UnusableInputError(told)


def _as_of(gathered: Gathered, asked: date | None, language: Language) -> date:
    last = gathered.last_day
    if asked is None and last is None:
        raise WrongUsageError(sentence("notes", "no_day"))
    as_of = asked or last or date.min
    notes.say_day(as_of, gathered.last_registered_day, language, is_default=asked is None)
    return as_of


def _write(form: str, stream: TextIO, facts: RunFacts, evaluated: Iterable[Evaluated]) -> None:
    match form:
        case "json":
            as_json.write_json(stream, facts, evaluated)
        case "csv":
            as_csv.write_csv(stream, facts, evaluated)
        case "html":
            as_html.write_html(stream, facts, follow_up(evaluated))
        case _:
            as_table.write_table(stream, facts, follow_up(evaluated))
