"""The pupil's own page about which guardians go on reading after the eighteenth birthday."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from throughline_web.organisations.queries import consents
from throughline_web.organisations.school_age import comes_of_age_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from throughline_web.organisations.models import Pupil, Relation


@dataclass(frozen=True, slots=True)
class GuardianChoice:
    """One guardian, whether they read, and where the pupil decides it."""

    name: str
    reads: bool
    url: str


@dataclass(frozen=True, slots=True)
class ConsentsPage:
    """What happens at eighteen, and what the grown pupil has decided.

    ``of_age_on`` is ``None`` where the school has not told the birth date.
    """

    of_age_on: date | None
    is_of_age: bool
    guardians: tuple[GuardianChoice, ...]
    back_url: str


def consents_page(pupil: Pupil, guardians: Sequence[Relation], *, on: date) -> ConsentsPage:
    """Build the page."""
    of_age_on = comes_of_age_on(pupil.birth_date) if pupil.birth_date else None
    is_of_age = of_age_on is not None and of_age_on <= on
    return ConsentsPage(
        of_age_on=of_age_on,
        is_of_age=is_of_age,
        guardians=tuple(
            GuardianChoice(
                tie.account.name,
                consents(tie, on) or (of_age_on is not None and not is_of_age),
                reverse("organisations:consent", args=[tie.pk]),
            )
            for tie in guardians
        ),
        back_url=reverse("organisations:own"),
    )
