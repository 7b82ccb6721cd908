"""Releases: figures as they were told, frozen with their definition, their data and who told them."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ReleaseState(models.TextChoices):
    """How far a release has come. Only a made one can be read."""

    ASKED = "asked", _("Being made")
    MADE = "made", _("Made")
    FAILED = "failed", _("Failed")


class Release(models.Model):
    """The figures of one organiser in one period, made once and never changed.

    A later one of the same period supersedes it; the earlier stays readable.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    period = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=ReleaseState.choices, default=ReleaseState.ASKED
    )
    why = models.CharField(max_length=200, blank=True)
    data_until = models.DateField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # As the person was called when it was made: an account may be closed and emptied.
    made_by_name = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="release_number_once_per_organiser_and_period",
                fields=["organiser", "period", "number"],
            ),
            models.UniqueConstraint(
                name="release_one_in_the_making",
                fields=["organiser"],
                condition=Q(state=ReleaseState.ASKED),
            ),
            models.CheckConstraint(
                name="release_made_at_a_moment",
                condition=~Q(state=ReleaseState.MADE) | Q(made_at__gte=F("asked_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.number} of unit {self.organiser_id}, {self.period}"


class ReleasedMeasure(models.Model):
    """One measure in a release: which definition, told by which profile, and how its whole is spread."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="measures")
    measure = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    profile = models.CharField(max_length=40)
    # Spans with how many pupils lie in each: [[least, below, count], ...].
    spread = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="released_measure_once_per_release", fields=["release", "measure"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} in release {self.release_id}"


class ReleasedFigure(models.Model):
    """One unit's figure of one measure, with why it reads so; a withheld one has no value stored."""

    measure = models.ForeignKey(ReleasedMeasure, on_delete=models.CASCADE, related_name="figures")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=120)
    is_whole = models.BooleanField()
    total = models.DecimalField(max_digits=12, decimal_places=0, null=True)
    total_state = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    state = models.CharField(max_length=20)
    coverage = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="released_figure_once_per_measure_and_unit", fields=["measure", "unit"]
            ),
            models.CheckConstraint(
                name="released_figure_withheld_has_no_value",
                condition=Q(value__isnull=True)
                | Q(state__in=["shown", "rounded_high", "rounded_low"]),
            ),
        ]

    def __str__(self) -> str:
        return f"figure {self.pk}"
