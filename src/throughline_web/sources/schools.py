"""Which schools a file means: those that are known, those that it would add, those out of reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from throughline_web.organisations.queries import schools_by_reference
from throughline_web.sources.errors import TooManySchoolsError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MOST_NEW_SCHOOLS = 50
"""More new names than this in one file are not schools but a wrongly chosen column."""


class FileSchools:
    """The schools of one file, by the words that the file uses for them.

    With ``school_id`` the file may tell of that school only, and a row that names none means it
    (``own_reference`` is its code or name). Without it a name that is not known
    yet is ``new``, and the import makes a school of it.
    """

    def __init__(
        self, *, organiser_id: int, school_id: int | None, own_reference: str | None, on: date
    ) -> None:
        self.own_reference = own_reference
        self.ids: dict[str, int] = {}
        self._organiser_id = organiser_id
        self._school_id = school_id
        self._on = on
        self._known: dict[str, int | None] = {}

    @property
    def new(self) -> tuple[str, ...]:
        """The names that no school of the organiser bears, in the order of the file."""
        return tuple(word for word, school in self._known.items() if school is None)

    @property
    def reached(self) -> frozenset[int]:
        """The schools that the file told of, as far as it has been read."""
        own = {self._school_id} if self._school_id is not None else set()
        return frozenset(self.ids.values()) | own

    def reaches(self, word: str) -> bool:
        """Say whether rows about that school, which has been looked up, may be let in."""
        return self._school_id is None or self._known[word] == self._school_id

    def is_within(self, word: str | None) -> bool:
        """Say the same of a school that must not be spoken of, so that nothing of it is kept."""
        if self._school_id is None or word is None:
            return True
        return schools_by_reference(self._organiser_id, [word], on=self._on).get(word) == (
            self._school_id
        )

    def look_up(self, words: Iterable[str]) -> None:
        """Learn which schools the words mean, in one query for all that are not known yet.

        Raises:
            TooManySchoolsError: an organiser's file names more new schools than there can be.
        """
        asked = set(words) - self._known.keys()
        if not asked:
            return
        found = schools_by_reference(self._organiser_id, asked, on=self._on)
        self._known.update((word, found.get(word)) for word in sorted(asked))
        self.ids.update((word, one) for word, one in found.items() if self.reaches(word))
        if self._school_id is None and len(self.new) > MOST_NEW_SCHOOLS:
            raise TooManySchoolsError

    def look_up_again(self) -> None:
        """Learn the ids of schools that have been made since they were asked for."""
        if self.new:
            found = schools_by_reference(self._organiser_id, self.new, on=self._on)
            self._known.update(found)
            self.ids.update(found)
