"""A grades file as pupils with their rows, and the day that everything is said as of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from throughline.cli import notes
from throughline.cli.choosing import GRADES
from throughline.cli.errors import UnusableInputError
from throughline.cli.inputs import grades_in
from throughline.cli.output import say
from throughline.cli.reading import read_file
from throughline.cli.standard_input import command_of
from throughline.cli.words import sentence
from throughline.records.grades import known_from
from throughline.sources import ReadOptions
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from throughline.cli.run_facts import FileRead
    from throughline.cli.standard_input import Given
    from throughline.sources import Portion, Profile
    from throughline.terms.language import Language, Text
    from throughline.terms.people import GradeRow


@dataclass(slots=True)
class GradeBook:
    """Every pupil's rows, by id; whoever is protected in one row is left out in all.

    ``left_out`` counts the rows of a school that the country's rules are not about.
    """

    pupils: dict[str, list[GradeRow]] = field(default_factory=lambda: defaultdict(list))
    hidden: set[str] = field(default_factory=set)
    left_out: int = 0

    def take(self, portion: Portion) -> None:
        """Take in one portion."""
        for row in portion.grades:
            self.pupils[row.pupil_id].append(row)
        self.hidden.update(portion.hidden_pupils)

    def close(self) -> None:
        """Leave out whoever is protected, and put the pupils in the order of their ids."""
        kept = self.pupils.keys() - self.hidden
        self.pupils = {pupil: self.pupils[pupil] for pupil in sorted(kept)}

    def leave_out(self, is_foreign: Callable[[GradeRow], bool]) -> None:
        """Leave out and count the rows that the country's rules are not about."""
        for pupil, rows in list(self.pupils.items()):
            kept = [row for row in rows if not is_foreign(row)]
            self.left_out += len(rows) - len(kept)
            self.pupils[pupil] = kept
        self.pupils = {pupil: rows for pupil, rows in self.pupils.items() if rows}

    def rows(self) -> Iterator[GradeRow]:
        """Yield every row."""
        for rows in self.pupils.values():
            yield from rows


def grades_file(given: Given) -> Given:
    """Return the file to read: the one that was named, or the grades of a folder.

    Raises:
        UnusableInputError: the folder has no grades file.
    """
    if not isinstance(given, Path) or not given.is_dir():
        return given
    found = grades_in(given)
    if found is None:
        raise UnusableInputError(sentence("grades_notes", "no_grades_in_folder", path=given))
    return found


def read_grades(
    path: Given, book: GradeBook, *, country: str, named: Profile | None, language: Language
) -> FileRead:
    """Read a grades file into a book, and return what became of its rows.

    Raises:
        UnusableInputError: the file cannot be used as a whole, or has no row that can.
    """
    options = ReadOptions(country=country)
    file = read_file(path, GRADES, book.take, options=options, named=named, language=language)
    book.close()
    if not file.rows:
        raise UnusableInputError(sentence("files", "no_rows", file=file.name))
    if not file.accepted:
        again = command_of(file.name)
        told = sentence("files", "no_accepted", file=file.name, rows=file.rows, again=again)
        raise UnusableInputError(told)
    return file


def day_asked(book: GradeBook, asked: date | None, path: Given, language: Language) -> date:
    """Return the day that is asked about: as stated, else the last that a grade was set.

    Where no grade has a day, it is the day that the file was saved, and that is said.
    """
    if asked is not None:
        return asked
    last = max(filter(None, map(known_from, book.rows())), default=None)
    if last is not None:
        notes.say_day(last, None, language, is_default=True)
        return last
    saved = _saved_on(path)
    say(_saved_text(path, saved), language)
    return saved


def _saved_text(path: Given, saved: date) -> Text:
    return sentence("grades_notes", "as_of_saved", file=path.name, day=day_text(saved))


def _saved_on(path: Given) -> date:
    seconds = path.stat().st_mtime if isinstance(path, Path) else path.kept_at
    return datetime.fromtimestamp(seconds, tz=UTC).date()
