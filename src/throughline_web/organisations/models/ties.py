"""Who is what to one pupil, and who knows a protected pupil's own name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline_web.organisations.models.dated import dates_in_order, one_open
from throughline_web.organisations.models.people import Account
from throughline_web.organisations.models.pupils import Pupil
from throughline_web.organisations.roles import RelationKind


class Relation(models.Model):
    """One person as mentor or guardian of one pupil, or as the pupil."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="relations")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    # A guardian without it sees nothing: custody, danger, or an identity just protected.
    has_right_to_information = models.BooleanField(default=True)
    # After eighteen a guardian sees only what the pupil, then grown up, has signed for.
    consent_signed_on = models.DateField(null=True, blank=True)
    consent_withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("relation_dates_in_order"),
            one_open("relation_one_open_of_a_kind", "account", "pupil", "kind"),
            models.CheckConstraint(
                name="relation_only_a_guardian_needs_consent",
                condition=Q(consent_signed_on__isnull=True) | Q(kind=RelationKind.GUARDIAN),
            ),
            models.CheckConstraint(
                name="relation_consent_is_withdrawn_after_it_is_signed",
                condition=Q(consent_withdrawn_on__isnull=True)
                | Q(consent_withdrawn_on__gte=F("consent_signed_on")),
            ),
        ]
        indexes = [models.Index(name="relation_by_pupil_and_kind", fields=["pupil", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} relation to pupil {self.pupil_id}"


class ProtectionDecision(models.Model):
    """A decision that a pupil's identity is protected, with the day by which it must be reviewed.

    ``ends_on`` is the planned end. Nothing is shown again because it has passed: a person ends
    the protection, and ``ended_on`` is that day.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="protection_decisions")
    decided_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            dates_in_order("protection_decision_dates_in_order"),
            models.UniqueConstraint(
                name="protection_decision_one_open_per_pupil",
                fields=["pupil"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"protection of pupil {self.pupil_id}"


class ProtectionGrant(models.Model):
    """One named person who may know a protected pupil's own name, from a day through another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="protection_grants")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="protection_grants")
    granted_by = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("protection_grant_dates_in_order"),
            one_open("protection_grant_one_open_per_person_and_pupil", "account", "pupil"),
        ]

    def __str__(self) -> str:
        return f"knowledge of pupil {self.pupil_id}"
