"""Rows of pupils laid over the pupils that are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from throughline_web.organisations.civic_numbers import look_up_hash, sealed
from throughline_web.organisations.models import ProtectionDecision, Pupil, Relation, Unit
from throughline_web.organisations.roles import RelationKind
from throughline_web.organisations.roster import outcome as say
from throughline_web.organisations.roster.cover_names import free_cover_names
from throughline_web.organisations.roster.outcome import UpsertProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from throughline.terms.people import PupilRow
    from throughline_web.organisations.members import Member

_WRITTEN = (
    "given_name",
    "family_name",
    "birth_date",
    "email",
    "civic_number_sealed",
    "civic_number_hash",
    "protected",
    "cover_name",
)
_LIMITS = {"given_name": 80, "family_name": 80, "email": 254}
# A protection that came with a file is reviewed within a year, unless a person has decided else.
_REVIEW = timedelta(days=365)


@dataclass(slots=True)
class PupilLayer:
    """One roster of pupils on its way in: who is whom, what changed, and what was refused."""

    organiser_id: int
    accept_protected: bool
    add_only: bool
    known: dict[str, Pupil] = field(default_factory=dict)
    created: dict[str, Pupil] = field(default_factory=dict)
    changed: dict[str, Pupil] = field(default_factory=dict)
    newly_protected: set[str] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    problems: list[UpsertProblem] = field(default_factory=list)

    @property
    def country(self) -> str:
        """The country whose municipalities the rows name."""
        return Unit.objects.values_list("country", flat=True).get(pk=self.organiser_id)

    def lay(self, rows: Sequence[PupilRow]) -> None:
        """Take in each row, without writing anything."""
        self.known = _known(self.organiser_id, {row.pupil_id[:120] for row in rows})
        for position, row in enumerate(rows):
            self._lay_one(position, row)

    def pupil(self, row: PupilRow) -> Pupil | None:
        """Return the pupil that a row is about, stored or about to be."""
        key = row.pupil_id[:120]
        return self.known.get(key) or self.created.get(key)

    def write(self, *, by: Member, on: date) -> list[int]:
        """Store what is new and what has changed, and return the ids of both."""
        self._name_the_protected()
        touched = {**self.created, **self.changed}
        Pupil.objects.bulk_create(
            touched.values(),
            update_conflicts=True,
            unique_fields=["organiser", "external_id"],
            update_fields=_WRITTEN,
            batch_size=1_000,
        )
        stored = _known(self.organiser_id, set(touched))
        self.known.update(stored)
        _protect([stored[key] for key in sorted(self.newly_protected)], by=by, on=on)
        return sorted(pupil.pk for pupil in stored.values())

    def _lay_one(self, position: int, row: PupilRow) -> None:
        pupil = self.pupil(row)
        if row.protected and not self._may_take(position, row, pupil):
            return
        if pupil is None:
            key = row.pupil_id[:120]
            pupil = self.created[key] = Pupil(organiser_id=self.organiser_id, external_id=key)
        elif self.add_only and pupil.external_id not in self.created:
            return
        if self._fill(position, row, pupil) and pupil.external_id not in self.created:
            self.changed[pupil.external_id] = pupil

    def _may_take(self, position: int, row: PupilRow, pupil: Pupil | None) -> bool:
        if pupil is not None and not pupil.protected:
            # The source says so now: what is already here is covered, whatever the switch says.
            pupil.protected = True
            self.newly_protected.add(pupil.external_id)
            if pupil.external_id not in self.created:
                self.changed[pupil.external_id] = pupil
        elif pupil is None and self.accept_protected:
            self.newly_protected.add(row.pupil_id[:120])
        if self.accept_protected:
            return True
        self.refused.add(position)
        self.problems.append(
            UpsertProblem(
                position, "protected", say.PROTECTED_REFUSED, say.PROTECTED_HINT, is_refused=True
            )
        )
        return False

    def _fill(self, position: int, row: PupilRow, pupil: Pupil) -> bool:
        stated = self._stated(position, row)
        differs = any(getattr(pupil, name) != value for name, value in stated.items())
        for name, value in stated.items():
            setattr(pupil, name, value)
        if row.protected and not pupil.protected:
            pupil.protected = differs = True
        return self._fill_civic_number(row, pupil) or differs

    def _stated(self, position: int, row: PupilRow) -> dict[str, object]:
        # What a file is silent about is kept.
        stated: dict[str, object] = {}
        for name, limit in _LIMITS.items():
            value = getattr(row, name)
            if value is None:
                continue
            if len(value) > limit:
                self.problems.append(UpsertProblem(position, name, say.TOO_LONG, say.SHORTEN))
            stated[name] = value[:limit]
        born = row.birth_date or _born(row.civic_number)
        return {**stated, "birth_date": born} if born else stated

    def _fill_civic_number(self, row: PupilRow, pupil: Pupil) -> bool:
        if not row.civic_number:
            return False
        hashed = look_up_hash(row.civic_number)
        if hashed == pupil.civic_number_hash:
            return False
        pupil.civic_number_hash = hashed
        pupil.civic_number_sealed = sealed(row.civic_number)
        return True

    def _name_the_protected(self) -> None:
        names = free_cover_names(self.organiser_id)
        for key in sorted(self.newly_protected):
            pupil = self.created.get(key) or self.changed[key]
            pupil.cover_name = pupil.cover_name or next(names)


def _known(organiser_id: int, external_ids: set[str]) -> dict[str, Pupil]:
    pupils = Pupil.objects.filter(organiser=organiser_id)
    if len(external_ids) <= 500:
        pupils = pupils.filter(external_id__in=external_ids)
    rows = pupils.iterator(chunk_size=5_000)
    return {row.external_id: row for row in rows if row.external_id in external_ids}


def _born(civic_number: str | None) -> date | None:
    # Twelve digits begin with the birth date; a coordination number adds sixty to the day.
    digits = "".join(sign for sign in civic_number or "" if sign.isdecimal())
    if len(digits) != 12:
        return None
    day = int(digits[6:8])
    try:
        return date(int(digits[:4]), int(digits[4:6]), day - 60 if day > 60 else day)
    except ValueError:
        return None


def _protect(pupils: Iterable[Pupil], *, by: Member, on: date) -> None:
    listed = list(pupils)
    ProtectionDecision.objects.bulk_create(
        ProtectionDecision(
            pupil=pupil, decided_by_id=by.account_id, starts_on=on, ends_on=on + _REVIEW
        )
        for pupil in listed
    )
    guardians = Relation.objects.filter(pupil__in=listed, kind=RelationKind.GUARDIAN)
    guardians.update(has_right_to_information=False)
