"""Pupils, where they go to school, and the municipality that they live in."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from throughline_web.organisations.models.dated import dates_in_order, one_open
from throughline_web.organisations.models.units import Unit


class Pupil(models.Model):
    """One pupil of one organiser, known by the id that the organiser's own files use."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    external_id = models.CharField(max_length=120)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    # Encrypted at rest, and a keyed hash to find it by.
    civic_number_sealed = models.TextField(blank=True)
    civic_number_hash = models.CharField(max_length=64, blank=True, db_index=True)
    protected = models.BooleanField(default=False)
    cover_name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pupil_external_id_once_per_organiser", fields=["organiser", "external_id"]
            ),
            models.CheckConstraint(
                name="pupil_protected_has_a_cover_name",
                condition=Q(protected=False) | ~Q(cover_name=""),
            ),
        ]
        indexes = [models.Index(name="pupil_by_family_name", fields=["family_name", "given_name"])]

    def __str__(self) -> str:
        # Never a name: this ends up in logs and error reports.
        return f"pupil {self.pk}"


class Enrolment(models.Model):
    """One pupil's stay at one school. An unknown first day is ``None``."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments")
    school = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="class_enrolments"
    )
    year_group = models.CharField(max_length=20, blank=True)
    programme = models.CharField(max_length=80, blank=True)
    # The mentor as the source writes it, until an account is known to be that person.
    mentor_as_written = models.CharField(max_length=120, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("enrolment_dates_in_order"),
            one_open("enrolment_one_open_per_pupil_and_school", "pupil", "school"),
        ]
        indexes = [
            models.Index(name="enrolment_by_school", fields=["school", "ends_on", "pupil"]),
            models.Index(name="enrolment_by_class", fields=["school_class", "ends_on", "pupil"]),
        ]

    def __str__(self) -> str:
        return f"enrolment of pupil {self.pupil_id} at school {self.school_id}"


class HomeMunicipality(models.Model):
    """The municipality that a pupil lives in, which need not organise the school."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="home_municipalities")
    municipality = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("home_municipality_dates_in_order"),
            one_open("home_municipality_one_open_per_pupil", "pupil"),
        ]

    def __str__(self) -> str:
        return f"home municipality of pupil {self.pupil_id}"
