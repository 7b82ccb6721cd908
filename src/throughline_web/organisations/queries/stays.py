"""Which pupils belong to no school."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from throughline_web.organisations.models import Enrolment, Pupil


def pupils_without_a_stay(organiser_id: int) -> frozenset[int]:
    """Return the pupils of an organiser who have never been at a school, as far as is known."""
    stays = Enrolment.objects.filter(pupil=OuterRef("pk"))
    pupils = Pupil.objects.filter(~Exists(stays), organiser=organiser_id)
    return frozenset(pupils.values_list("pk", flat=True))
