"""Choosing the policy that a unit follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from throughline.earlywarning.policy import shipped_policies
from throughline_web.earlywarning.models import PolicyAdoption

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.organisations.members import Member


@transaction.atomic
def adopt_policy(*, by: Member, unit_id: int, policy_id: str, on: date) -> PolicyAdoption:
    """Let a unit follow a policy from a day; the one it followed ends the day before.

    Raises:
        KeyError: no policy has that id.
    """
    policy = shipped_policies()[policy_id]
    current = PolicyAdoption.objects.filter(unit_id=unit_id, ends_on__isnull=True)
    current.filter(starts_on__gte=on).delete()
    current.update(ends_on=on - timedelta(days=1))
    return PolicyAdoption.objects.create(
        unit_id=unit_id, policy_id=policy.id, adopted_by_id=by.account_id, starts_on=on
    )
