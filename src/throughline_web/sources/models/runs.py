"""One file on its way in: how far it has come, what was wrong in it, and what it changed."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from throughline_web.sources.states import Entity, State


class ImportRun(models.Model):
    """One file brought in by one person for one organiser.

    Runs of one organiser take effect in the order of their ids: of two live runs that tell of
    the same thing the later is believed. Rows that point to a run are visible while it is live.
    ``school`` is the scope of a file that names no school, or of a person who answers for one.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the file is, and how it is read.
    file_name = models.CharField(max_length=200)
    file_size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    profile_id = models.CharField(max_length=120, blank=True)
    profile_text = models.TextField(blank=True)
    profile_verified = models.BooleanField(default=False)
    kind = models.CharField(max_length=20, blank=True)
    # The encrypted file beside the database; empty once it has expired.
    upload = models.CharField(max_length=80, blank=True)
    # How far it has come; settling what an import has read counts as some of the file's bytes.
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    bytes_read = models.BigIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_accepted = models.PositiveIntegerField(default=0)
    rows_rejected = models.PositiveIntegerField(default=0)
    protected_refused = models.PositiveIntegerField(default=0)
    issues_left_out = models.PositiveIntegerField(default=0)
    # What the dry run found out, and what the import amounted to: counts and names of units.
    findings = models.JSONField(default=dict)
    failure_code = models.CharField(max_length=40, blank=True)
    failure_text = models.JSONField(null=True, blank=True)
    # Which process has it in hand, and when it last said so.
    worker = models.CharField(max_length=120, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    # Who did what, and when. No person stands for the site itself.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    published_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # Rows under a run that is not live are removed afterwards, in small pieces.
    swept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_run_is_in_a_known_state", condition=Q(state__in=State.values)
            ),
            # The lock itself: it lives and dies with the run that holds it.
            models.UniqueConstraint(
                name="import_run_one_at_a_time_per_organiser",
                fields=["organiser"],
                condition=Q(state=State.STAGING),
            ),
            models.CheckConstraint(
                name="import_run_live_has_been_published",
                condition=~Q(state__in=[State.LIVE, State.UNDONE]) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_run_undone_has_a_moment",
                condition=Q(state=State.UNDONE, undone_at__isnull=False)
                | (~Q(state=State.UNDONE) & Q(undone_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="import_run_failed_says_why",
                condition=~Q(state=State.FAILED) | ~Q(failure_code=""),
            ),
            models.CheckConstraint(
                name="import_run_knows_its_profile",
                condition=Q(state__in=[State.UPLOADED, State.DISCARDED, State.FAILED])
                | ~Q(profile_text=""),
            ),
            models.CheckConstraint(
                name="import_run_in_hand_has_a_beat",
                condition=Q(worker="") | Q(beat_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="import_run_by_organiser", fields=["organiser", "state", "-id"]),
            models.Index(name="import_run_by_file", fields=["organiser", "sha256"]),
            models.Index(name="import_run_by_state", fields=["state", "id"]),
        ]

    def __str__(self) -> str:
        # Never the file's name: this ends up in logs and error reports.
        return f"import {self.pk}"

    @property
    def lacks_school(self) -> bool:
        """Whether the file names no school, and nobody has."""
        return bool(self.findings.get("needs_school")) and self.school_id is None

    @property
    def can_be_checked(self) -> bool:
        """Whether nothing needs to be asked before a dry run."""
        return self.state == State.UPLOADED and bool(self.profile_text) and not self.lacks_school


class StoredIssue(models.Model):
    """One remark on one row of a file, or on the whole of it, masked as the reader masked it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="issues")
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=120, blank=True)
    value = models.CharField(max_length=120, blank=True)
    # Alike for issues that differ in row and value alone.
    sort = models.CharField(max_length=40)
    problem = models.JSONField()
    hint = models.JSONField()
    severity = models.CharField(max_length=7, choices=[("error", "error"), ("warning", "warning")])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stored_issue_is_error_or_warning",
                condition=Q(severity__in=["error", "warning"]),
            ),
        ]
        indexes = [models.Index(name="stored_issue_by_sort", fields=["run", "severity", "sort"])]

    def __str__(self) -> str:
        return f"issue {self.pk} of import {self.run_id}"


class RosterChange(models.Model):
    """What one run made (nothing before), changed or removed (nothing after), in order.

    Undoing a run walks its changes backwards: what was created goes, what was changed returns,
    where nobody has changed it since.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="roster_changes")
    entity = models.CharField(max_length=12, choices=Entity.choices)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roster_change_is_of_a_known_kind", condition=Q(entity__in=Entity.values)
            ),
            models.CheckConstraint(
                name="roster_change_has_a_before_or_an_after",
                condition=Q(before__isnull=False) | Q(after__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="roster_change_by_object", fields=["entity", "object_id", "run"]),
        ]

    def __str__(self) -> str:
        return f"change of {self.entity} {self.object_id} in import {self.run_id}"
