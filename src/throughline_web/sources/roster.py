"""The room's own step of an import: pupils, guardians and staff, through the organisations room."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_noop as _

from throughline.sources import RowIssue, Severity
from throughline_web.organisations.actions import (
    upsert_guardians,
    upsert_pupils,
    upsert_staff,
)
from throughline_web.organisations.queries import (
    enrolments_at,
    pupil_ids_by_external_id,
    pupils_without_a_stay,
)
from throughline_web.sources.gate import hash_of
from throughline_web.sources.journal import noting
from throughline_web.sources.models import RefusedPupil
from throughline_web.sources.receivers import Keys
from throughline_web.sources.sentences import in_every_language
from throughline_web.sources.states import ROSTER_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from throughline.sources import Portion
    from throughline.terms.people import GradeRow, GuardianRow, PupilRow
    from throughline_web.organisations.actions import UpsertOutcome
    from throughline_web.organisations.members import Member
    from throughline_web.sources.receivers import RunFacts
    from throughline_web.sources.schools import FileSchools

    AboutPupil = TypeVar("AboutPupil", GradeRow, GuardianRow)


class RosterStep:
    """Lays the people of one file over those that are known, and knows the ids of its pupils."""

    def __init__(
        self,
        facts: RunFacts,
        *,
        file: str,
        by: Member,
        schools: FileSchools,
        accepts_protected: bool,
    ) -> None:
        self.refused = self.created = self.updated = 0
        self._facts = facts
        self._file = file
        self._by = by
        self._schools = schools
        self._accepts_protected = accepts_protected
        self._pupils: dict[str, int] = {}
        self._missed: set[str] = set()
        self._own = pupils_of(facts)
        self._homeless = pupils_without_a_stay(facts.organiser_id)
        self._issues: list[RowIssue] = []
        self._strangers: Counter[str] = Counter()

    def take(self, portion: Portion, *, at: datetime) -> tuple[Portion, Keys]:
        """Write the people of a portion, and return what of it remains with the keys it needs.

        To be called in a transaction, so that a change and the note of it are stored together.
        """
        before = self.refused
        self._take_pupils(portion.pupils, at=at)
        self._learn({row.pupil_id for row in portion.guardians})
        self._learn({row.pupil_id for row in portion.grades})
        left = replace(
            portion,
            guardians=self._known(portion.guardians, "guardians"),
            grades=self._known(portion.grades, "grades"),
        )
        self._take_adults(left, at=at)
        refused = self.refused - before
        left = replace(left, accepted=left.accepted - refused, rejected=left.rejected + refused)
        return left, Keys(pupils=self._pupils, schools=self._schools.ids)

    def issues(self) -> tuple[RowIssue, ...]:
        """Return what is to be said of the people so far, each remark once."""
        said, self._issues = self._issues, []
        return tuple(said)

    def closing_issues(self) -> tuple[RowIssue, ...]:
        """Return how many rows were about pupils whom nobody here knows."""
        count = self._strangers.total()
        if not count:
            return ()
        problem = in_every_language(
            _("Rows about pupils who are not known here: {count}."), count=count
        )
        hint = in_every_language(
            _("Import the file with the pupils first, and then this one once more.")
        )
        return (RowIssue(self._file, None, None, None, problem, hint, Severity.ERROR),)

    def _take_pupils(self, rows: Sequence[PupilRow], *, at: datetime) -> None:
        self._learn({row.pupil_id for row in rows})
        stated = self._facts.kind in ROSTER_KINDS
        # What a file of attendance mentions in passing says nothing new of a known pupil.
        laid = rows if stated else [row for row in rows if self._is_new(row.pupil_id)]
        if not laid:
            return
        with self._noting(pupils={row.pupil_id for row in laid}):
            outcome = upsert_pupils(
                by=self._by,
                organiser_id=self._facts.organiser_id,
                rows=[self._at_own_school(row) for row in laid],
                on=self._facts.as_of,
                at=at,
                accept_protected=self._accepts_protected,
                add_only=not stated,
            )
        self._hear(outcome, counts=False)
        self._missed.difference_update(row.pupil_id for row in laid)
        self._learn({row.pupil_id for row in laid})
        self._remember_refused(laid)
        self._schools.look_up_again()

    def _take_adults(self, portion: Portion, *, at: datetime) -> None:
        if portion.guardians:
            with self._noting(adults=True):
                outcome = upsert_guardians(
                    by=self._by,
                    organiser_id=self._facts.organiser_id,
                    rows=portion.guardians,
                    on=self._facts.as_of,
                    at=at,
                )
            self._hear(outcome, counts=True)
        if portion.staff:
            with self._noting(adults=True):
                outcome = upsert_staff(
                    by=self._by,
                    organiser_id=self._facts.organiser_id,
                    rows=portion.staff,
                    on=self._facts.as_of,
                    at=at,
                    within_school_id=self._facts.school_id,
                )
            self._hear(outcome, counts=True)

    def _noting(
        self, *, pupils: Collection[str] = (), adults: bool = False
    ) -> AbstractContextManager[None]:
        return noting(self._facts.id, self._facts.organiser_id, pupils=pupils, adults=adults)

    def _is_new(self, pupil_id: str) -> bool:
        known = self._pupils.get(pupil_id)
        return known is None or known in self._homeless

    def _at_own_school(self, row: PupilRow) -> PupilRow:
        return row if row.unit_id else replace(row, unit_id=self._schools.own_reference)

    def _learn(self, external_ids: Collection[str]) -> None:
        """Look up the pupils that have not been asked for before."""
        asked = set(external_ids) - self._pupils.keys() - self._missed
        if asked:
            found = pupil_ids_by_external_id(self._facts.organiser_id, asked)
            self._pupils.update(found)
            self._missed |= asked - found.keys()

    def _known(self, rows: Sequence[AboutPupil], what: str) -> tuple[AboutPupil, ...]:
        kept = tuple(row for row in rows if self._is_ours(row.pupil_id))
        self._strangers[what] += len(rows) - len(kept)
        self.refused += len(rows) - len(kept)
        return kept

    def _is_ours(self, pupil_id: str) -> bool:
        known = self._pupils.get(pupil_id)
        return known is not None and (self._own is None or known in self._own)

    def _remember_refused(self, rows: Sequence[PupilRow]) -> None:
        """Remember, as hashes, the protected pupils who were not let in."""
        if self._accepts_protected:
            return
        organiser = self._facts.organiser_id
        RefusedPupil.objects.bulk_create(
            (
                RefusedPupil(
                    organiser_id=organiser, id_hash=hash_of(row.pupil_id, organiser_id=organiser)
                )
                for row in rows
                if row.protected and row.pupil_id not in self._pupils
            ),
            ignore_conflicts=True,
        )

    def _hear(self, outcome: UpsertOutcome, *, counts: bool) -> None:
        self.created += outcome.created
        self.updated += outcome.updated
        if counts:
            self.refused += outcome.refused
        self._issues.extend(
            RowIssue(
                file=self._file,
                row=None,
                column=None,
                value=None,
                problem=one.problem,
                hint=one.hint,
                severity=Severity.ERROR if one.is_refused else Severity.WARNING,
            )
            for one in outcome.problems
        )


def pupils_of(facts: RunFacts) -> frozenset[int] | None:
    """Return the pupils of the one school that a run reaches, ``None`` when it reaches them all."""
    if facts.school_id is None:
        return None
    return frozenset(one.pupil_id for one in enrolments_at(facts.school_id, on=facts.as_of))
