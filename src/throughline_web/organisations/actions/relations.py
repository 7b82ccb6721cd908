"""Ties between a person and a pupil: who is whose guardian, and what the grown pupil allows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from throughline_web.organisations.access import Action
from throughline_web.organisations.accesslog import record_change
from throughline_web.organisations.errors import NotYetEighteenError
from throughline_web.organisations.models import Relation
from throughline_web.organisations.school_age import comes_of_age_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from throughline_web.organisations.members import Member
    from throughline_web.organisations.models import Account, Pupil
    from throughline_web.organisations.roles import RelationKind


@transaction.atomic
def tie(
    *, by: Member, account: Account, pupil: Pupil, kind: RelationKind, on: date, at: datetime
) -> Relation:
    """Let a person be the mentor or guardian of a pupil, or the pupil, from a day on.

    A tie that is already open stays as it is. A guardian of a protected pupil gets no right to
    information by this.
    """
    relation, made = Relation.objects.get_or_create(
        account=account,
        pupil=pupil,
        kind=kind,
        ends_on=None,
        defaults={"starts_on": on, "has_right_to_information": not pupil.protected},
    )
    if made:
        _log(by, f"tie_{kind}", relation, at=at)
    return relation


@transaction.atomic
def untie(*, by: Member, relation: Relation, on: date, at: datetime) -> None:
    """End a tie: the day ``on`` is the first without it."""
    _log(by, f"untie_{relation.kind}", relation, at=at)
    if relation.starts_on is not None and relation.starts_on >= on:
        relation.delete()
        return
    relation.ends_on = on - timedelta(days=1)
    relation.save(update_fields=["ends_on"])


@transaction.atomic
def set_right_to_information(
    *, by: Member, relation: Relation, has_right: bool, at: datetime
) -> None:
    """Open or close a pupil's page to one guardian, without a trace that the guardian can see."""
    relation.has_right_to_information = has_right
    relation.save(update_fields=["has_right_to_information"])
    _log(by, "give_right_to_information" if has_right else "hold_information", relation, at=at)


@transaction.atomic
def sign_consent(*, by: Member, relation: Relation, on: date, at: datetime) -> None:
    """Let a guardian go on seeing the page of a pupil who has come of age and signed for it.

    Raises:
        NotYetEighteenError: when the pupil is not of age on that day, or no birth date is known.
    """
    birth_date = relation.pupil.birth_date
    if birth_date is None or on < comes_of_age_on(birth_date):
        raise NotYetEighteenError
    relation.consent_signed_on = on
    relation.consent_withdrawn_on = None
    relation.save(update_fields=["consent_signed_on", "consent_withdrawn_on"])
    _log(by, "sign_consent", relation, at=at, action=Action.SEE_OWN)


@transaction.atomic
def withdraw_consent(*, by: Member, relation: Relation, on: date, at: datetime) -> None:
    """Close the page to the guardian from that day on, at the pupil's word alone.

    Where nothing was signed there is nothing to withdraw.
    """
    if relation.consent_signed_on is None:
        return
    relation.consent_withdrawn_on = on
    relation.save(update_fields=["consent_withdrawn_on"])
    _log(by, "withdraw_consent", relation, at=at, action=Action.SEE_OWN)


def _log(
    by: Member,
    verb: str,
    relation: Relation,
    *,
    at: datetime,
    action: Action = Action.MANAGE_PEOPLE,
) -> None:
    record_change(
        by,
        verb=verb,
        action=action,
        at=at,
        pupils=[relation.pupil_id],
        accounts=[relation.account_id],
    )
