"""Choosing the policy that a unit follows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from throughline.earlywarning.policy import parse_policy, shipped_policies
from throughline_web.earlywarning.actions.evaluating import mark_due
from throughline_web.earlywarning.errors import (
    DecidedMeanwhileError,
    PolicyNotInForceError,
    PolicyTakenError,
    TooEarlyError,
)
from throughline_web.earlywarning.models import OwnPolicy, PolicyAdoption, PolicyPreview
from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.clock import day_of
from throughline_web.organisations.queries import schools_organised_by

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.earlywarning.adoptions import Candidate
    from throughline_web.organisations.members import Member

_ID_LENGTH, _VERSION_LENGTH = 60, 20


@transaction.atomic
def adopt_policy(
    *, by: Member, unit_id: int, chosen: Candidate, on: date, at: datetime
) -> PolicyAdoption:
    """Let a unit follow a policy from a day; the one it followed ends the day before.

    Decisions for later days fall away. What the schools concerned show is evaluated anew when
    the day has come.

    Raises:
        TooEarlyError: the day is past; what was shown then is not written over.
        PolicyNotInForceError: the policy itself does not hold on that day.
        DecidedMeanwhileError: somebody else decided for the unit at the same moment.
    """
    today = day_of(at)
    if on < today:
        raise TooEarlyError
    if not chosen.policy.head.holds_on(on):
        raise PolicyNotInForceError
    rows = PolicyAdoption.objects.filter(unit_id=unit_id)
    rows.filter(starts_on__gte=on).delete()
    rows.exclude(ends_on__lt=on).update(ends_on=on - timedelta(days=1))
    adoption = _adopted(by, unit_id, chosen, on=on)
    if on == today:
        schools = schools_organised_by([unit_id], on).values_list("pk", flat=True)
        mark_due(by=by, school_ids=list(schools) or [unit_id], at=at)
    _log(by, "adopt_policy", unit_id, policy=chosen.policy.id, at=at)
    return adoption


def _adopted(by: Member, unit_id: int, chosen: Candidate, *, on: date) -> PolicyAdoption:
    try:
        with transaction.atomic():
            return PolicyAdoption.objects.create(
                unit_id=unit_id,
                policy_id=chosen.policy.id,
                own=chosen.own,
                adopted_by_id=by.account_id,
                starts_on=on,
            )
    except IntegrityError as error:
        raise DecidedMeanwhileError from error


@transaction.atomic
def bring_policy(*, by: Member, unit_id: int, text: str, name: str, at: datetime) -> OwnPolicy:
    """Keep a policy that a unit has written itself; the same file twice is kept once.

    A version that nobody has adopted may be replaced by a mended file.

    Raises:
        RuleFileError: the file says something that cannot be read; the message names file and key.
        PolicyTakenError: the id is a ready policy's or is too long, or the version is followed already.
    """
    policy = parse_policy(text, name=name)
    version = policy.head.version
    is_long = len(policy.id) > _ID_LENGTH or len(version) > _VERSION_LENGTH
    if policy.id in shipped_policies() or is_long:
        raise PolicyTakenError
    kept = OwnPolicy.objects.filter(unit_id=unit_id, policy_id=policy.id, version=version).first()
    if kept is not None and kept.text == text:
        return kept
    if kept is not None and kept.adoptions.exists():
        raise PolicyTakenError
    own, _made = OwnPolicy.objects.update_or_create(
        unit_id=unit_id,
        policy_id=policy.id,
        version=version,
        defaults={"text": text, "brought_by_id": by.account_id, "brought_on": day_of(at)},
    )
    # What was counted with the file before says nothing of this one.
    PolicyPreview.objects.filter(own=own).delete()
    _log(by, "bring_policy", unit_id, policy=policy.id, at=at)
    return own


def _log(by: Member, verb: str, unit_id: int, *, policy: str, at: datetime) -> None:
    record_change(by, verb=verb, action=Action.CHOOSE_POLICY, at=at, unit_id=unit_id, policy=policy)
