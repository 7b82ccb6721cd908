"""Who reads a pupil's page once the pupil has come of age, and whose reading has ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from throughline_web.organisations.models import Pupil, Relation
from throughline_web.organisations.models.dated import in_force
from throughline_web.organisations.queries.protection import guardians_of
from throughline_web.organisations.roles import RelationKind, Role
from throughline_web.organisations.school_age import comes_of_age_on

if TYPE_CHECKING:
    from datetime import date

    from throughline_web.organisations.members import Member

_ASKED_BEFORE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class EndedReading:
    """A pupil whose page a guardian no longer sees, because the pupil has come of age."""

    given_name: str
    ended_on: date

    @property
    def sentence(self) -> str:
        """What the guardian's own page says of it, and never why."""
        return _(
            "You no longer see %(name)s's page, since %(day)s. At 18 the pupil decides who reads. "
            "Talk to each other: %(name)s can let you read again."
        ) % {"name": self.given_name, "day": date_format(self.ended_on, "DATE_FORMAT")}


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """What a pupil is asked before and at the eighteenth birthday, until somebody has been chosen."""

    sentence: str
    label: str


def own_pupil(member: Member, on: date) -> Pupil | None:
    """Return the pupil whom the member is, if the member is one."""
    rows = Relation.objects.filter(
        in_force(on), account=member.account_id, kind=RelationKind.SELF
    ).select_related("pupil")
    row = rows.order_by("pk").first()
    return row.pupil if row else None


def guardians_who_may_read(pupil: Pupil, on: date) -> list[Relation]:
    """Return the guardians about whom the pupil decides: those whom nothing else keeps from reading."""
    return [tie for tie in guardians_of(pupil, on) if tie.has_right_to_information]


def consents(tie: Relation, on: date) -> bool:
    """Tell whether the grown pupil lets the guardian read on that day."""
    signed, withdrawn = tie.consent_signed_on, tie.consent_withdrawn_on
    return signed is not None and signed <= on and (withdrawn is None or withdrawn > on)


def ended_readings(member: Member, on: date) -> list[EndedReading]:
    """Return the grown pupils who do not let the member, their guardian, read on that day.

    Nobody is among them whose information is held or whose identity is protected: that leaves
    no trace.
    """
    ties = Relation.objects.filter(
        in_force(on),
        account=member.account_id,
        kind=RelationKind.GUARDIAN,
        has_right_to_information=True,
        pupil__protected=False,
    ).select_related("pupil")
    found = [(tie, _ended_on(tie, on)) for tie in ties.order_by("pupil__given_name", "pk")]
    return [EndedReading(tie.pupil.given_name, day) for tie, day in found if day is not None]


def consent_question(member: Member, on: date) -> ConsentQuestion | None:
    """Return what to ask a pupil who soon comes of age, or is of age and lets nobody read."""
    pupil = own_pupil(member, on) if Role.PUPIL in member.roles else None
    if pupil is None or pupil.birth_date is None:
        return None
    of_age_on = comes_of_age_on(pupil.birth_date)
    ties = guardians_who_may_read(pupil, on) if on >= of_age_on - _ASKED_BEFORE else []
    if not ties or any(consents(tie, on) for tie in ties):
        return None
    words = {"day": date_format(of_age_on, "DATE_FORMAT")}
    if on < of_age_on:
        sentence = _("You turn 18 on %(day)s. From then on you decide whether your guardians read.")
    else:
        sentence = _("You have been of age since %(day)s. None of your guardians sees your page.")
    return ConsentQuestion(sentence % words, _("Who reads when I am 18?"))


def _ended_on(tie: Relation, on: date) -> date | None:
    birth_date = tie.pupil.birth_date
    if birth_date is None or on < comes_of_age_on(birth_date) or consents(tie, on):
        return None
    return tie.consent_withdrawn_on or comes_of_age_on(birth_date)
