"""Questions about policies: which one a unit follows, which it could, and which it has followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from throughline.earlywarning.policy import Policy, parse_policy, shipped_policies
from throughline_web.earlywarning.models import OwnPolicy, PolicyAdoption, PolicyPreview
from throughline_web.organisations.queries import organisers_of

if TYPE_CHECKING:
    from datetime import date, datetime

_LONGEST_COUNT = timedelta(minutes=30)
_OWN = "egen-"
"""What the key of a policy of one's own begins with, before its number."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A policy that a unit could follow; ``key`` names it in addresses."""

    key: str
    policy: Policy
    own: OwnPolicy | None = None


def policy_adopted(adoption: PolicyAdoption | PolicyPreview) -> Policy:
    """Return the policy that an adoption or a preview means, of one's own in the very version."""
    if adoption.own is None:
        return shipped_policies()[adoption.policy_id]
    return policy_of_own(adoption.own)


def policy_of_own(own: OwnPolicy) -> Policy:
    """Return a policy of a unit's own as its file describes it."""
    return parse_policy(own.text, name=f"{own.policy_id}.toml")


def candidates(unit_id: int, *, on: date) -> list[Candidate]:
    """Return the policies that a unit may choose among: its own, its organiser's, the ready ones."""
    owners = {unit_id, *organisers_of([unit_id], on=on).values()}
    own = OwnPolicy.objects.filter(unit__in=owners).order_by("-brought_on", "-pk")
    ready = shipped_policies().values()
    return [
        *(Candidate(f"{_OWN}{one.pk}", policy_of_own(one), one) for one in own),
        *(Candidate(policy.id, policy) for policy in ready),
    ]


def candidate(unit_id: int, key: str, *, on: date) -> Candidate | None:
    """Return the policy of that key, if the unit may choose it; else ``None``."""
    return next((one for one in candidates(unit_id, on=on) if one.key == key), None)


def key_of(adoption: PolicyAdoption | PolicyPreview) -> str:
    """Return the key of the policy that an adoption or a preview means."""
    return adoption.policy_id if adoption.own_id is None else f"{_OWN}{adoption.own_id}"


def adoption_in_force(unit_id: int, *, on: date) -> PolicyAdoption | None:
    """Return the decision that a unit follows on a day: its own or its organiser's, if there is one."""
    owners = [unit_id, *organisers_of([unit_id], on=on).values()]
    rows = {row.unit_id: row for row in _in_force(owners, on=on).order_by("starts_on", "pk")}
    return next((rows[owner] for owner in owners if owner in rows), None)


def adoptions_of(unit_id: int, *, on: date) -> list[PolicyAdoption]:
    """Return every decision of a unit and of its organiser, the latest first, those to come included."""
    owners = {unit_id, *organisers_of([unit_id], on=on).values()}
    rows = PolicyAdoption.objects.filter(unit__in=owners)
    return list(rows.select_related("own", "unit", "adopted_by").order_by("-starts_on", "-pk"))


def followers_of(school_ids: list[int], *, on: date) -> list[int]:
    """Return those of an organiser's schools that have made no decision of their own for a day."""
    decided = set(_in_force(school_ids, on=on).values_list("unit", flat=True))
    return [school_id for school_id in school_ids if school_id not in decided]


def preview_of(unit_id: int, *, at: datetime) -> PolicyPreview | None:
    """Return the latest preview that was asked for at a unit.

    One that nobody has finished counting for long was lost with its worker, and is passed over.
    """
    counted_or_new = Q(pupils__isnull=False) | Q(asked_at__gt=at - _LONGEST_COUNT)
    return PolicyPreview.objects.filter(counted_or_new, unit=unit_id).first()


def _in_force(unit_ids: list[int], *, on: date) -> QuerySet[PolicyAdoption]:
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = PolicyAdoption.objects.filter(not_over, unit__in=unit_ids, starts_on__lte=on)
    return rows.select_related("own", "unit", "adopted_by")
