"""What both countries count of a file's rows: subjects nobody knows, several grades, later ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.cli.words import number_text, sentence
from throughline.records.grades import is_known
from throughline.terms.language import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from throughline.terms.language import Text
    from throughline.terms.people import GradeRow
    from throughline.terms.subjects import Subject

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Untold:
    """What the file cannot tell, in sentences without a cell of it, and the subjects nobody knows."""

    remarks: tuple[Text, ...]
    unknown_subjects: tuple[str, ...]


def remark(name: str, count: int, **values: object) -> Text:
    """Return one remark with its number."""
    return sentence("grades_notes", name, count=number_text(count), **values)


class Tally:
    """Counts, pupil by pupil, what outputs have to say of the rows as a whole."""

    def __init__(self, on: date, subject: Callable[[str], Subject | None]) -> None:
        self.subject = subject
        self._on = on
        self._later = 0
        self._several = 0
        self._unknown: dict[str, str] = {}

    def take(self, rows: Iterable[GradeRow]) -> list[GradeRow]:
        """Take in one pupil's rows, and return those that were known on the day."""
        told = list(rows)
        known = [row for row in told if is_known(row, on=self._on)]
        self._later += len(told) - len(known)
        seen: dict[tuple[str, str | None], int] = {}
        for row in known:
            place = self._code(row.subject), row.kind
            seen[place] = seen.get(place, 0) + 1
        self._several += sum(count > 1 for count in seen.values())
        return known

    @property
    def unknown(self) -> tuple[str, ...]:
        """The subjects that the list does not know, as the file first writes them."""
        return tuple(name[:_LONGEST_NAME] for name in self._unknown.values())

    def told(self) -> Iterator[Text]:
        """Yield the remarks, a line each."""
        if self._later:
            yield remark("later", self._later, day=day_text(self._on))
        if self._several:
            yield remark("several", self._several)
        if self._unknown:
            yield remark("unknown_subjects", len(self._unknown))

    def _code(self, word: str) -> str:
        found = self.subject(word)
        if found is not None:
            return found.code
        own = word.strip().casefold()
        self._unknown.setdefault(own, word.strip())
        return own
