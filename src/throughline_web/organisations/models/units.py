"""Units, from nation to class, and who is the organiser of a school and since when."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughline_web.organisations.models.dated import dates_in_order, one_open
from throughline_web.organisations.roles import UnitKind


class Unit(models.Model):
    """A nation, region, municipality, private organiser, school or class."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=120)
    # The official code: school unit code, organisation number, municipality code.
    code = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    country = models.CharField(max_length=2, default="se")
    timezone = models.CharField(max_length=40, default="Europe/Stockholm")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_is_of_a_known_kind", condition=Q(kind__in=UnitKind.values)
            ),
            models.CheckConstraint(
                name="unit_class_lies_under_a_school",
                condition=~Q(kind=UnitKind.CLASS) | Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="unit_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            models.UniqueConstraint(
                name="unit_code_once_per_kind_and_country",
                fields=["country", "kind", "code"],
                condition=~Q(code=""),
            ),
            models.UniqueConstraint(
                name="unit_class_name_once_per_school",
                fields=["parent", "name"],
                condition=Q(kind=UnitKind.CLASS),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Organiser(models.Model):
    """Who answers for a school, from one day through another."""

    school = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="organisers")
    organiser = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="organises")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dates_in_order("organiser_dates_in_order"),
            one_open("organiser_one_open_per_school", "school"),
            models.CheckConstraint(
                name="organiser_is_not_the_school_itself", condition=~Q(school=F("organiser"))
            ),
        ]

    def __str__(self) -> str:
        return f"organiser of school {self.school_id}"
