"""Rows that hold from one day through another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from datetime import date


def in_force(on: date, *, prefix: str = "") -> Q:
    """Return the condition that a dated row holds on a day, its first and last day included.

    An unknown first day has always begun and an unknown last day has not come.
    """
    begun = Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": on})
    not_over = Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    return begun & not_over


def dates_in_order(name: str) -> models.CheckConstraint:
    """Return the rule that a row does not end before the day on which it starts."""
    condition = Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
    return models.CheckConstraint(name=name, condition=condition)


def one_open(name: str, *fields: str) -> models.UniqueConstraint:
    """Return the rule that at most one row without a last day exists for the named fields."""
    return models.UniqueConstraint(name=name, fields=fields, condition=Q(ends_on__isnull=True))
