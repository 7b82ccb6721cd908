"""``throughline grades``: what pupils' grades amount to under the rules of Sweden or Norway."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli import grades_norway as norway
from throughline.cli import grades_sweden as sweden
from throughline.cli import notes
from throughline.cli.arguments import add_language, day_of
from throughline.cli.choosing import named_profile
from throughline.cli.errors import ExitCode, UnusableInputError, WrongUsageError
from throughline.cli.grades_declared import NO_DECISIONS, read_declared
from throughline.cli.grades_facts import GradesFacts
from throughline.cli.grades_reading import GradeBook, day_asked, grades_file, read_grades
from throughline.cli.output import refuse_unwritable, result_to, say
from throughline.cli.progress import Progress
from throughline.cli.reports import grades_of_norway, grades_of_sweden
from throughline.cli.standard_input import given
from throughline.cli.words import sentence
from throughline.terms.language import day_text
from throughline.terms.rulebook import UnknownRule

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator
    from datetime import date
    from typing import TextIO

    from throughline.cli.arguments import Parser
    from throughline.cli.grades_declared import Decisions
    from throughline.terms.language import Language, Text

FORMATS = ("table", "csv", "json", "html")
_COUNTRIES = {"se": sweden, "no": norway}


def add_arguments(parser: Parser) -> None:
    """State what the command takes."""
    parser.takes("grades", about="grades_input", shown="marks", type=Path)
    parser.takes("--country", about="country_of_rules", choices=tuple(_COUNTRIES), required=True)
    parser.takes("--declared", about="declared", shown="file", type=Path)
    parser.takes("--as-of", about="as_of", shown="day", type=day_of)
    parser.takes("--profile", about="profile", shown="named")
    parser.takes("--format", about="format_flags", choices=FORMATS, default="table")
    parser.takes("--out", about="out", shown="file", type=Path)
    add_language(parser)


def run(arguments: Namespace) -> ExitCode:
    """Read, evaluate and write; 1 where some rows were refused."""
    language: Language = arguments.language
    named = named_profile(arguments.profile) if arguments.profile else None
    if arguments.declared is not None and arguments.country != sweden.COUNTRY:
        raise WrongUsageError(sentence("grades_notes", "declared_not_here"))
    refuse_unwritable(arguments.out)
    book, country = GradeBook(), arguments.country
    with given((arguments.grades, arguments.declared), language) as (asked, decided):
        path = grades_file(asked)
        file = read_grades(path, book, country=country, named=named, language=language)
        notes.say_files([file], (), language)
        _leave_out_courses(book, file.name, country)
        as_of = day_asked(book, arguments.as_of, path, language)
        decisions = NO_DECISIONS if decided is None else read_declared(decided, book.pupils)
    with _rules_of(as_of):
        _refuse_foreign(book, file.name, country, as_of)
        untold = _COUNTRIES[country].untold(book, on=as_of)
        remarks = (*untold.remarks, *decisions.remarks)
        facts = GradesFacts(as_of, country, language, file, remarks, untold.unknown_subjects)
        _say_remarks(remarks, language)
        with result_to(arguments.out) as stream:
            _write(arguments.format, stream, facts, book, decisions)
    if arguments.out is not None:
        say(sentence("notes", "written", path=arguments.out), language)
    return ExitCode.REJECTED_ROWS if file.rejected else ExitCode.DONE


@contextlib.contextmanager
def _rules_of(day: date) -> Iterator[None]:
    try:
        yield
    except UnknownRule as error:
        told = sentence("grades_notes", "no_rules", day=day_text(day))
        raise WrongUsageError(told) from error


def _leave_out_courses(book: GradeBook, file: str, country: str) -> None:
    if country != sweden.COUNTRY:
        return
    book.leave_out(sweden.is_of_a_course)
    if book.left_out and not book.pupils:
        raise UnusableInputError(sentence("grades_notes", "only_courses", file=file))


def _refuse_foreign(book: GradeBook, file: str, country: str, as_of: date) -> None:
    """Refuse a file whose every grade is another country's, rather than tell of nothing."""
    if book.pupils and not _COUNTRIES[country].reads_grades(book.rows(), on=as_of):
        told = sentence("grades_notes", "wrong_country", file=file, country=country)
        raise UnusableInputError(told)


def _say_remarks(remarks: Iterable[Text], language: Language) -> None:
    for text in remarks:
        say(text, language)


def _write(
    form: str, stream: TextIO, facts: GradesFacts, book: GradeBook, decisions: Decisions
) -> None:
    label, total = sentence("progress", "evaluating")[facts.language], len(book.pupils)
    with Progress(label) as progress:
        if facts.country == sweden.COUNTRY:
            found = sweden.evaluate(book, on=facts.as_of, declared=decisions.subjects)
            grades_of_sweden.WRITERS[form](stream, facts, list(progress.over(found, total=total)))
        else:
            marked = norway.evaluate(book, on=facts.as_of)
            grades_of_norway.WRITERS[form](stream, facts, list(progress.over(marked, total=total)))
