"""Where one pupil goes to school on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from throughline_web.organisations.models import Enrolment, Pupil, Unit
from throughline_web.organisations.models.dated import in_force

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Placement:
    """One pupil at one school, in a class where one is known."""

    pupil: Pupil
    school: Unit
    school_class: Unit | None


def placement_of(pupil_id: int, *, on: date) -> Placement | None:
    """Return where a pupil goes to school on a day; of several stays, the latest begun."""
    rows = Enrolment.objects.filter(in_force(on), pupil=pupil_id)
    row = rows.select_related("pupil", "school", "school_class").order_by("-pk").first()
    return None if row is None else Placement(row.pupil, row.school, row.school_class)
