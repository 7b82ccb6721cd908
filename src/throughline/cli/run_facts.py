"""What one run of ``flags`` was made from: files, policy and day, told in every output."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from throughline.earlywarning.policy import Policy
    from throughline.sources import RowIssue
    from throughline.terms.language import Language, Text


@dataclass(frozen=True, slots=True)
class ProfileUsed:
    """The column profile that a file was read with, and why that one.

    ``verified`` is false until somebody has tried the profile on a real export. ``assumption`` tells
    what a person has stated that the file does not say.
    """

    id: str
    name: Text
    verified: bool
    why: tuple[Text, ...] = ()
    assumption: Text | None = None


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file as it was read: with which profile and why, and what became of its rows.

    ``rejected`` includes ``protected_refused``. ``issues`` are masked.
    """

    name: str
    profile: ProfileUsed
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    protected_refused: int = 0
    issues: tuple[RowIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """What a pupils' file calls a pupil, for the outputs that people read."""

    name: str | None = None
    mentor: str | None = None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Everything an output may say of one run, pupils apart."""

    as_of: date
    policy: Policy
    language: Language
    files: tuple[FileRead, ...]
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Source rows read, in all files."""
        return sum(file.rows for file in self.files)

    @property
    def accepted(self) -> int:
        """Source rows accepted, in all files."""
        return sum(file.accepted for file in self.files)

    @property
    def rejected(self) -> int:
        """Source rows refused, in all files."""
        return sum(file.rejected for file in self.files)

    @property
    def protected_refused(self) -> int:
        """Rows refused because the identity is protected, in all files."""
        return sum(file.protected_refused for file in self.files)

    @property
    def issues(self) -> tuple[RowIssue, ...]:
        """The remarks on all files, in their order."""
        return tuple(issue for file in self.files for issue in file.issues)
