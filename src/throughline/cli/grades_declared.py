"""Decisions that people have made: subjects that count as passed without a passing grade."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from throughline.cli.errors import UnusableInputError
from throughline.cli.grades_subjects import remark
from throughline.cli.reading import opened
from throughline.cli.words import sentence
from throughline.sources import UnreadableSource, fields_of, load_profile, preview
from throughline.terms.subjects import subject_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from throughline.cli.standard_input import Given
    from throughline.sources import Preview, Profile
    from throughline.terms.language import Text

_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Decisions:
    """The subjects of each pupil that count as passed, and how many decisions cannot count."""

    subjects: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unusable: int = 0

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What outputs say of the decisions."""
        count = sum(map(len, self.subjects.values()))
        told = {"declared": count, "declared_unusable": self.unusable}
        return tuple(remark(name, number) for name, number in told.items() if number)


NO_DECISIONS = Decisions()


def read_declared(path: Given, pupils: Collection[str]) -> Decisions:
    """Return the decisions of a table with the columns pupil and subject.

    ``pupils`` are the ids that have grades; a decision on anybody else, or on a
    subject that nobody knows, is counted and left alone.

    Raises:
        UnusableInputError: the file cannot be read, or lacks one of the columns.
    """
    profile = load_profile("grades")
    with opened(path) as source:
        try:
            seen = preview(source, rows=_MOST_ROWS, profile=profile)
        except UnreadableSource as error:
            raise UnusableInputError(error.text) from error
    subjects: dict[str, set[str]] = defaultdict(set)
    unusable = 0
    for pupil, word in _pairs(seen, profile, path.name):
        known = subject_of(word)
        if pupil in pupils and known is not None:
            subjects[pupil].add(known.code)
        else:
            unusable += 1
    return Decisions({pupil: frozenset(said) for pupil, said in subjects.items()}, unusable)


def _pairs(seen: Preview, profile: Profile, file: str) -> Iterator[tuple[str, str]]:
    places = [_place(seen.headers, profile, name, file) for name in ("pupil", "subject")]
    for row in seen.rows:
        pupil, subject = (row[place].strip() if place < len(row) else "" for place in places)
        if pupil and subject:
            yield pupil, subject


def _place(headers: Sequence[str], profile: Profile, name: str, file: str) -> int:
    known = {word.casefold() for word in profile.columns[name]}
    for place, header in enumerate(headers):
        if header.strip().casefold() in known:
            return place
    labels = {each.name: each.label for each in fields_of(profile.kind)}
    told = sentence("grades_notes", "declared_columns", file=file, column=labels[name])
    raise UnusableInputError(told)
