"""What one run of ``grades`` was made from: the file, the country's rules and the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline.cli.words import sentence
from throughline.terms.language import same

if TYPE_CHECKING:
    from datetime import date

    from throughline.cli.run_facts import FileRead
    from throughline.terms.language import Language, Text


_NAMED = 8


@dataclass(frozen=True, slots=True)
class GradesFacts:
    """Everything an output may say of one run, pupils apart.

    ``country`` is ``se`` or ``no``; ``remarks`` are what the file cannot tell, and what was
    believed instead; ``unknown_subjects`` are words of the file that the list of subjects lacks.
    """

    as_of: date
    country: str
    language: Language
    file: FileRead
    remarks: tuple[Text, ...] = ()
    unknown_subjects: tuple[str, ...] = ()

    @property
    def reservations(self) -> tuple[Text, ...]:
        """The remarks, and the unknown subjects by name, for the outputs that people read."""
        if not self.unknown_subjects:
            return self.remarks
        some, more = self.unknown_subjects[:_NAMED], self.unknown_subjects[_NAMED:]
        names = same(", ".join(some) + (" …" if more else ""))
        return (*self.remarks, sentence("grades_notes", "named", names=names))
