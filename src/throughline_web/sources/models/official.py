"""Official figures as they were brought in: tables with their provenance, and what they tell."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

_TOLD = ("shown", "rounded_high", "rounded_low")


class OfficialTable(models.Model):
    """One version of a published table. It is never changed: a later one takes its place.

    ``withdrawn_at`` marks one that was brought by mistake; its figures no longer stand.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    provider = models.CharField(max_length=40)
    title = models.TextField()
    source_line = models.TextField()
    fetched_from = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    sha256 = models.CharField(max_length=64)
    figure_count = models.PositiveIntegerField()
    issues = models.JSONField(default=list)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # As the person was called then: an account may be closed and emptied.
    brought_by_name = models.CharField(max_length=160)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="official_table_once_while_it_stands",
                fields=["sha256"],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"official table {self.pk} from {self.provider}"

    @property
    def version(self) -> str:
        """The short name of the version."""
        return self.sha256[:12]


class OfficialFigure(models.Model):
    """One published figure. Of all versions of it, one stands: the one brought last.

    ``value`` is written as published, with a decimal point; empty where it is not told.
    """

    table = models.ForeignKey(OfficialTable, on_delete=models.CASCADE, related_name="figures")
    key = models.CharField(max_length=64)
    measure = models.TextField()
    title = models.TextField()
    unit = models.CharField(max_length=10)
    level = models.CharField(max_length=12)
    code = models.TextField()
    name = models.TextField(blank=True)
    within = models.TextField(blank=True)
    organiser_type = models.TextField(blank=True)
    period = models.TextField()
    dims = models.JSONField(default=dict)
    value = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20)
    is_about = models.BooleanField()
    note = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    stands = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="official_figure_once_per_table", fields=["table", "key"]),
            models.UniqueConstraint(
                name="official_figure_one_stands", fields=["key"], condition=Q(stands=True)
            ),
            models.CheckConstraint(
                name="official_figure_untold_has_no_value",
                condition=(Q(state__in=_TOLD) & ~Q(value="")) | (~Q(state__in=_TOLD) & Q(value="")),
            ),
        ]
        indexes = [
            models.Index(
                name="official_standing", fields=["measure", "level"], condition=Q(stands=True)
            ),
        ]

    def __str__(self) -> str:
        return f"official figure {self.pk}"
