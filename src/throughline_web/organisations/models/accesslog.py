"""The access log: who read or changed what about whom, and the seals that show it unbroken."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughline_web.organisations.models.people import Account
from throughline_web.organisations.models.units import Unit


class AccessEntry(models.Model):
    """One read of pupils' rows, or one change of who may read them. Never altered or removed.

    ``payload`` names the pupils and accounts, with a random salt; a retention purge empties it
    and leaves ``payload_digest``, which the seals are computed over.
    """

    at = models.DateTimeField()
    # The log outlives the people in it, so that nobody leaves by being removed.
    account = models.ForeignKey(
        Account,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )
    action = models.CharField(max_length=40)
    page = models.CharField(max_length=120)
    via = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
    )
    pupils = models.PositiveIntegerField(default=0)
    payload = models.JSONField(null=True, blank=True)
    payload_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(name="access_entry_by_unit", fields=["unit", "-at"]),
            models.Index(name="access_entry_by_account", fields=["account", "-at"]),
        ]

    def __str__(self) -> str:
        return f"access entry {self.pk}"


class AccessSeal(models.Model):
    """One link of the chain: the entry's hash, and the hash that binds it to the link before."""

    sequence = models.BigIntegerField(primary_key=True)
    # A number and not a foreign key: a removed entry must leave its seal behind.
    entry_id = models.BigIntegerField(unique=True)
    entry_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_seal_counts_from_one", condition=Q(sequence__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"access seal {self.pk}"
