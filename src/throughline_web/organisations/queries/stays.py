"""Where pupils have been at school over a span of days, and who belongs to no school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from throughline_web.organisations.civic_numbers import opened
from throughline_web.organisations.models import Enrolment, HomeMunicipality, Pupil

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


def pupils_without_a_stay(organiser_id: int) -> frozenset[int]:
    """Return the pupils of an organiser who have never been at a school, as far as is known."""
    stays = Enrolment.objects.filter(pupil=OuterRef("pk"))
    pupils = Pupil.objects.filter(~Exists(stays), organiser=organiser_id)
    return frozenset(pupils.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class PupilStay:
    """One pupil at one school in a span of days. An unknown first or last day is ``None``.

    Class, year group and programme are those of today: of a stay that went on after the span,
    they say nothing about the span.
    """

    pupil_id: int
    school_id: int
    class_name: str
    year_group: str
    programme: str
    starts_on: date | None
    ends_on: date | None


def stays_of_pupils_at(schools: Collection[int], *, since: date, until: date) -> list[PupilStay]:
    """Return the stays in a span of days, by pupil and first day, of the pupils of some schools.

    A pupil who moved has every stay there, at other schools too.
    """
    here = Enrolment.objects.filter(
        _within(since, until), school__in=schools, pupil=OuterRef("pupil")
    )
    rows = Enrolment.objects.filter(_within(since, until)).filter(Exists(here))
    group = ("pupil_id", "school_id", "school_class__name", "year_group", "programme")
    values = rows.order_by("pupil_id", "starts_on", "pk").values_list(
        *group, "starts_on", "ends_on"
    )
    return [
        PupilStay(pupil, school, class_name or "", *rest)
        for pupil, school, class_name, *rest in values
    ]


@dataclass(frozen=True, slots=True)
class PupilHome:
    """The municipality that one pupil lives in. An unknown first or last day is ``None``."""

    pupil_id: int
    municipality_id: int
    starts_on: date | None
    ends_on: date | None


def homes_of_pupils_at(schools: Collection[int], *, since: date, until: date) -> list[PupilHome]:
    """Return the homes, in a span of days, of the pupils who were at some schools in it."""
    here = Enrolment.objects.filter(
        _within(since, until), school__in=schools, pupil=OuterRef("pupil")
    )
    rows = HomeMunicipality.objects.filter(_within(since, until)).filter(Exists(here))
    values = ("pupil_id", "municipality_id", "starts_on", "ends_on")
    return [PupilHome(*row) for row in rows.order_by("pupil_id", "starts_on").values_list(*values)]


def _within(since: date, until: date) -> Q:
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=until)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=since))


@dataclass(frozen=True, slots=True)
class RegisteredPupil:
    """What a register that is handed to an authority knows a pupil by.

    ``civic_number`` is empty where it is unknown, and where it was not asked to be opened.
    """

    pupil_id: int
    external_id: str
    has_civic_number: bool
    civic_number: str = ""


def pupils_to_register_at(
    school_id: int, *, since: date, until: date, opens_numbers: bool
) -> list[RegisteredPupil]:
    """Return the pupils who were at a school in a span; those with protected identity are left out.

    ``opens_numbers`` reads the civic numbers too: whoever asks so must log each pupil as read.
    """
    here = Enrolment.objects.filter(_within(since, until), school=school_id, pupil=OuterRef("pk"))
    pupils = Pupil.objects.filter(Exists(here), protected=False).order_by("external_id", "pk")
    return [
        RegisteredPupil(pk, external_id, bool(stored), opened(stored) if opens_numbers else "")
        for pk, external_id, stored in pupils.values_list(
            "pk", "external_id", "civic_number_sealed"
        )
    ]
