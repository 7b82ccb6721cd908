"""Flags as the core raised them, and beside them what people did: cases, answers, concerns."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughline_web.earlywarning.choices import (
    LIVE_STATES,
    AnswerKind,
    CaseState,
    ConcernAbout,
    FlagState,
    KnownReason,
)


class OwnPolicy(models.Model):
    """A policy that a unit has written itself, kept as the file that was brought."""

    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.CASCADE, related_name="own_policies"
    )
    policy_id = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    text = models.TextField()
    brought_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    brought_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="own_policy_version_once_per_unit", fields=["unit", "policy_id", "version"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} of unit {self.unit_id}"


class PolicyAdoption(models.Model):
    """A unit's decision to follow a policy from a day; a school without one follows its organiser's.

    ``own`` is the unit's own policy, where it is none of the ready ones.
    """

    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.CASCADE, related_name="policy_adoptions"
    )
    policy_id = models.CharField(max_length=60)
    own = models.ForeignKey(
        OwnPolicy, on_delete=models.RESTRICT, null=True, related_name="adoptions"
    )
    adopted_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="policy_one_open_per_unit", fields=["unit"], condition=Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="policy_adoption_dates_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} at unit {self.unit_id}"


class PolicyPreview(models.Model):
    """What a unit's list would be under another policy, counted on a day without changing anything.

    The counts are null until a worker has been through the pupils.
    """

    unit = models.ForeignKey("organisations.Unit", on_delete=models.CASCADE, related_name="+")
    policy_id = models.CharField(max_length=60)
    own = models.ForeignKey(OwnPolicy, on_delete=models.CASCADE, null=True, related_name="+")
    as_of = models.DateField()
    asked_at = models.DateTimeField()
    pupils = models.PositiveIntegerField(null=True)
    now = models.PositiveIntegerField(null=True)
    then = models.PositiveIntegerField(null=True)
    coming = models.PositiveIntegerField(null=True)
    leaving = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="policy_preview_one_per_unit", fields=["unit"]),
            models.CheckConstraint(
                name="policy_preview_is_counted_whole",
                condition=Q(
                    pupils__isnull=True,
                    now__isnull=True,
                    then__isnull=True,
                    coming__isnull=True,
                    leaving__isnull=True,
                )
                | Q(
                    pupils__isnull=False,
                    now__isnull=False,
                    then__isnull=False,
                    coming__isnull=False,
                    leaving__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"preview of {self.policy_id} at unit {self.unit_id}"


class Flag(models.Model):
    """One flag of the core's: what was seen, since when, and when the site first showed it.

    ``reason`` keeps the sentences as they were said, in the three languages, so that the history
    reads as it was read. ``of_unit`` marks a silence that is the school's own.
    """

    pupil = models.ForeignKey("organisations.Pupil", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    policy_id = models.CharField(max_length=60)
    policy_version = models.CharField(max_length=20)
    rule_id = models.CharField(max_length=60)
    step = models.PositiveSmallIntegerField()
    owner_role = models.CharField(max_length=30)
    due_days = models.PositiveSmallIntegerField()
    since = models.DateField()
    visible_on = models.DateField()
    last_seen_on = models.DateField()
    observed = models.FloatField()
    limit = models.FloatField()
    measure = models.CharField(max_length=15)
    window = models.CharField(max_length=20)
    coverage = models.FloatField(null=True)
    reason = models.JSONField()
    of_unit = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=FlagState.choices, default=FlagState.STANDING)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="flag_once_per_episode", fields=["pupil", "unit", "rule_id", "since"]
            ),
            models.CheckConstraint(
                name="flag_is_seen_after_it_began", condition=Q(last_seen_on__gte=F("since"))
            ),
        ]
        indexes = [models.Index(name="flag_by_unit_and_state", fields=["unit", "state"])]

    def __str__(self) -> str:
        return f"flag {self.pk}"


class Concern(models.Model):
    """A member of staff's own worry about a pupil, raised without waiting for a limit."""

    pupil = models.ForeignKey("organisations.Pupil", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=15, choices=ConcernAbout.choices)
    words = models.CharField(max_length=500, blank=True)
    raised_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    raised_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="concern_is_about_something_known", condition=Q(about__in=ConcernAbout.values)
            )
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Case(models.Model):
    """The one open question about a pupil at a unit; flags and concerns are its triggers.

    ``waits_from`` is the day its clock started; null while nothing waits.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    pupil = models.ForeignKey("organisations.Pupil", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    opened_on = models.DateField()
    waits_from = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="case_one_live_per_pupil_and_unit",
                fields=["pupil", "unit"],
                condition=Q(state__in=[str(state) for state in LIVE_STATES]),
            ),
            models.CheckConstraint(
                name="case_waits_while_open_or_returned",
                condition=Q(state__in=["open", "returned"], waits_from__isnull=False)
                | Q(state__in=["answered", "closed", "withdrawn"], waits_from__isnull=True),
            ),
            models.CheckConstraint(
                name="case_closed_has_a_day",
                condition=Q(state__in=["closed", "withdrawn"], closed_on__isnull=False)
                | Q(state__in=["open", "returned", "answered"], closed_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(name="case_by_unit_and_wait", fields=["unit", "state", "waits_from"])
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Trigger(models.Model):
    """One flag or concern that opened a case or was added to it, and when it could be seen.

    A flag that stands again after it had passed triggers a new case; the old one keeps it too.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="triggers")
    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, null=True, related_name="triggers")
    concern = models.OneToOneField(
        Concern, on_delete=models.CASCADE, null=True, related_name="trigger"
    )
    visible_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="trigger_is_a_flag_or_a_concern",
                condition=Q(flag__isnull=False, concern__isnull=True)
                | Q(flag__isnull=True, concern__isnull=False),
            ),
            models.UniqueConstraint(name="trigger_once_per_case_and_flag", fields=["case", "flag"]),
        ]

    def __str__(self) -> str:
        return f"trigger {self.pk}"


class Answer(models.Model):
    """What somebody decided about a case. An undone answer is kept, and counts for nothing.

    ``step`` is the worst step the case had reached when it was answered; a higher one later is
    worse. ``waited_from`` lets an undo put the clock back where it stood.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=15, choices=AnswerKind.choices)
    reason = models.CharField(max_length=15, choices=KnownReason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    return_on = models.DateField(null=True)
    step = models.PositiveSmallIntegerField()
    waited_from = models.DateField()
    state_before = models.CharField(max_length=10, choices=CaseState.choices)
    answered_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    answered_on = models.DateField()
    answered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "organisations.Account", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_known_has_reason_and_return",
                condition=~Q(kind="known") | (~Q(reason="") & Q(return_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="answer_returns_after_it_is_given",
                condition=Q(return_on__isnull=True) | Q(return_on__gt=F("answered_on")),
            ),
            models.UniqueConstraint(name="answer_at_a_moment_once", fields=["case", "answered_at"]),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class EvaluationDue(models.Model):
    """A school whose flags no longer say what its rows say."""

    unit = models.OneToOneField("organisations.Unit", on_delete=models.CASCADE, related_name="+")
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"evaluation due at unit {self.unit_id}"
