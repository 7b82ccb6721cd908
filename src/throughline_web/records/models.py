"""Rows as imported, each under its run; what is visible is the latest live run of each key."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from throughline.terms.attendance import Granularity, Status


def _minutes() -> models.PositiveIntegerField[int | None, int | None]:
    return models.PositiveIntegerField(null=True)


class Minutes(models.Model):
    """Minutes of each kind; null is unknown and never nought."""

    offered = _minutes()
    reported = _minutes()
    present = _minutes()
    excused = _minutes()
    unexcused = _minutes()
    unresolved = _minutes()
    other = _minutes()
    late = _minutes()
    distance = _minutes()

    class Meta:
        abstract = True


class Mark(Minutes):
    """One attendance fact of one pupil at one unit, as one run told it."""

    run = models.ForeignKey(
        "sources.ImportRun", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pupil = models.ForeignKey(
        "organisations.Pupil", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    slot = models.CharField(max_length=120, blank=True)
    granularity = models.CharField(
        max_length=6, choices=[(str(one), str(one)) for one in Granularity]
    )
    subject = models.CharField(max_length=120, blank=True)
    status = models.CharField(
        max_length=15, blank=True, choices=[(str(one), str(one)) for one in Status]
    )
    occasions = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="mark_once_per_key_and_run",
                fields=["pupil", "unit", "starts_on", "ends_on", "granularity", "slot", "run"],
            ),
            models.CheckConstraint(
                name="mark_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]
        indexes = [
            # A run is settled and dropped some pupils at a time.
            models.Index(name="mark_by_run_and_pupil", fields=["run", "pupil"]),
            # What no day holds is read with a school's days, and is few of its marks.
            models.Index(
                name="mark_of_no_day",
                fields=["unit", "ends_on"],
                condition=Q(granularity=Granularity.PERIOD) | Q(occasions__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"mark {self.pk}"


class PupilDay(Minutes):
    """One pupil's day at one unit as it stood once its run was laid on top; rebuildable, never a source."""

    run = models.ForeignKey(
        "sources.ImportRun", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pupil = models.ForeignKey(
        "organisations.Pupil", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()
    scattered = _minutes()
    late_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pupil_day_once_per_run", fields=["pupil", "unit", "day", "run"]
            ),
        ]
        indexes = [
            # A school is evaluated and summed up over a span of days.
            models.Index(name="pupil_day_by_unit_and_day", fields=["unit", "day"]),
            models.Index(name="pupil_day_by_run_and_pupil", fields=["run", "pupil"]),
        ]

    def __str__(self) -> str:
        return f"pupil day {self.pk}"


class SchoolDay(models.Model):
    """A day on which one run tells of teaching offered at a unit; rebuildable, never a source.

    Every page that says how long something has waited counts these days, so they stand ready.
    """

    run = models.ForeignKey(
        "sources.ImportRun", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        "organisations.Unit", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="school_day_once_per_run", fields=["unit", "day", "run"]),
        ]
        indexes = [models.Index(name="school_day_by_run", fields=["run"])]

    def __str__(self) -> str:
        return f"school day {self.pk}"


class Grade(models.Model):
    """One grade of one pupil as one run told it, in the source's own letters."""

    run = models.ForeignKey(
        "sources.ImportRun", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    pupil = models.ForeignKey(
        "organisations.Pupil", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=120)
    level = models.CharField(max_length=40, blank=True)
    term = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    set_on = models.DateField(null=True)
    grade = models.CharField(max_length=20)
    # Null where the scale passes no verdict: exempt, participated.
    passed = models.BooleanField(null=True)
    points = models.PositiveIntegerField(null=True)
    # Null where the file does not tell whether a language was read as language choice.
    language_choice = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="grade_once_per_key_and_run",
                fields=["pupil", "subject", "level", "term", "kind", "run"],
            ),
        ]
        indexes = [models.Index(name="grade_by_run_and_pupil", fields=["run", "pupil"])]

    def __str__(self) -> str:
        return f"grade {self.pk}"
