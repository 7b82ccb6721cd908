"""The people of a school as its files tell of them: pupils, guardians, staff, and grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil's place in one school, as one row of a file says it.

    ``pupil_id`` is the source's own id: what attendance and grade rows refer to.
    ``protected`` is true where the source marks the identity as protected.
    """

    pupil_id: str
    unit_id: str | None = None
    class_name: str | None = None
    year_group: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    civic_number: str | None = None
    sex: str | None = None
    programme: str | None = None
    mentor: str | None = None
    email: str | None = None
    home_municipality: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """One guardian of one pupil, as one row of a file says it.

    ``has_right_to_information`` is ``None`` where the file does not tell.
    """

    pupil_id: str
    guardian_id: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    civic_number: str | None = None
    has_right_to_information: bool | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One employment of one member of staff, as one row of a file says it."""

    staff_id: str
    role: str
    unit_id: str | None = None
    class_name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One grade as recorded; ``grade`` keeps the source's own letter, number or dash.

    ``passed`` is what the grade says by the scale it is written in: ``False`` for a fail, a dash,
    IV and 1; ``None`` where the scale has no verdict (exempt, participated).
    """

    pupil_id: str
    subject: str
    grade: str
    passed: bool | None
    unit_id: str | None = None
    term: str | None = None
    set_on: date | None = None
    level: str | None = None
    points: int | None = None
    kind: str | None = None
    language_choice: bool | None = None
