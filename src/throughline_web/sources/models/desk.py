"""What an organiser has settled for its imports: column mappings, and protected identities."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedProfile(models.Model):
    """A mapping of columns that somebody made by hand and gave a name, for next time."""

    organiser = models.ForeignKey("organisations.Unit", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    toml = models.TextField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="saved_profile_name_once_per_organiser", fields=["organiser", "name"]
            ),
        ]

    def __str__(self) -> str:
        return f"profile {self.pk} of unit {self.organiser_id}"


class ProtectionChoice(models.Model):
    """Whether an organiser lets rows marked as protected identity in; refused unless it is here."""

    organiser = models.OneToOneField(
        "organisations.Unit", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    accepts_protected = models.BooleanField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"protection choice of unit {self.organiser_id}"


class RefusedPupil(models.Model):
    """A keyed hash of the id of a pupil who was refused as protected.

    An attendance file does not say whom a decision protects, so without this the same pupil
    would come in by the next file. The id itself is not stored.
    """

    organiser = models.ForeignKey("organisations.Unit", on_delete=models.CASCADE, related_name="+")
    id_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="refused_pupil_once_per_organiser", fields=["organiser", "id_hash"]
            ),
        ]

    def __str__(self) -> str:
        return f"refused pupil {self.pk}"
