"""Who goes to a school on a day, and which pupil a source means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Enrolment, Pupil
from throughline_web.organisations.models.dated import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

_FEW = 500


@dataclass(frozen=True, slots=True)
class EnrolledPupil:
    """One pupil's stay at a school. An unknown first or last day is ``None``."""

    pupil_id: int
    class_id: int | None
    starts_on: date | None
    ends_on: date | None


def enrolments_at(school_id: int, *, on: date) -> Iterator[EnrolledPupil]:
    """Yield the stays at a school that hold on a day, in order of the pupil's id.

    A pupil with two stays that overlap is yielded once, with the class of the later one and
    the first day of the earlier one.
    """
    rows = Enrolment.objects.filter(in_force(on), school=school_id).order_by("pupil_id", "pk")
    values = rows.values_list("pupil_id", "school_class_id", "starts_on", "ends_on")
    last: EnrolledPupil | None = None
    for row in values.iterator(chunk_size=5_000):
        stay = EnrolledPupil(*row)
        if last is not None and last.pupil_id == stay.pupil_id:
            last = _joined(last, stay)
            continue
        if last is not None:
            yield last
        last = stay
    if last is not None:
        yield last


def _joined(first: EnrolledPupil, second: EnrolledPupil) -> EnrolledPupil:
    starts = None if None in {first.starts_on, second.starts_on} else first.starts_on
    return EnrolledPupil(first.pupil_id, second.class_id, starts, second.ends_on)


def pupil_ids_by_external_id(organiser_id: int, external_ids: Collection[str]) -> dict[str, int]:
    """Return the id of each pupil that the organiser's files mean by those ids, in one query.

    An id that means nobody is absent from the answer.
    """
    pupils = Pupil.objects.filter(organiser=organiser_id)
    if len(external_ids) <= _FEW:
        return dict(pupils.filter(external_id__in=external_ids).values_list("external_id", "pk"))
    # A database takes only so many values in one question, so ask for all and pick.
    wanted = set(external_ids)
    rows = pupils.values_list("external_id", "pk").iterator(chunk_size=10_000)
    return {external_id: pk for external_id, pk in rows if external_id in wanted}
